"""RSP311."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from resp_lint import Findings, Page, Violation, rule, split_row
from resp_lint_rules.tables._loose_rows import count_columns, find_runs, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint_rules.tables._loose_rows import Run

_NO_PARAGRAPH = {
    "code_block": "the table is indented by four spaces or more, so it is shown as code; take the indentation back",
    "html_block": "the table belongs to an HTML block, so it is shown as typed; put a blank line before it",
}


@rule("RSP311", any_page=True)
def lost_table(page: Page) -> Findings:
    """Checks that rows of pipes are a table for the renderer.

    Rows that are no table are shown as one paragraph of words and pipes, and all that they said is lost.

    A table needs a header row and, right below it, a delimiter row of as many columns; a blank line ends it; and what
    is indented by four spaces is code (GitHub Flavored Markdown, 4.10; the renderer does the same).

    It fires on the first row, where a paragraph holds a delimiter row or two lines that begin with a pipe and have
    another one, where a single such line is parted from a table by a blank line, and where indented code or an HTML
    block holds a header row with its delimiter row. Fenced code and comments are left alone. Two spaces before a row
    outside of lists are as bad as four: the renderer makes four of them.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys. |
    ~~~~
    ~~~~bad
    | Task | Owner |
    |------|-------|
    | Rotate keys | Customer |

    | Patch brokers | IBM |
    ~~~~
    ~~~~bad
    The tasks:

        | Task | Owner |
        |------|-------|
        | Rotate keys | Customer |
    ~~~~
    ~~~~bad
    | Task | Owner |
    |------|-------|
      | Rotate keys | Customer |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys. |

    ```text
    | id | state |
    | 1  | ready |
    ```
    ~~~~
    """
    if "|" not in page.source.text:
        return
    yield from _find_indented(page)
    ends = sorted(table.end for table in page.tables)
    for run in find_runs(page):
        above = bisect_right(ends, run.start)
        after_table = above > 0 and is_blank(page, ends[above - 1], run.start)
        if message := _describe_problem(run, after_table=after_table):
            yield _make_violation(run, message)


def _find_indented(page: Page) -> Iterator[Violation]:
    """The first row of each table that two spaces take out of it."""
    lost = {row.line: row for row in page.lost_rows}
    for table in page.tables if lost else ():
        if row := next((lost[line] for line in (table.line, *table.row_lines) if line in lost), None):
            yield row.at("two spaces before this row make code or text of it; begin it at the first column")


def _make_violation(run: Run, message: str) -> Violation:
    row = run.rows[0].rstrip("\r")
    start = run.start + len(row) - len(row.lstrip(" \t>"))
    return Violation(start, run.start + len(row), message)


def _describe_problem(run: Run, *, after_table: bool) -> str:
    """What keeps a run of rows from being a table; empty where it need not be one."""
    at = run.delimiter
    if run.kind != "paragraph":
        return _NO_PARAGRAPH.get(run.kind, "") if at > 0 else ""
    if at > 0:
        columns, cells = count_columns(run.rows[at]), len(split_row(run.rows[at - 1].strip(" \t>\r")))
        if columns != cells:
            return (
                f"the header has {cells} cells and the row of dashes {columns}, so this is no table; give both the same"
            )
        return (
            "the row of dashes is parted from the header by a blank line or its indent, so this is no table; move it up"
        )
    if at == 0:
        return "the row of dashes has no header row right above it, so this is no table; write one"
    if after_table:
        return "a blank line parts these rows from the table above, so they are shown as text; take it out"
    return "the rows have no row of dashes below the first one, so this is no table; write one" if run.rows[1:] else ""
