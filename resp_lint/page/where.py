"""Where on its page a place lies, in the words of the page: which section, which row, which column."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.model import start_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.page.model import Cell, Page, Table


class Where(Struct, frozen=True):
    """The heading that a place stands under and, in a table, its row below the header and its column.

    A row or a column may have no name; its number is 0 where the place is in none.  `header` is the line of the table's
    header; 0 where the place is not in a row below one.
    """

    section: str = ""
    row: str = ""
    column: str = ""
    row_number: int = 0
    column_number: int = 0
    header: int = 0


NOWHERE = Where()


def where(page: Page, start: int, end: int) -> Where:
    """Where a stretch of a page starts; a column is named where it does not reach out of one cell."""
    above = bisect_right(page.headings, start, key=start_of)
    heading = page.headings[above - 1] if above else None
    section = heading.text if heading and heading.end < start else ""
    above = bisect_right(page.tables, start, key=start_of)
    line = bisect_right(page.source.line_starts, start)
    if not above or line > page.tables[above - 1].end_line:
        return Where(section)
    return _locate_in_table(page.tables[above - 1], section, line, start, end)


def _locate_in_table(table: Table, section: str, line: int, start: int, end: int) -> Where:
    header = table.header.cells
    if line <= table.line + 1:
        column, number = _find_column(header, header, start, end)
        return Where(section, "", column, 0, number)
    index = bisect_right(table.row_lines, line) - 1
    row = table.rows[index]
    name = row.task.text if row.cells and not row.task.blank else ""
    column, number = _find_column(header, row.cells, start, end)
    return Where(section, name, column, index + 1, number, table.line)


def _find_column(header: Sequence[Cell], cells: Sequence[Cell], start: int, end: int) -> tuple[str, int]:
    """The name and the number of the column whose cell a stretch lies in."""
    for index, cell in enumerate(cells):
        if cell.start <= start and end <= cell.end:
            return header[index].text, index + 1
    return "", 0
