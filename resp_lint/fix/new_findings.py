"""Tells a finding that was there before a page was mended from one that was not, wherever it stands by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from resp_lint.rule import Finding

    Placed = tuple[Finding, int, int]


def new_findings(known: Iterable[Placed], now: Iterable[Placed]) -> list[Finding]:
    """The findings of `now` for which `known` has none of the same rule, in the same place or in the same words.

    All come with their start and end on the page as it is now.
    """
    waiting: dict[str, list[Placed]] = {}
    for placed in known:
        waiting.setdefault(placed[0].code, []).append(placed)
    left = list(now)
    for same in (_same, _same_place, _same_words):
        left = [placed for placed in left if not _take(waiting.get(placed[0].code, []), placed, same)]
    return [placed[0] for placed in left]


def _take(waiting: list[Placed], placed: Placed, same: Callable[[Placed, Placed], bool]) -> bool:
    found = next((number for number, one in enumerate(waiting) if same(one, placed)), -1)
    if found >= 0:
        del waiting[found]
    return found >= 0


def _same(one: Placed, other: Placed) -> bool:
    return _same_place(one, other) and _same_words(one, other)


def _same_place(one: Placed, other: Placed) -> bool:
    return one[1] <= other[2] and other[1] <= one[2]


def _same_words(one: Placed, other: Placed) -> bool:
    return one[0].message == other[0].message
