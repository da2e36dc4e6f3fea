"""What messages and fixes about rows share: how a row is named, where a blank cell lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lint import Cell, Row

_TOO_LONG = 60


def shorten(text: str) -> str:
    """Text for a message: long text is cut at a word.

    >>> shorten("Rotate keys"), len(shorten("word " * 40)) <= 60
    ('Rotate keys', True)
    """
    if len(text) <= _TOO_LONG:
        return text
    return (
        text[: _TOO_LONG - 1].rpartition(" ")[0].rstrip(",;:. ") + "…" if " " in text[:_TOO_LONG] else text[:59] + "…"
    )


def name_row(row: Row) -> str:
    """How a message names a row: by its first cell."""
    name = shorten(row.task.text)
    return f"row “{name}”" if name else "this row"


def blank_space(cell: Cell) -> tuple[int, int]:
    """Where a blank cell's spaces begin and end, between its pipes."""
    text = cell.source.text
    start, end = cell.start, cell.end
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    while text[end : end + 1] in {" ", "\t"}:
        end += 1
    return start, end
