"""RSP403."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, PageKind, Profile, Role, normalized, rule
from resp_lint_rules.attributes._lists.intended import EveryPage, find_intended_names, is_usual, place
from resp_lint_rules.attributes._lists.placement import (
    find_line_ending,
    get_lists_after,
    get_margin,
    insert_missing_line_ending,
    insert_missing_spaces,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Cell, Table

_FEWEST_SPACES = 2


@rule("RSP403", level=Level.WARNING, fix=FixKind.SAFE, any_page=True, requires=("attribute-lists",))
def missing_row_headers(page: Page, profile: Profile, *, every_page: EveryPage = False) -> Findings:
    """Checks that the first column of each table is marked as row headers.

    Without row headers a screen reader reads out a cell and not the task that it belongs to.

    The flag `row-headers` makes each row's first cell a `<th scope="row">`, so that in the third column of a long table a
    listener still hears which task “You” are responsible for.

    Reported for every table of a responsibility page that has neither the flag nor the class `row-headers`; a bare word
    that a definition resolves to it counts. A table of one column, or without rows, needs none; nor does one whose first
    column names no task but says what an owner does, or says in most rows the same as an owner's cell. On other pages the flag is
    rare (seen on 8 of 91 pages with tables), so there a table is reported only where at least half of the page's tables
    have it. 46 of 74 responsibility pages lack some; WCAG 2.2 names the technique (1.3.1, H63).

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: row-headers}
    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom" row-headers}
    ~~~~
    """
    if not (every_page or page.kind is PageKind.RESPONSIBILITY or is_usual(page, "row-headers", profile)):
        return
    authors = find_intended_names(page, profile)
    for table in page.tables:
        if (
            table.rows
            and len(table.columns) > 1
            and authors.is_missing(table, "row-headers")
            and _is_row_header_column(table)
        ):
            message = f"{place(table)} has no row headers; write “{{: row-headers}}” right under its last row"
            fix = Fix("add “{: row-headers}” under the table", tuple(_make_edits(table)))
            yield table.header.at(message, fix=fix)


def _is_row_header_column(table: Table) -> bool:
    """Whether the first column names what each row is about, rather than the duties of an owner."""
    if table.columns[0].role is Role.OWNER:
        return False
    repeated = sum(any(_is_repeated(row.task, cell) for cell in row.owner_cells) for row in table.rows)
    return repeated * 2 <= len(table.rows)


def _is_repeated(task: Cell, cell: Cell) -> bool:
    """Whether a first cell says what an owner's cell says; a word or two, as “?” and “N/A”, name no duty."""
    text = normalized(task.text)
    return text.count(" ") >= _FEWEST_SPACES and text == normalized(cell.text)


def _make_edits(table: Table) -> Iterator[Edit]:
    """The line, and what the lists after it need to be merged with it: a space after `{:`, a line ending."""
    lists = get_lists_after(table)
    direct = lists and lists[0].line == table.end_line + 1
    before = get_margin(table.source, lists[0].line if direct else table.line + 1)
    yield Edit(table.end, table.end, f"{find_line_ending(table.source, table.end_line)}{before}{{: row-headers}}")
    yield from insert_missing_spaces(lists)
    yield from insert_missing_line_ending(table.source, lists)
