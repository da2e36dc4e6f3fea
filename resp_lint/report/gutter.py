"""The left edge of a block that quotes a page: line numbers, a bar, and what stands after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.report.excerpt import make_excerpt
from resp_lint.report.format import BLUE, BOLD
from resp_lint.report.wrap import count_cells, wrap_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.report.format import Screen
    from resp_lint.source import Source

_NARROWEST = 20


class Gutter(Struct, frozen=True):
    """Makes the lines of one block, whose line numbers have at most so many digits."""

    screen: Screen
    digits: int

    @property
    def room(self) -> int:
        """How many cells are left after the bar."""
        return max(self.screen.width - self.digits - 3, _NARROWEST)

    def render_bar(self, text: str = "", number: str = "") -> str:
        shown = self.screen.paint(f"{number:>{self.digits}} |", BLUE)
        return f"{shown} {text}" if text else shown

    def render_arrow(self, target: str, arrow: str = "-->") -> str:
        return f"{' ' * self.digits}{self.screen.paint(arrow, BLUE)} {target}"

    def line(self, number: int, text: str) -> str:
        return self.render_bar(text, str(number))

    def render_gap(self) -> str:
        """Where lines are omitted."""
        return self.screen.paint("...", BLUE)

    def render_neighbour(self, number: int, source: Source) -> str:
        text = source.line_text(number)
        shown, _ = make_excerpt(text, 0, 0, self.room, self.screen)
        return self.line(number, shown)

    def render_marks(self, marks: str, note: str, label: str, style: str) -> Iterator[str]:
        """The marks with what they say; where that does not fit after them, it stands below."""
        blank = len(marks) - len(marks.lstrip())
        painted = marks[:blank] + self.screen.paint(marks[blank:] + note, style)
        width = len(marks) + len(note)
        slight = style.removeprefix("1;")
        if not label or width + 1 + count_cells(label) <= self.room:
            yield self.render_bar(f"{painted} {self.screen.paint(label, slight)}".rstrip())
            return
        yield self.render_bar(painted)
        indent = max(min(blank, self.room - count_cells(label)), 0)
        for text in wrap_text(label, self.room, self.room):
            yield self.render_bar(" " * indent + self.screen.paint(text, slight))

    def render_remark(self, title: str, text: str) -> Iterator[str]:
        screen = self.screen
        before = " " * (self.digits + 1)
        indent = len(before) + len(title) + 4
        lines = wrap_text(text, screen.width - indent, screen.width - indent) if screen.wraps else [text]
        yield f"{before}{screen.paint('=', BLUE)} {screen.paint(title, BOLD)}: {lines[0]}"
        yield from (" " * indent + line for line in lines[1:])
