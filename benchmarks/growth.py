"""By which power of bytes, of files and of findings the cost of a run grows: 1 is linear."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from measure import interleave
from peers import OURS, TOOLS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True)
class Fit:
    """What a family cost at each size, and the exponent of its growth.

    The exponent is that of what each doubling adds: start-up, and whatever else is paid once, is no part of it.
    """

    family: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def added(self) -> tuple[float, ...]:
        """What each doubling adds to the cost."""
        return tuple(after - before for before, after in pairwise(self.seconds))

    @property
    def exponent(self) -> float:
        return exponent(self.sizes[1:], self.added)


def exponent(sizes: Iterable[float], seconds: Iterable[float]) -> float:
    """The slope of a straight line through the points where both axes are logarithmic; infinite where it has none.

    >>> round(exponent([1, 2, 4, 8], [3, 12, 48, 192]), 6)
    2.0
    """
    costs = [*seconds]
    if min(costs) <= 0:
        return math.inf
    return statistics.linear_regression([*map(math.log, sizes)], [*map(math.log, costs)]).slope


def fits(sizes: Sequence[tuple[str, int]], rounds: int, tell: Callable[[str], None]) -> tuple[Fit, ...]:
    """Measure each family at all its sizes, in turn; seconds are those of all cores together."""
    families = dict.fromkeys(family for family, _ in sizes)
    return tuple(_fit(family, [size for name, size in sizes if name == family], rounds, tell) for family in families)


def _fit(family: str, sizes: Sequence[int], rounds: int, tell: Callable[[str], None]) -> Fit:
    cases = [replace(TOOLS[OURS].case(f"growth/{family}-{size}", rounds), name=f"{size:,} {family}") for size in sizes]
    interleave(cases, tell)
    return Fit(family, tuple(sizes), tuple(case.least_cpu for case in cases))
