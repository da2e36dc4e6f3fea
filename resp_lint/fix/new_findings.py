"""Tells a finding that was there before a page was mended from one that was not, wherever it stands by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lint.rule import Finding

    Placed = tuple[Finding, int, int]


def new_findings(known: Iterable[Placed], now: Iterable[Placed]) -> list[Finding]:
    """The findings of `now` for which `known` has none of the same rule, in the same words or the same place.

    All come with their start and end on the page as it is now.
    """
    worded: dict[tuple[str, str], list[Placed]] = {}
    for placed in known:
        worded.setdefault((placed[0].code, placed[0].message), []).append(placed)
    reworded = [placed for placed in now if not _take(worded.get((placed[0].code, placed[0].message)))]
    left: dict[str, list[Placed]] = {}
    for (code, _), placed_ones in worded.items():
        left.setdefault(code, []).extend(placed_ones)
    return [placed[0] for placed in reworded if not _take_touching(left.get(placed[0].code, []), placed)]


def _take(known: list[Placed] | None) -> bool:
    return bool(known and known.pop())


def _take_touching(known: list[Placed], placed: Placed) -> bool:
    for one in known:
        if one[1] <= placed[2] and placed[1] <= one[2]:
            known.remove(one)
            return True
    return False
