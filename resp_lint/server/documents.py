"""What an editor has open: texts that change, and places in them as editor and linter count them."""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.server.structures import Position, Range
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lint.server.structures import Change

_LAST_OF_TWO_BYTES = "\uffff"


class Encoding(StrEnum):
    """The units in which an editor counts the characters of a line."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"

    def width(self, text: str) -> int:
        """How many units a text has."""
        if self is Encoding.UTF32 or text.isascii():
            return len(text)
        if self is Encoding.UTF8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(character > _LAST_OF_TWO_BYTES for character in text)

    def find_character(self, line: str, units: int) -> int:
        """The index of the character that begins at most this many units into a line, or its end."""
        if self is Encoding.UTF32 or line[: max(units, 0) + 1].isascii():
            return min(max(units, 0), len(line))
        for index, character in enumerate(line):
            units -= self.width(character)
            if units < 0:
                return index
        return len(line)


class Document(Struct, frozen=True):
    """A document in one of its versions; `source.path` is the path under which findings are reported."""

    uri: str
    version: int
    source: Source
    encoding: Encoding
    is_markdown: bool = True

    def change(self, version: int, changes: Iterable[Change]) -> Document:
        """The document after some changes, each of the text that the one before left."""
        text = self.source.text
        for change in changes:
            if change.range is None:
                text = change.text
            else:
                start, end = replace(self, source=Source("", text)).span(change.range)
                text = text[:start] + change.text + text[end:]
        return replace(self, version=version, source=Source(self.source.path, text))

    def span(self, given: Range) -> tuple[int, int]:
        """The offsets of a range, the smaller one first."""
        start, end = sorted((self.offset(given.start), self.offset(given.end)))
        return start, end

    def offset(self, position: Position) -> int:
        """The offset of a position; one outside of its line is moved to the line's nearest end."""
        source = self.source
        if position.line < 0:
            return 0
        if position.line >= len(source.line_starts):
            return len(source.text)
        line = position.line + 1
        return source.line_start(line) + self.encoding.find_character(source.line_text(line), position.character)

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        place = self.source.position(offset)
        start = offset - place.column + 1
        return Position(place.line - 1, self.encoding.width(self.source.text[start:offset]))

    def range(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start), self.position(end))


def shrink_edit(old: str, new: str, offset: int = 0) -> tuple[int, int, str]:
    r"""The start, the end and the text of the smallest edit that makes one text of another; it parts no line ending.

    >>> shrink_edit("a b c", "a x c"), shrink_edit("a", "a a"), shrink_edit("x\r\ny", "x\ry")
    ((2, 3, 'x'), (1, 1, ' a'), (1, 3, '\r'))
    """
    least = min(len(old), len(new))
    start = bisect_left(range(least), True, key=lambda index: old[: index + 1] != new[: index + 1])  # noqa: FBT003 -- a key
    start -= _parts_ending(old, start) or _parts_ending(new, start)
    most = least - start
    same = bisect_left(range(most), True, key=lambda index: old[-1 - index :] != new[-1 - index :])  # noqa: FBT003 -- as above
    same -= _parts_ending(old, len(old) - same) or _parts_ending(new, len(new) - same)
    return offset + start, offset + len(old) - same, new[start : len(new) - same]


def _parts_ending(text: str, offset: int) -> bool:
    return offset > 0 and text[offset - 1 : offset + 1] == "\r\n"
