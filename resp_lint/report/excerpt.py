"""A line of a page and the marks under a span of it, cut to the width of a terminal, exact to the cell.

Wide, combining and tab characters take as many cells as terminals give them; what `safe` escapes takes its escape's.
"""

from __future__ import annotations

from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from resp_lint.report.wrap import count_cells

if TYPE_CHECKING:
    from resp_lint.report.format import Screen

_TAB = 4
_EMOJI_STYLE = "\ufe0f"  # makes the character before it an emoji, which is wide


class Glyph(Struct, frozen=True):
    """One character as it is shown, and the cells that it takes."""

    text: str
    cells: int


Glyphs: TypeAlias = str | list[Glyph]
"""Characters as they are shown; a text is one each of whose characters is shown as it is in one cell."""


def make_excerpt(line: str, start: int, end: int, room: int, screen: Screen) -> tuple[str, str]:
    """The part of `line` around the span that fits into `room` cells, and the marks to print below it."""
    first = max(0, start - room)
    text = line[first : start + room]
    # Of most lines, each character is shown as it is in one cell.
    shown: Glyphs = text if text.isascii() and text.isprintable() else split_glyphs(text, screen)
    before, after = shown[: start - first], shown[start - first :]
    marked, after = after[: end - start], after[end - start :]
    if first == 0 and start + room >= len(line) and _count_cells(shown) <= room:
        return _show(shown).rstrip(), _make_marks(_count_cells(before), marked)
    return _cut(before, marked, after, room, screen.dots)


def split_glyphs(text: str, screen: Screen) -> list[Glyph]:
    """The characters of a text as a screen shows them; a tab reaches to the next multiple of four."""
    found: list[Glyph] = []
    column = 0
    glyphs = {character: _make_glyph(screen.text(character), emoji=False) for character in set(text)}
    has_emoji = screen.unicode and _EMOJI_STYLE in text
    for index, character in enumerate(text):
        glyph = glyphs[character]
        if character == "\t":
            glyph = Glyph(" " * (_TAB - column % _TAB), _TAB - column % _TAB)
        elif has_emoji and text.startswith(_EMOJI_STYLE, index + 1):
            glyph = _make_glyph(screen.text(character), emoji=True)
        found.append(glyph)
        column += glyph.cells
    return found


def _make_glyph(shown: str, *, emoji: bool) -> Glyph:
    return Glyph(shown, count_cells(shown + _EMOJI_STYLE * emoji))


def _cut(before: Glyphs, marked: Glyphs, after: Glyphs, room: int, dots: str) -> tuple[str, str]:
    """As much of the span as fits, then what stands after it, then what stands before it, a quarter at least."""
    room = max(1, room - 2 * len(dots))
    left = max(room // 4, room - _count_cells(marked) - _count_cells(after))
    near = _select_fitting(before[::-1], left)[::-1]
    while near and not _count_cells(near[:1]):  # a combining character would join the dots
        near = near[1:]
    room -= _count_cells(near)
    span = _select_fitting(marked, max(room, 1)) or marked[:1]
    rest = _select_fitting(after, room - _count_cells(span)) if len(span) == len(marked) else ""
    ahead = dots if len(near) < len(before) else ""
    following = dots if len(span) + len(rest) < len(marked) + len(after) else ""
    text = "".join((ahead, _show(near), _show(span), _show(rest), following)).rstrip()
    return text, _make_marks(len(ahead) + _count_cells(near), span)


def _select_fitting(items: Glyphs, room: int) -> Glyphs:
    if isinstance(items, str):
        return items[: max(room, 0)]
    sums = accumulate(glyph.cells for glyph in items)
    return items[: sum(1 for _ in takewhile(lambda cells: cells <= room, sums))]


def _make_marks(indent: int, marked: Glyphs) -> str:
    """An empty span is marked by one caret; so is a combining character, under the one that it joins."""
    cells = _count_cells(marked)
    if marked and not cells:
        indent -= 1
    return " " * max(indent, 0) + "^" * max(cells, 1)


def _count_cells(items: Glyphs) -> int:
    return len(items) if isinstance(items, str) else sum(glyph.cells for glyph in items)


def _show(items: Glyphs) -> str:
    return items if isinstance(items, str) else "".join(glyph.text for glyph in items)
