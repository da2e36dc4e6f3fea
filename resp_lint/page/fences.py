"""Fences and indentation of two spaces as the renderer takes them, which is not how they look.

Before marked-it-core 2.4.2 (`htmlGenerator2.js`) parses a page, it pairs lines that begin with three backticks or more,
whatever else stands on them; moves the attribute list below a closing fence into the opening one, line ending included,
so that text right below the list joins the closing fence; and makes four spaces of two at the start of every line
outside of its fences.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

_TICKS = regex(r"[^\S\n]*(`{3,})")
_LIST_LINE = regex(r"([^\S\n]*)\{:[^\S\n]+[^}\n][^\n]+\}[^\S\n]*$")
_TWO_SPACES = regex(r"  (?=\S)")
# The first characters of lines that are something else where four spaces stand before them.
_BLOCK_MARKS = frozenset("|#`~{")


class FenceFlaw(StrEnum):
    """Why a fence ends elsewhere than it seems to."""

    JOINED = "text right below the list of a closing fence"
    INDENTED = "indented by two spaces"
    TOO_DEEP = "a closing fence indented by four spaces or more"
    ONE_LINE = "backticks that open and close on one line"
    UNCLOSED = "no closing fence"
    SHIFTED = "taken for the end or the start of another fence"


class Pairs(Struct, frozen=True):
    """The 0-based lines of fences as the renderer pairs them, and what it does to lines before it parses them.

    `joined` holds the lines of closing fences with the last list line below each, which text follows; `doubled` are
    lines whose two spaces count as four.
    """

    fences: tuple[tuple[int, int], ...]
    joined: tuple[tuple[int, int], ...]
    doubled: tuple[int, ...]


def pair_fences(lines: Sequence[str], first: int) -> tuple[tuple[int, int], ...]:
    """The lines of opening and closing fences from a line on, as the renderer pairs them.

    >>> pair_fences(["```a```", "x", "```b```"], 0)
    ((0, 2),)
    """
    pairs: list[tuple[int, int]] = []
    line = first
    while line < len(lines):
        opening = _TICKS.match(lines[line])
        # White space before a fence counts only where a line ends before it.
        if opening is None or (line == first and opening.start(1)):
            line += 1
            continue
        ticks = opening[1]
        closing = next((n for n in range(line + 1, len(lines)) if _is_closing(lines[n], ticks)), -1)
        if closing < 0:
            break
        pairs.append((line, closing))
        line = closing + 1
    return tuple(pairs)


def _is_closing(line: str, ticks: str) -> bool:
    # The renderer means `\S` and writes `S`: a line closes a fence wherever its backticks stand, but not after an S.
    found = line.find(ticks)
    return found >= 0 and "S" not in line[:found]


def read_pairs(lines: Sequence[str], first: int) -> Pairs:
    """How the renderer pairs the fences of a page, given its lines with keyrefs masked, from a line on."""
    fences = pair_fences(lines, first) if any("```" in line for line in lines) else ()
    inside = {line for opening, closing in fences for line in range(opening + 1, closing + 1)}
    joined = tuple((closing, below) for _, closing in fences if (below := _find_joined_list(lines, closing)))
    doubled = tuple(
        number for number in range(first + 1, len(lines)) if number not in inside and _TWO_SPACES.match(lines[number])
    )
    return Pairs(fences, joined, doubled)


def _find_joined_list(lines: Sequence[str], closing: int) -> int:
    """The line of the last list right below a closing fence that text follows directly; 0 for none."""
    if not lines[closing].endswith("`"):
        return 0
    line, indent = closing, None
    while line + 2 < len(lines) and (match := _LIST_LINE.match(lines[line + 1])) and indent in {None, match[1]}:
        line, indent = line + 1, match[1]
    return line if line > closing and lines[line + 1].strip() else 0


def convert_fences(lines: Sequence[str], pairs: Pairs) -> list[str]:
    """The lines as the renderer parses them; a closing fence that is joined with text closes nothing."""
    changed = list(lines)
    for line in pairs.doubled:
        changed[line] = "  " + changed[line]
    for closing, _ in pairs.joined:
        changed[closing] += "x"
    return changed
