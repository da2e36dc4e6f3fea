"""Tells a finding that was there before a page was mended from one that was not, wherever it stands by now."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from resp_lint.rule import Finding

    Placed = tuple[Finding, int, int]
    Key = Callable[[Placed], Any]


def new_findings(known: Iterable[Placed], now: Iterable[Placed]) -> list[Finding]:
    """The findings of `now` for which `known` has none of the same rule, in the same place or in the same words.

    All come with their start and end on the page as it is now.  Most stay as they were to the letter; as there may be
    thousands, no finding is compared with all others.
    """
    waiting, left = list(known), list(now)
    waiting, left = _pair_equal(waiting, left, lambda placed: (placed[0].code, placed[0].message, placed[1:]))
    waiting, left = _pair_overlapping(waiting, left, lambda placed: (placed[0].code, placed[0].message))
    waiting, left = _pair_overlapping(waiting, left, lambda placed: placed[0].code)
    _, left = _pair_equal(waiting, left, lambda placed: (placed[0].code, placed[0].message))
    return [placed[0] for placed in left]


def _pair_equal(waiting: list[Placed], left: list[Placed], key: Key) -> tuple[list[Placed], list[Placed]]:
    """What is left of both when each finding took one of an equal key."""
    groups = _group(waiting, key)
    left = [placed for placed in left if not _take_last(groups.get(key(placed)))]
    return list(_join(groups)), left


def _pair_overlapping(waiting: list[Placed], left: list[Placed], key: Key) -> tuple[list[Placed], list[Placed]]:
    """What is left of both when each finding took one of an equal key that it overlaps or touches."""
    groups = _group(sorted(waiting, key=lambda placed: placed[1:]), key)
    longest = {name: max(end - start for _, start, end in group) for name, group in groups.items()}
    left = [
        placed
        for placed in left
        if not _take_overlapping(groups.get(key(placed), []), placed, longest.get(key(placed), 0))
    ]
    return list(_join(groups)), left


def _group(some: list[Placed], key: Key) -> dict[Any, list[Placed]]:
    groups: dict[Any, list[Placed]] = {}
    for placed in some:
        groups.setdefault(key(placed), []).append(placed)
    return groups


def _join(groups: dict[Any, list[Placed]]) -> Iterator[Placed]:
    for group in groups.values():
        yield from group


def _take_last(group: list[Placed] | None) -> bool:
    if not group:
        return False
    group.pop()
    return True


def _take_overlapping(group: list[Placed], placed: Placed, longest: int) -> bool:
    """Take one of a group, which is in the order of starts, that overlaps a finding; none is longer than `longest`."""
    _, start, end = placed
    number = bisect_right(group, end, key=lambda one: one[1])
    while number and group[number - 1][1] >= start - longest:
        number -= 1
        if group[number][2] >= start:
            del group[number]
            return True
    return False
