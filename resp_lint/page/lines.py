"""A page's lines as the attachment of attribute lists looks at them: 0-based, as tokens count them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.attribute_lists import lists_of

if TYPE_CHECKING:
    from collections.abc import Sequence


class Lines(Struct, frozen=True, eq=False):
    """The lines of a page: where they start, as written, and masked, so that a keyref's braces end no list."""

    starts: Sequence[int]
    texts: Sequence[str]
    masked: Sequence[str]

    def indent(self, line: int) -> int:
        """How many blanks the line starts with."""
        text = self.texts[line]
        return len(text) - len(text.lstrip(" \t"))

    def spaced(self, line: int) -> bool:
        """Whether white space follows the `{:` that the line starts with."""
        return self.texts[line].lstrip(" \t")[2:3].isspace()

    def lists(self, line: int) -> str:
        """The attribute lists that the line starts with, masked, without what follows them."""
        text = self.masked[line].lstrip(" \t")
        spans, _ = lists_of(text)
        return text[: spans[-1][1]] if spans else ""

    def is_last(self, line: int) -> bool:
        """Whether the page ends on this line, without a line ending."""
        return line + 1 >= len(self.starts)

    def last_written(self, line: int) -> int:
        """The last line at or above this one that is not blank."""
        while line > 0 and not self.texts[line].strip():
            line -= 1
        return line
