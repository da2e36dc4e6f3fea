"""Where on its page a place lies, in the words of the page: which section, which row, which column."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.page.model import Page
    from resp_lint.page.parts import Part
    from resp_lint.page.table_parts import Cell, Table

P = TypeVar("P", bound="Part")


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
    heading = _last_before(page.headings, start)
    section = heading.text if heading and heading.end < start else ""
    table = _last_before(page.tables, start)
    if table is None or page.source.position(start).line > table.end_line:
        return Where(section)
    return _in_table(table, section, start, end)


def _in_table(table: Table, section: str, start: int, end: int) -> Where:
    line = table.page.source.position(start).line
    header = table.header.cells
    if line <= table.line + 1:
        column, number = _column(header, header, start, end)
        return Where(section, "", column, 0, number)
    index = bisect_right(table.row_lines, line) - 1
    row = table.rows[index]
    name = row.task.text if row.cells and not row.task.blank else ""
    column, number = _column(header, row.cells, start, end)
    return Where(section, name, column, index + 1, number, table.line)


def _column(header: Sequence[Cell], cells: Sequence[Cell], start: int, end: int) -> tuple[str, int]:
    """The name and the number of the column whose cell a stretch lies in."""
    index = next((index for index, cell in enumerate(cells) if cell.start <= start and end <= cell.end), -1)
    return (header[index].text, index + 1) if index >= 0 else ("", 0)


def _last_before(parts: Sequence[P], offset: int) -> P | None:
    index = bisect_right(parts, offset, key=lambda part: part.start)
    return parts[index - 1] if index else None
