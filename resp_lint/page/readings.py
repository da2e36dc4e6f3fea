"""The blocks of a page as they were meant, and what the renderer loses of them.

A page is read as CommonMark says, which is how it looks to its author.  Where the renderer's ways with fences and with
two spaces can matter, it is read once more as the renderer does; the reading with more headings and tables is the one
that was meant, and what the renderer lacks of it is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resp_lint.page.attribute_lists import is_list_line
from resp_lint.page.fences import FenceFlaw, Pairs, convert_fences, read_pairs
from resp_lint.page.tables import count_delimiter_columns
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markdown_it.token import Token

_FENCE = regex(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
# Lines that are something else where four spaces stand before them.
_TWO_SPACES = regex(r"\n  [|#`~{]")
_CLOSING = regex(r"([ \t]*)(`{3,}|~{3,})[ \t]*$")
_HEADING = regex(r" {0,3}#{1,6}[ \t]")
_DEEP = 4


class Blocks(Struct, frozen=True):
    """The block tokens of one reading, and the definitions of links that it met."""

    tokens: Sequence[Token]
    references: Mapping[str, Any]
    cut_short: bool


class Meant(Struct, frozen=True):
    """The blocks that were meant, and by their 0-based lines what is wrong with fences and which rows are lost."""

    blocks: Blocks
    flaws: tuple[tuple[int, FenceFlaw], ...] = ()
    lost_rows: tuple[int, ...] = ()


def read_meant(text: str, first_line: int, parse: Callable[[str], Blocks]) -> Meant:
    """The blocks of a page whose keyrefs are masked, from a line on, read with `parse`."""
    blocks = parse(text)
    if not _FENCE.search(text) and not _TWO_SPACES.search(text):
        return Meant(blocks)
    lines = text.split("\n")
    pairs = read_pairs(lines, first_line)
    rendered = meant = blocks
    if pairs.joined or any(_TWO_SPACES.match("\n" + lines[line]) for line in pairs.doubled):
        rendered = parse("\n".join(convert_fences(lines, pairs)))
        meant = _choose_fuller(blocks, rendered)
    too_deep = list(_find_deep_closings(meant, lines))
    if too_deep:
        changed = list(lines)
        for line in too_deep:
            changed[line] = changed[line].lstrip(" \t")
        meant = _choose_fuller(meant, parse("\n".join(changed)))
    # What stands in a code block of tildes is code either way.
    ends = {after for _, after in _find_fences(meant)}
    flaws = {below: FenceFlaw.JOINED for closing, below in pairs.joined if closing + 1 in ends}
    flaws |= dict.fromkeys(too_deep, FenceFlaw.TOO_DEEP)
    rows = _add_lost(flaws, meant, rendered) if meant is not rendered else ()
    _add_shifted(flaws, meant, lines, pairs)
    flaws |= dict.fromkeys(_find_unclosed(meant, lines), FenceFlaw.UNCLOSED)
    return Meant(meant, tuple(sorted(flaws.items())), rows)


def read_plain(text: str, _first_line: int, parse: Callable[[str], Blocks]) -> Meant:
    """The blocks of a page in plain Markdown, which every renderer reads alike, and the fences that nothing closes."""
    blocks = parse(text)
    if not _FENCE.search(text):
        return Meant(blocks)
    flaws = [(line, FenceFlaw.UNCLOSED) for line in _find_unclosed(blocks, text.split("\n"))]
    return Meant(blocks, tuple(flaws))


def _choose_fuller(blocks: Blocks, others: Blocks) -> Blocks:
    """The reading with more headings, tables and rows; the first where both have as many."""
    return others if len(_collect_places(others)) > len(_collect_places(blocks)) else blocks


def _collect_places(blocks: Blocks) -> set[int]:
    """The lines of headings, tables and their rows."""
    lines: set[int] = set()
    for token in blocks.tokens:
        if token.type == "table":
            lines |= {_get_line(token), *token.meta["rows"]}
        elif token.type == "heading_open":
            lines.add(_get_line(token))
    return lines


def _get_line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _find_fences(blocks: Blocks) -> Iterator[tuple[int, int]]:
    """The first line of each fence, and the one after its last."""
    return ((token.map[0], token.map[1]) for token in blocks.tokens if token.type == "fence" and token.map)


def _add_lost(flaws: dict[int, FenceFlaw], meant: Blocks, rendered: Blocks) -> tuple[int, ...]:
    """Add the first fence by which the renderer loses headings or tables; the rows that it loses by their indent."""
    lost = sorted(_collect_places(meant) - _collect_places(rendered))
    swallowed: set[int] = set()
    reported = bool(flaws)
    for first, after in _find_fences(rendered):
        inside = lost[bisect_right(lost, first) : bisect_left(lost, after)]
        swallowed.update(inside)
        if inside and not reported:
            opening = next((start for start, end in _find_fences(meant) if start <= first < end), first)
            flaws[opening], reported = FenceFlaw.INDENTED, True
    rows = {row for token in meant.tokens if token.type == "table" for row in (_get_line(token), *token.meta["rows"])}
    return tuple([line for line in lost if line in rows and line not in swallowed])


def _find_deep_closings(blocks: Blocks, lines: Sequence[str]) -> Iterator[int]:
    """Lines that look like the end of a fence but stand too far in, with what must be more than code after them."""
    for first, after in _find_fences(blocks):
        opening = lines[first].lstrip(" \t>*-+0123456789.)")[:3]
        for line in range(first + 1, after):
            match = _CLOSING.match(lines[line])
            if match and len(match[1]) >= _DEEP and match[2].startswith(opening):
                if _holds_more_than_code(lines, line + 1, after):
                    yield line
                break


def _find_unclosed(blocks: Blocks, lines: Sequence[str]) -> Iterator[int]:
    """Fences that nothing closes, with what must be more than code in them."""
    for first, after in _find_fences(blocks):
        last = max((line for line in range(first, after) if lines[line].strip(" \t>")), default=first)
        closed = last > first and _CLOSING.match(lines[last].lstrip(" \t>"))
        if not closed and _holds_more_than_code(lines, first + 1, after):
            yield first


def _holds_more_than_code(lines: Sequence[str], first: int, after: int) -> bool:
    """Whether lines hold an attribute list, or a table or a heading after a blank line."""
    return any(
        is_list_line(lines[line])
        or (not lines[line - 1].strip() and _HEADING.match(lines[line]) is not None)
        or (lines[line].startswith("|") and count_delimiter_columns(lines[line]) > 0)
        for line in range(first, after)
    )


def _add_shifted(flaws: dict[int, FenceFlaw], meant: Blocks, lines: Sequence[str], pairs: Pairs) -> None:
    """Add what the renderer takes for the fence in which a heading loses the list below it."""
    fences = dict(_find_fences(meant))
    headings = [_get_line(token) for token in meant.tokens if token.type == "heading_open"]
    losing = sorted(line for line in headings if line + 1 < len(lines) and is_list_line(lines[line + 1]))
    earliest = min(flaws, default=len(lines))
    for opening, closing in pairs.fences:
        if opening in fences and fences[opening] > closing:
            continue
        if earliest <= opening:
            break
        if bisect_right(losing, opening) < bisect_right(losing, closing):
            flaws[opening] = FenceFlaw.ONE_LINE if "`" in lines[opening].lstrip(" \t`") else FenceFlaw.SHIFTED
            break
