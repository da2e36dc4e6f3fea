"""What the rules about rows share: rows that a line break broke in two, code spans that a pipe splits, names of rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lint import Cell, Row, Table

_TOO_LONG = 60
_BACKTICKS = re.compile(r"`+")
_PIPE = re.compile(r"(?<!\\)\|")


def shortened(text: str) -> str:
    """Text for a message: long text is cut at a word.

    >>> shortened("Rotate keys"), len(shortened("word " * 40)) <= 60
    ('Rotate keys', True)
    """
    if len(text) <= _TOO_LONG:
        return text
    return (
        text[: _TOO_LONG - 1].rpartition(" ")[0].rstrip(",;:. ") + "…" if " " in text[:_TOO_LONG] else text[:59] + "…"
    )


def row_name(row: Row) -> str:
    """How a message names a row: by its first cell."""
    name = shortened(row.cells[0].text) if row.cells else ""
    return f"row “{name}”" if name else "this row"


def is_even(row: Row) -> bool:
    """Whether a row has as many cells as the header."""
    return row.written == len(row.table.header.cells)


def whole_rows(table: Table) -> tuple[Row, ...]:
    """The rows of a table without those that a line break broke in two."""
    broken = {row for group in broken_rows(table) for row in group}
    return tuple(row for row in table.rows if row not in broken) if broken else table.rows


def even_rows(table: Table) -> tuple[Row, ...]:
    """The rows whose cells stand where their author put them: neither broken nor ragged."""
    return tuple(row for row in whole_rows(table) if is_even(row))


def broken_rows(table: Table) -> tuple[tuple[Row, ...], ...]:
    """The rows that a line break broke, each with the rows that its rest became.

    Lines belong together where, put on one line, they have exactly the header's cells; or where a line neither begins
    with a pipe nor follows one that ends with a pipe, although the header does both.
    """
    rows, width = table.rows, len(table.header.cells)
    if all(row.written >= width for row in rows):
        return ()
    fenced = _opened(table.header) and _closed(table.header)
    found = []
    index = 0
    while index < len(rows):
        end = _end_of_break(rows, index, width, fenced=fenced)
        if end > index + 1:
            found.append(rows[index:end])
        index = end
    return tuple(found)


def _end_of_break(rows: tuple[Row, ...], index: int, width: int, *, fenced: bool) -> int:
    """The index behind the last row that belongs to the one at `index`."""
    best = end = index + 1
    cells = rows[index].written
    if (not _opened(rows[index])) if fenced else (cells != width):
        return best
    while end < len(rows) and rows[end].written < width:
        gained = _gained(rows[end - 1], rows[end], fenced=fenced)
        if gained is None or cells + gained > width:
            break
        cells += gained
        if cells == width or gained < rows[end].written:
            best = end + 1
        end += 1
    return best


def _gained(row: Row, rest: Row, *, fenced: bool) -> int | None:
    """How many cells a row gains from the one below it, put on the same line; None where it cannot be its rest."""
    closed, opened = _closed(row), _opened(rest)
    if not fenced:
        # Where rows have no outer pipes, only a line without any pipe is known for a rest.
        return 0 if rest.written == 1 and not opened and not _closed(rest) else None
    if closed and opened:
        return None
    return rest.written if closed or opened else max(0, rest.written - 1)


def _opened(row: Row) -> bool:
    """Whether a pipe stands before a row's first cell."""
    text, start = row.page.source.text, row.start
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    return text[start - 1 : start] == "|"


def _closed(row: Row) -> bool:
    """Whether a row's line ends with a pipe."""
    line = row.page.source.line_text(row.line).rstrip(" \t")
    return line.endswith("|") and not line.endswith("\\|")


def split_code_spans(row: Row) -> tuple[tuple[int, int], ...]:
    """The code spans of a row that unescaped pipes split, if the row had the header's cells without these pipes."""
    too_many = row.written - len(row.table.header.cells)
    if too_many <= 0 or "`" not in row.raw:
        return ()
    spans = [(start, end, pipes) for start, end in _code_spans(row) if (pipes := len(inner_pipes(row, start, end)))]
    if sum(pipes for _, _, pipes in spans) == too_many:
        return tuple((start, end) for start, end, _ in spans)
    # A stray backtick elsewhere in the row makes spans that nobody meant.
    alone = [(start, end) for start, end, pipes in spans if pipes == too_many]
    return tuple(alone) if len(alone) == 1 else ()


def inner_pipes(row: Row, start: int, end: int) -> tuple[int, ...]:
    """The offsets of the unescaped pipes between two offsets of the page."""
    return tuple(pipe.start() for pipe in _PIPE.finditer(row.page.source.text, start, end))


def _code_spans(row: Row) -> list[tuple[int, int]]:
    """The code spans of a row as if its pipes were text: from a run of backticks to the next one of its length.

    A single backtick with a blank behind it opens none, and with a blank before it closes none: it is a stray one.
    """
    text = row.page.source.text
    runs = [(run.start(), run.end()) for run in _BACKTICKS.finditer(text, row.start, row.end)]
    closers: dict[int, list[int]] = {}
    for start, end in runs:
        if end - start > 1 or text[start - 1] not in " \t":
            closers.setdefault(end - start, []).append(start)
    spans = []
    behind = row.start
    for start, end in runs:
        same = closers.get(end - start, [])
        close = bisect_right(same, start)
        opens = text[start - 1] != "\\" and (end - start > 1 or text[end : end + 1] not in {" ", "\t"})
        if start >= behind and opens and close < len(same):
            behind = same[close] + end - start
            spans.append((start, behind))
    return spans


def blank_space(cell: Cell) -> tuple[int, int]:
    """Where a blank cell's blanks begin and end, between its pipes."""
    text = cell.page.source.text
    start, end = cell.start, cell.end
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    while text[end : end + 1] in {" ", "\t"}:
        end += 1
    return start, end


def is_text(row: Row) -> bool:
    """Whether a row is a line without any pipe in a table whose header begins with one."""
    return row.written == 1 and not _opened(row) and not _closed(row) and _opened(row.table.header)
