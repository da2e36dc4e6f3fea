"""A page's lines as the attachment of attribute lists looks at them: 0-based, as tokens count them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from resp_lint.page.source import Source


class Lines(Struct, frozen=True, eq=False, dict=True):
    """The lines of a source, as written and with keyrefs masked."""

    source: Source
    masked_text: str

    @cached_property
    def _masked(self) -> list[str]:
        return self.masked_text.split("\n")

    def start(self, line: int) -> int:
        """The offset of the line's first character."""
        return self.source.line_start(line + 1)

    def text(self, line: int) -> str:
        """The line as written, without its ending."""
        return self.source.line_text(line + 1)

    def masked(self, line: int) -> str:
        """The line with keyrefs masked, so that their braces end no attribute list."""
        return self._masked[line]

    def indent(self, line: int) -> int:
        """How many blanks the line starts with."""
        text = self.text(line)
        return len(text) - len(text.lstrip(" \t"))

    def spaced(self, line: int) -> bool:
        """Whether white space follows the `{:` that the line starts with."""
        return self.text(line).lstrip(" \t")[2:3].isspace()

    def is_last(self, line: int) -> bool:
        """Whether the page ends on this line, without a line ending."""
        return line + 1 >= len(self.source.line_starts)

    def last_written(self, line: int) -> int:
        """The last line at or above this one that is not blank."""
        while line > 0 and not self.text(line).strip():
            line -= 1
        return line
