"""Which page of today is which page of a baseline: renamed, exchanged, or made of a part of another one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from resp_lint.page.words import normalized
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_lint.baseline.fingerprint import Mark

MOST = 0.5
"""From which share of its findings on a page is the one that had them."""

_TITLE = regex(r"^# +([^\r\n]*?)[ \t]*(?:\{:[^\r\n]*)?$", re.MULTILINE)


def find_title(text: str) -> str:
    """The title of a page; empty where it has none."""
    found = _TITLE.search(text)
    return found[1] if found else ""


def has_same_title(one: str, other: str) -> bool:
    """Whether two pages have one title."""
    return bool(one) and normalized(one) == normalized(other)


class Candidate:
    """A page as it is looked at here: its title, and the marks that can be compared."""

    __slots__ = ("marks", "title")

    def __init__(self, title: str, marks: Mapping[Mark, int]) -> None:
        self.title = title
        self.marks = Counter(marks)


def pair_pages(today: Mapping[str, Candidate], known: Mapping[str, Candidate]) -> Iterator[tuple[str, str]]:
    """Pages of today with the known pages that they were, the most alike first, each at most once.

    A page that keeps its path is itself, unless another known page is more like it.
    """
    scored = [(weigh_pages(one, it, new == old), new, old) for new, one in today.items() for old, it in known.items()]
    taken_new: set[str] = set()
    taken_old: set[str] = set()
    for score, new, old in sorted(scored, key=lambda pair: (-pair[0], pair[1:])):
        if score and new not in taken_new and old not in taken_old:
            taken_new.add(new)
            taken_old.add(old)
            yield new, old


def weigh_pages(one: Candidate, other: Candidate, same_path: bool) -> float:  # noqa: FBT001 -- a fact like the others
    """How like two pages are: one for the same title, a half for the path, and the share of marks that both have."""
    share = (one.marks & other.marks).total() / max(one.marks.total(), other.marks.total(), 1)
    known = same_path or share >= MOST
    titled = has_same_title(one.title, other.title)
    return titled + same_path / 2 + share if titled or known else 0


def part_of(marks: Counter[Mark], lost: Mapping[str, Counter[Mark]]) -> str:
    """The page that a new one was a part of: it lost most of what the new one has in its sections; empty if none."""
    placed = Counter({it: count for it, count in marks.items() if it.row or it.section})
    shares = {path: (placed & it).total() / placed.total() for path, it in lost.items()} if placed else {}
    best = max(shares, key=lambda path: (shares[path], path), default="")
    return best if best and shares[best] >= MOST else ""


def find_moved_marks(marks: Mapping[Mark, int], text: str) -> Counter[Mark]:
    """Those of a page's old marks whose row, or section, no longer stands on it."""
    words = normalized(text) if marks else ""
    places = ((it, normalized(it.row or it.section), count) for it, count in marks.items())
    return Counter({it: count for it, place, count in places if place and place not in words})
