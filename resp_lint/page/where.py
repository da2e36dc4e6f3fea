"""Where on its page a place lies, in the words of the page: which section, which row, which column."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.page.model import Cell, Page, Part, Table

P = TypeVar("P", bound="Part")


@dataclass(frozen=True, slots=True)
class Where:
    """The heading that a place stands under and, in a table, the names of its row and its column.

    `header` is the line of the table's header; 0 where the place is not in a row below one.
    """

    section: str = ""
    row: str = ""
    column: str = ""
    header: int = 0


NOWHERE = Where()


def where(page: Page, start: int, end: int) -> Where:
    """Where a stretch of a page starts; a column is named where it does not reach out of one cell."""
    heading = _last_before(page.headings, start)
    section = heading.text if heading and heading.end < start else ""
    table = _last_before(page.tables, start)
    if table is None or page.source.position(start).line > table.end_line:
        return Where(section)
    return Where(section, *_in_table(table, start, end))


def _in_table(table: Table, start: int, end: int) -> tuple[str, str, int]:
    """The names of the row (none for the header) and of the column, and the line of the header above them."""
    line = table.page.source.position(start).line
    header = table.header.cells
    if line <= table.line + 1:
        return "", _column(header, header, start, end), 0
    index = bisect_right(table.row_lines, line) - 1
    row = table.rows[index]
    name = row.task.text if row.cells and not row.task.blank else str(index + 1)
    return name, _column(header, row.cells, start, end), table.line


def _column(header: Sequence[Cell], cells: Sequence[Cell], start: int, end: int) -> str:
    """The header of the cell that a stretch lies in, or the number of its column where that is blank."""
    index = next((index for index, cell in enumerate(cells) if cell.start <= start and end <= cell.end), -1)
    return header[index].text or str(index + 1) if index >= 0 else ""


def _last_before(parts: Sequence[P], offset: int) -> P | None:
    index = bisect_right(parts, offset, key=lambda part: part.start)
    return parts[index - 1] if index else None
