"""RSP303."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Profile, TableKind, Violation, normalized, regex, rule
from resp_lint_rules._shared.row_text import blank_space
from resp_lint_rules.tables._header_forms import find_odd_headers, match_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_lint import Table

_FIRST_COLUMN = regex(r"\bfirst column \w+ (?:the |a |an |each )?(\w+)", re.IGNORECASE)


@rule("RSP303", level=Level.WARNING, fix=FixKind.UNSAFE, any_page=True)
def blank_header_cell(page: Page, profile: Profile) -> Findings:
    """Checks that no header cell is blank.

    A screen reader reads a cell's header out before the cell; where it is blank, the listener guesses.

    A table's data cells have headers that name them (WCAG 2.2, 1.3.1, technique H51), and the renderer makes a `<th>`
    of every header cell. Seen on 7 of 74 pages, nearly always above the tasks.

    It fires on any blank header cell of a task table or a resource matrix. In other tables the first cell may be blank,
    as the corner between the names of rows and columns; the others may not. A header row without any text has one
    finding. Above the tasks, the fix writes what the table's summary calls them, what most of the page's task tables have there,
    or the profile's title.

    ~~~~bad
    | | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys. |
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys. |
    ~~~~
    ~~~~good
    | | Lite plan | Standard plan |
    |-|-----------|---------------|
    | Queues | 5 | 500 |
    ~~~~
    """
    titles: dict[int, Counter[str]] = {}
    for table in find_odd_headers(page, page.tables, _has_blank_cell):
        cells = table.header.cells
        if len(cells) > 1 and all(cell.blank for cell in cells):
            yield table.header.at("the header row is blank; say in it what the columns hold")
        else:
            titles = titles or _count_titles(page, profile)
            yield from _blank_cells(table, profile, titles)


def _has_blank_cell(table: Table) -> bool:
    return any(cell.blank for cell in table.header.cells)


def _blank_cells(table: Table, profile: Profile, titles: Mapping[int, Counter[str]]) -> Iterator[Violation]:
    first, *others = table.header.cells
    if first.blank and table.kind is TableKind.TASK:
        text = _find_usual_title(table, profile, titles)
        start, end = blank_space(first)
        edit = Edit(start, end, f" {text} ".ljust(end - start))
        fix = Fix(f"Write “{text}”", (edit,), safe=False)
        yield first.at(f"the header above the tasks is blank; write “{text}”", fix=fix)
    elif first.blank and table.kind is TableKind.MATRIX:
        yield first.at("the header above the resources is blank; say in it what the column holds")
    for number, cell in enumerate(others, 2):
        if cell.blank:
            yield cell.at(f"the header of column {number} is blank; say in it what the column holds")


def _count_titles(page: Page, profile: Profile) -> dict[int, Counter[str]]:
    """How often each text stands above the tasks, by the form of the task tables; in one pass over the page."""
    titles: dict[int, Counter[str]] = {number: Counter() for number in range(max(1, len(profile.table_forms)))}
    for table in page.task_tables:
        first = table.header.cells[0]
        if not first.blank and (found := match_form(table, profile)):
            titles[found.form][first.raw] += 1
    return titles


def _find_usual_title(table: Table, profile: Profile, titles: Mapping[int, Counter[str]]) -> str:
    """What the table's summary says, or what stands above the tasks in most task tables of this form, or its own title."""
    match = match_form(table, profile)
    form = match.form if match else 0
    said = _FIRST_COLUMN.search(table.summary.value) if table.summary else None
    if said and profile.table_forms:
        known = profile.table_forms[form].columns[0].titles
        if title := next((title for title in known if title and normalized(title) == normalized(said[1])), ""):
            return title
    if usual := titles[form]:
        return max(usual, key=usual.__getitem__)
    return profile.table_forms[form].columns[0].titles[0] if profile.table_forms else "Task"
