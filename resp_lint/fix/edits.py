"""Applies edits to text: each fix as a whole or not at all, and nothing but what an edit names is touched."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resp_lint.finding import Edit, Fix


def apply_fixes(text: str, fixes: Iterable[Fix]) -> tuple[str, tuple[Fix, ...]]:
    """The text with fixes applied, and the fixes that were; the others must wait for another round."""
    chosen = choose(text, fixes)
    return apply_edits(text, edits_of(chosen)), chosen


def choose(text: str, fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """The fixes that can be applied to a text together, in the order of their places.

    A fix of which one edit meets an edit chosen before is left for another round, on the text as it then is.  One that
    does not fit the text is never chosen.
    """
    chosen: list[Fix] = []
    taken: list[tuple[int, int]] = []
    for fix in sorted((fix for fix in fixes if fits(fix, text)), key=_place):
        spans = [(edit.start, edit.end) for edit in fix.edits]
        if not any(_meets(span, taken) for span in spans):
            chosen.append(fix)
            for span in spans:
                taken.insert(bisect_right(taken, span), span)
    return tuple(chosen)


def edits_of(fixes: Iterable[Fix]) -> tuple[Edit, ...]:
    """The edits of fixes in the order of their places."""
    return _ordered(edit for fix in fixes for edit in fix.edits)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits applied that are in order and do not overlap."""
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (text[position : edit.start], edit.text)
        position = edit.end
    return "".join((*parts, text[position:]))


def fits(fix: Fix, text: str) -> bool:
    r"""Whether a fix has edits that lie in the text and apart from one another, part no `\r\n`, and can be encoded."""
    edits = _ordered(fix.edits)
    apart = all(one.end <= other.start for one, other in pairwise(edits))
    return bool(edits) and apart and all(_fits(edit, text) for edit in edits)


def _fits(edit: Edit, text: str) -> bool:
    if not 0 <= edit.start <= edit.end <= len(text) or any(
        "\ud800" <= character <= "\udfff" for character in edit.text
    ):
        return False
    return not any(text[offset - 1 : offset + 1] == "\r\n" for offset in (edit.start, edit.end) if offset)


def _ordered(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    return tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))


def _place(fix: Fix) -> tuple[int, int]:
    return min((edit.start, edit.end) for edit in fix.edits)


def _meets(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether a span overlaps one of those taken, which are in order, or starts where one starts."""
    start, end = span
    at = bisect_left(taken, span)
    before, behind = taken[at - 1 : at], taken[at : at + 1]
    return any(other[0] == start or other[1] > start for other in before) or any(
        other[0] == start or other[0] < end for other in behind
    )
