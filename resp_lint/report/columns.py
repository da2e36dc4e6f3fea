"""Columns in the unit that a reader of reports counts in; findings count characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lint.source import Position, Source


def count_utf16(position: Position, source: Source) -> int:
    """A column in UTF-16 units, as GitHub and most editors count."""
    before = _read_before(position, source)
    return len(before) + sum(character > "\uffff" for character in before) + 1


def count_utf8(position: Position, source: Source) -> int:
    """A column in bytes of UTF-8, as reviewdog counts."""
    return len(_read_before(position, source).encode("utf-8", "surrogatepass")) + 1


def _read_before(position: Position, source: Source) -> str:
    return source.line_text(position.line)[: position.column - 1]
