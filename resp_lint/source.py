"""The bytes of a page, its text and its lines; offset to position and back."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from resp_lint.lazy import cached_property
from resp_lint.regex import regex

# `str.splitlines` breaks at ten characters; a page's line ends at three sequences only (CommonMark 0.31, 2.1).
LINE_ENDING = regex(r"\r\n|\n|\r")
BYTE_ORDER_MARK = "\ufeff"


class UndecodableError(ValueError):
    """The bytes are not UTF-8.

    `offset` is the 0-based offset of the first byte that is wrong.
    """

    def __init__(self, offset: int, byte: int) -> None:
        """Remember where decoding failed and at which byte value."""
        super().__init__(f"not UTF-8: byte 0x{byte:02x} at offset {offset}")
        self.offset = offset


class Position(Struct, frozen=True, order=True):
    """A place in a page: line and column, both 1-based, the column in code points."""

    line: int
    column: int


class Source(Struct, frozen=True, eq=False, dict=True):
    """A page's text as it stands in the file, byte order mark included, so that offsets never shift.

    Offsets are 0-based and count code points of `text`.
    """

    path: str
    text: str

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> Source:
        """Decode `data` strictly.

        Raises `UndecodableError` where `data` is not UTF-8.
        """
        try:
            return cls(path, data.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise UndecodableError(error.start, data[error.start]) from None

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts; a page that ends in a line ending has an empty last line."""
        if "\r" in self.text:
            return [0, *(ending.end() for ending in LINE_ENDING.finditer(self.text))]
        starts = [0]
        start = self.text.find("\n") + 1
        while start:
            starts.append(start)
            start = self.text.find("\n", start) + 1
        return starts

    def position(self, offset: int) -> Position:
        """The line and column of an offset between 0 and the length of the text."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a position, as `position` gives it."""
        return self.line_start(position.line) + position.column - 1

    def line_start(self, line: int) -> int:
        """The offset of the first character of a 1-based line; the end of the text for a line past the last."""
        return self.line_starts[line - 1] if line <= len(self.line_starts) else len(self.text)

    def line_text(self, line: int) -> str:
        """The text of a 1-based line without its ending."""
        return self.text[self.line_start(line) : self.line_start(line + 1)].rstrip("\r\n")
