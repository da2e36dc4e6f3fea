"""Markers in the cells of owners: “R”, “A / R”, “✅ Owns”, with what they mean by the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.words import normalized
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lint.page.terms import Marker

_LONGEST = 120
_MOST_LETTERS = 6
# What may stand beside a marker without being one: footnote marks, remarks in brackets.
_REMARKS = regex(r"\[[^\[\]]*\]|\([^()]*\)|[*†‡§★☆¹²³⁴⁵⁶⁷⁸⁹⁰]|(?<=\s)\d+$")
_BETWEEN = regex(r"[\s/,;&+|]+(?:(?:and|or)\s+)?")
_ANY = "*"


class MarkerReader(Struct, frozen=True):
    """Reads cells by a profile's markers: whole texts by `exact`, others by the parts around each `*`."""

    exact: Mapping[str, Marker]
    forms: tuple[tuple[tuple[str, ...], Marker], ...]

    def read(self, text: str) -> tuple[Marker, ...]:
        """The markers that a cell holds, in order; none where it holds anything else."""
        if not text or len(text) > _LONGEST:
            return ()
        if found := self._find(normalized(text)):
            return (found,)
        bare = normalized(_REMARKS.sub(" ", text)).strip(" .:_`\"'")
        if found := self._find(bare):
            return (found,)
        pieces = [piece for piece in _BETWEEN.split(bare) if piece]
        if len(pieces) == 1 and len(bare) <= _MOST_LETTERS and text.upper() == text:
            pieces = list(bare)  # “RA” for “R/A”
        marks = [self.exact.get(piece.strip(".")) for piece in pieces]
        return tuple(mark for mark in marks if mark) if all(marks) else ()

    def _find(self, text: str) -> Marker | None:
        if found := self.exact.get(text):
            return found
        return next((marker for parts, marker in self.forms if _fits(text, parts)), None) if text else None


def _fits(text: str, parts: Sequence[str]) -> bool:
    """Whether a text is these parts with anything between them.

    >>> _fits("✅ owns it", ("✅", "")), _fits("owns ✅", ("✅", "")), _fits("a", ("a", "a"))
    (True, False, False)
    """
    first, *middle, last = parts
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    start, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, start, end)
        if found < 0:
            return False
        start = found + len(part)
    return True


def make_marker_reader(markers: Sequence[Marker]) -> MarkerReader:
    """The reader of a profile's markers."""
    exact: dict[str, Marker] = {}
    forms: list[tuple[tuple[str, ...], Marker]] = []
    for mark, marker in _list_marks(markers):
        if _ANY in mark:
            forms.append((tuple(mark.split(_ANY)), marker))
        else:
            exact.setdefault(mark, marker)
    return MarkerReader(exact, tuple(forms))


def _list_marks(markers: Sequence[Marker]) -> Iterator[tuple[str, Marker]]:
    yield from ((normalized(mark), marker) for marker in markers for mark in marker.marks)
