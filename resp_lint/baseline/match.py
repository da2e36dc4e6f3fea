"""Which findings of today are those of another day: the same mark, or a mark that an edit explains."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.likeness import measure_likeness
from resp_lint.page.words import normalized

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from resp_lint.baseline.fingerprint import Mark

LIKE = 70
"""From how many per cent on two texts are one that was edited."""
MAX_PAIRS = 10_000
"""Over how many pairs no similar marks are sought; a page on which so much changed is another page."""


class Matched(Struct, frozen=True):
    """Which of the new marks, by index, are old ones, and how often each old mark is left over."""

    known: frozenset[int]
    gone: Mapping[Mark, int]


def match(old: Mapping[Mark, int], new: Sequence[Mark], text: str) -> Matched:
    """Hold new marks against old ones, each of which stands for as many findings as it says.

    `text` is the page as it is now: what still stands there was not edited into something else.
    """
    left = Counter(old)
    known: set[int] = set()
    for key in (_make_whole_key, _make_folded_key, _make_moved_key):
        _take(left, new, known, key)
        if len(known) == len(new) or not left:
            break
    else:
        _take_similar(left, new, known, normalized(text))
    return Matched(frozenset(known), {it: count for it, count in left.items() if count > 0})


# --- the same, more and more loosely


def _make_whole_key(it: Mark) -> Hashable:
    return it


def _make_folded_key(it: Mark) -> Hashable:
    """Letters in another case, spaces in another number."""
    return tuple(map(normalized, (it.rule, it.section, it.row, it.column, it.text, *it.about)))


def _make_moved_key(it: Mark) -> Hashable | None:
    """The same text, or the same row, under another heading: a table moved, or the heading was reworded."""
    if not it.text and not it.row:
        return None
    return tuple(map(normalized, (it.rule, it.row, it.column, it.text, *it.about)))


def _take(left: Counter[Mark], new: Sequence[Mark], known: set[int], key: Callable[[Mark], Hashable | None]) -> None:
    """Match what has the same key, as often as both have it."""
    waiting: dict[Hashable, list[Mark]] = {}
    for it, count in left.items():
        if (found := key(it)) is not None:
            waiting.setdefault(found, []).extend([it] * count)
    for index, it in enumerate(new):
        found = key(it) if index not in known else None
        if found is not None and waiting.get(found):
            left[waiting[found].pop()] -= 1
            known.add(index)
    for it in [it for it, count in left.items() if count <= 0]:
        del left[it]


# --- similar


def _take_similar(left: Counter[Mark], new: Sequence[Mark], known: set[int], text: str) -> None:
    """Match what was edited, the most similar first."""
    rest = [index for index in range(len(new)) if index not in known]
    if not rest or not left or len(rest) * len(left) > MAX_PAIRS:
        return
    pairs = [(weigh_marks(it, new[index], text), it, index) for it in left for index in rest]
    for score, it, index in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score and left[it] > 0 and index not in known:
            left[it] -= 1
            known.add(index)


def weigh_marks(old: Mark, new: Mark, text: str) -> float:
    """How like two marks are; 0 where no edit of one makes the other.

    `text` is the page as it is now, normalized.
    """
    if old.rule != new.rule or normalized(old.section) != normalized(new.section) or len(old.about) != len(new.about):
        return 0
    # A row that still stands on the page was not edited into another one.
    if normalized(old.row) != normalized(new.row) and normalized(old.row) in text:
        return 0
    likes = [_compare_texts(*pair) for pair in ((old.row, new.row), (old.column, new.column), (old.text, new.text))]
    about = [_compare_texts(*pair) for pair in zip(old.about, new.about, strict=True)]
    # Where the place is as it was, something else is wrong with it.
    if not all(likes + about) or (about and min(likes) == _SAME):
        return 0
    return sum(likes)


_SAME = 100.0


def _compare_texts(before: str, after: str) -> float:
    before, after = normalized(before), normalized(after)
    if before == after:
        return _SAME
    return measure_likeness(before, after, LIKE) if before and after else 0
