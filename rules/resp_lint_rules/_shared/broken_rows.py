"""Which rows of a table are what their author meant, and which are pieces that a line break made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lint import Page, Row, Table

_MOST_LINES = 8
"""More lines than these without a pipe are no rest of a cell."""


def find_uneven_tables(page: Page) -> list[Table]:
    """The tables in which some row has more or fewer cells than the header."""
    return [table for table in page.tables if any(row.written != len(table.header.cells) for row in table.rows)]


def select_whole_rows(table: Table) -> tuple[Row, ...]:
    """The rows of a table without those that a line break broke in two."""
    broken = {row for group in find_broken_rows(table) for row in group}
    return tuple(row for row in table.rows if row not in broken) if broken else table.rows


def find_broken_rows(table: Table) -> tuple[tuple[Row, ...], ...]:
    """The rows that a line break broke, each with the rows that its rest became.

    Lines belong together where, put on one line, they have exactly the header's cells; or where a line does not begin
    with a pipe although the header does, and goes on with a cell that the line above it ended too early.
    """
    rows, width = table.rows, len(table.header.cells)
    if all(row.written >= width for row in rows):
        return ()
    fenced = _is_opened(table.header) and _is_closed(table.header)
    found = []
    index = 0
    while index < len(rows):
        end = _end_of_break(rows, index, width, fenced=fenced)
        if end > index + 1:
            found.append(rows[index:end])
        index = end
    return tuple(found)


def _end_of_break(rows: tuple[Row, ...], index: int, width: int, *, fenced: bool) -> int:
    """The index after the last row that belongs to the one at `index`."""
    best = end = index + 1
    cells = rows[index].written
    if (not _is_opened(rows[index])) if fenced else (cells != width):
        return best
    while end < len(rows):
        closed, opened = _is_closed(rows[end - 1]), _is_opened(rows[end])
        gained = _count_gained_cells(rows[end], closed=closed, opened=opened, fenced=fenced)
        if gained and closed and not opened and cells + gained > width and not _is_end_of_table(rows, end):
            # The cell above ended too early: what follows is its rest, and then new cells.
            gained -= 1
        if gained is None or cells + gained > width:
            break
        cells += gained
        end += 1
        if cells == width or not (closed or opened):
            best = end
    return best


def _is_end_of_table(rows: tuple[Row, ...], index: int) -> bool:
    """Whether a row, and those below it, are lines without any pipe: text that was put right under the table."""
    return all(_is_bare(row) for row in rows[index : index + _MOST_LINES])


def _count_gained_cells(rest: Row, *, closed: bool, opened: bool, fenced: bool) -> int | None:
    """How many cells a row gains from the one below it, put on the same line; None where it cannot be its rest."""
    if not fenced:
        # Where rows have no outer pipes, only a line without any pipe is known for a rest.
        return 0 if rest.written == 1 and not opened and not _is_closed(rest) else None
    if closed and opened:
        return None
    if rest.written == 0:
        return int(closed)
    return rest.written if closed or opened else rest.written - 1


def _is_opened(row: Row) -> bool:
    """Whether a pipe stands before a row's first cell."""
    text, start = row.source.text, row.start
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    return text[start - 1 : start] == "|"


def _is_closed(row: Row) -> bool:
    """Whether a row's line ends with a pipe."""
    line = row.source.line_text(row.line).rstrip(" \t")
    return line.endswith("|") and not line.endswith("\\|")


def is_text(row: Row, table: Table) -> bool:
    """Whether a row is a line without any pipe in a table whose header begins with one."""
    return _is_bare(row) and _is_opened(table.header)


def _is_bare(row: Row) -> bool:
    return row.written == 1 and not _is_opened(row) and not _is_closed(row)
