r"""What fixes change, as a unified diff.

As everywhere in diffs, `\n` alone ends a line: a `\r` before it, or anywhere else, is part of the line and shows.

Fixes change few lines, and none far from where it was, so the lines are paired by looking just ahead.  difflib finds
the shortest way from any text to any other; on long pages that takes it many seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTEXT = 3
AHEAD = 40
_NO_NEWLINE = "\\ No newline at end of file"


class Change(NamedTuple):
    """Lines `start` to `end` of the old text become lines `new_start` to `new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def unified_diff(path: str, before: str, after: str) -> Iterator[str]:
    r"""The lines of a unified diff from one text of a page to another; none where they are the same.

    >>> list(unified_diff("p.md", "a\nb", "a\nc\n"))[2:]
    ['@@ -1,2 +1,2 @@', ' a', '-b', '\\ No newline at end of file', '+c']
    """
    if before == after:
        return
    yield f"--- a/{path.lstrip('/')}"
    yield f"+++ b/{path.lstrip('/')}"
    old, new = _lines(before), _lines(after)
    for hunk in _hunks(_changes(old, new)):
        yield from _shown(hunk, old, new)


def _lines(text: str) -> list[str]:
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    start = new_start = 0
    while start < len(old) or new_start < len(new):
        if start < len(old) and new_start < len(new) and old[start] == new[new_start]:
            start, new_start = start + 1, new_start + 1
            continue
        end, new_end = _meeting(old, new, start, new_start)
        yield Change(start, end, new_start, new_end)
        start, new_start = end, new_end


def _meeting(old: Sequence[str], new: Sequence[str], start: int, new_start: int) -> tuple[int, int]:
    """The nearest lines that are the same in both texts; the ends of both where there are none ahead."""
    for distance in range(1, len(old) + len(new) - start - new_start):
        for ahead in _ways(distance):
            at, new_at = start + ahead, new_start + distance - ahead
            if at < len(old) and new_at < len(new) and old[at] == new[new_at]:
                return at, new_at
    return len(old), len(new)


def _ways(distance: int) -> Sequence[int]:
    """How many of so many lines may be old ones: half of them first; from far on, all or none."""
    if distance < AHEAD:
        return sorted(range(distance + 1), key=lambda ahead: abs(distance - 2 * ahead))
    return (0, distance)


def _hunks(changes: Iterator[Change]) -> Iterator[list[Change]]:
    """Changes whose lines around them would overlap, taken together."""
    hunk: list[Change] = []
    for change in changes:
        if hunk and change.start - hunk[-1].end > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _shown(hunk: list[Change], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    first, last = hunk[0], hunk[-1]
    before, behind = min(CONTEXT, first.start), min(CONTEXT, len(old) - last.end)
    start, end = first.start - before, last.end + behind
    yield f"@@ -{_range(start, end)} +{_range(first.new_start - before, last.new_end + behind)} @@"
    for change in hunk:
        yield from _told(" ", old[start : change.start])
        yield from _told("-", old[change.start : change.end])
        yield from _told("+", new[change.new_start : change.new_end])
        start = change.end
    yield from _told(" ", old[start:end])


def _range(start: int, end: int) -> str:
    length = end - start
    return f"{start + 1}" if length == 1 else f"{start + 1 if length else start},{length}"


def _told(mark: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield mark + line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_NEWLINE
