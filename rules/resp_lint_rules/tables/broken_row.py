"""RSP305."""

from resp_lint import Findings, Page, Violation, rule
from resp_lint_rules._shared.broken_rows import find_broken_rows, find_uneven_tables
from resp_lint_rules._shared.row_text import name_row, shorten


@rule("RSP305", any_page=True)
def broken_row(page: Page) -> Findings:
    r"""Checks that each row of a table stands on one line.

    A row must stand on one line: its rest on the next line becomes a row of its own, below the first column.

    A reader sees half a sentence among the tasks, and under the owner's name the other half, or nothing. Any line that
    starts no other block becomes a row of the table above it (GitHub Flavored Markdown, 4.10), pipes or not.

    It fires on the line that became a row. Lines belong together where, put on one line, they have just the header's
    cells, or where the second has no opening pipe, because the first goes on there or has ended a cell too early.
    `ragged-row` and the rules about owners say nothing about these rows.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys
    every 90 days. |
    ~~~~
    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a |
    reminder. | Rotate your keys every 90 days. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys  \n every 90 days. |
    ~~~~
    """
    for table in find_uneven_tables(page):
        for row, *rest in find_broken_rows(table):
            became = f"“{shorten(rest[0].task.text)}”" if rest[0].task.text else "its end"
            message = f"{name_row(row)} goes on in the next line, so {became} became a row; put it on one line"
            yield Violation(rest[0].start, rest[-1].end, message, r"“\n” breaks a line inside of a cell")
