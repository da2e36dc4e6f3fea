"""How alike two texts are.

rapidfuzz is imported with the first comparison: that takes 11 ms, and a page on which nothing is misspelled needs none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def measure_likeness(one: str, other: str, least: float = 0) -> float:
    """How alike two texts are, from 0 to 100; 0 where that is below `least`.

    >>> measure_likeness("caption", "captions"), measure_likeness("caption", "title", least=80)
    (93.33333333333333, 0.0)
    """
    from rapidfuzz import fuzz  # noqa: PLC0415 -- see the top

    return fuzz.ratio(one, other, score_cutoff=least)


def find_nearest(wrong: str, names: Iterable[str]) -> str | None:
    """The name that is most like a wrong one, whatever its case; None where none is near.

    >>> find_nearest("Chekc", ["check", "config"])
    'check'
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- see the top

    nearest = process.extractOne(wrong, list(names), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=60)
    return nearest[0] if nearest else None


def find_within(word: str, others: Collection[str], edits: int) -> list[tuple[int, str]]:
    """The words that at most so many edits lead to, each with their number, the nearest first.

    An edit adds, removes or replaces a letter, or swaps two neighbours.

    >>> find_within("recieve", ["receive", "relieve", "believe"], 1)
    [(1, 'receive'), (1, 'relieve')]
    """
    from rapidfuzz import distance, process  # noqa: PLC0415 -- see the top

    near = process.extract(word, others, scorer=distance.OSA.distance, score_cutoff=edits, limit=None)
    return [(int(steps), other) for other, steps, _ in near]
