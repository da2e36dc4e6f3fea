"""Edits: applied as a whole or not at all, in one order, and nothing else is touched."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint import Edit, Fix
from resp_lint.fix.edits import apply_fixes, choose, edits_of, fits
from resp_lint.fix.shift import Shift

TEXT = "zero one\r\ntwo three\rfour \ufeff\u00a0\tfive  \nsix"


def fix(*edits: tuple[int, int, str]) -> Fix:
    return Fix("", tuple(Edit(*edit) for edit in edits))


def test_fixes_are_applied_in_the_order_of_their_places() -> None:
    one, two = fix((5, 8, "ONE")), fix((0, 4, "ZERO"), (10, 13, "TWO"))
    assert apply_fixes(TEXT, [one, two]) == (TEXT.replace("zero one\r\ntwo", "ZERO ONE\r\nTWO"), (two, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (fix((0, 4, "a")), fix((3, 6, "b"))),  # they overlap
        (fix((0, 8, "a")), fix((5, 6, "b"))),  # one lies in the other
        (fix((4, 4, "a")), fix((4, 4, "b"))),  # which insertion would come first?
        (fix((4, 4, "a")), fix((4, 8, "b"))),
        (fix((2, 6, "a")), fix((4, 4, "b"))),
        (fix((0, 1, "a"), (10, 13, "b")), fix((5, 6, "c"), (12, 14, "d"))),  # by their second edits
    ],
)
def test_of_fixes_that_meet_the_first_is_applied_and_the_other_waits(one: Fix, other: Fix) -> None:
    assert choose(TEXT, [one, other]) == choose(TEXT, [other, one]) or one.edits[0].start == other.edits[0].start
    (chosen,) = choose(TEXT, [one, other])
    assert chosen is one


def test_neighbours_do_not_meet() -> None:
    fixes = [fix((0, 4, "a")), fix((4, 5, "")), fix((5, 5, "b")), fix((6, 8, "c"))]
    assert apply_fixes(TEXT[:8], fixes) == ("aboc", tuple(fixes))


@pytest.mark.parametrize(
    "unfit",
    [
        fix(),
        fix((-1, 2, "")),
        fix((4, 3, "")),
        fix((0, len(TEXT) + 1, "")),
        fix((0, 4, "a"), (3, 5, "b")),
        fix((0, 9, "")),  # parts \r\n
        fix((9, 12, "")),
        fix((0, 1, "\ud800")),
    ],
)
def test_a_fix_that_does_not_fit_is_never_chosen(unfit: Fix) -> None:
    assert not fits(unfit, TEXT)
    assert choose(TEXT, [unfit, fix((5, 8, ""))]) == (fix((5, 8, "")),)


def test_the_edits_of_one_fix_may_stand_at_one_place() -> None:
    assert apply_fixes("abc", [fix((1, 2, "B"), (1, 1, "-"), (2, 2, "+"))])[0] == "a-B+c"


SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, 6), st.text("xy\n", max_size=3)).map(
    lambda it: (it[0], min(len(TEXT), it[0] + it[1]), it[2])
)
FIXES = st.lists(st.lists(SPANS, min_size=1, max_size=3).map(lambda edits: fix(*edits)), max_size=8)


@pytest.mark.fuzz
@given(FIXES)
def test_what_no_edit_names_stays(fixes: list[Fix]) -> None:
    text, applied = apply_fixes(TEXT, fixes)
    edits = edits_of(applied)
    shift = Shift(TEXT, applied)
    for offset, character in enumerate(TEXT):
        if not any(edit.start <= offset < edit.end for edit in edits):
            assert text[shift(offset)] == character
    assert len(text) == len(TEXT) + sum(len(edit.text) - (edit.end - edit.start) for edit in edits)
    assert all(one.end <= other.start for one, other in pairwise(edits))


@pytest.mark.fuzz
@given(FIXES)
def test_whatever_can_be_applied_is(fixes: list[Fix]) -> None:
    """A fix waits only where it meets one that was applied; in rounds each gets its turn, or does not fit."""
    applied = choose(TEXT, fixes)
    for waiting in fixes:
        if fits(waiting, TEXT) and not any(waiting is one for one in applied):
            assert len(choose(TEXT, [*applied, waiting])) <= len(applied) + 1
            assert choose(TEXT, [*applied, waiting]) != (*applied, waiting)


def test_many_fixes_take_little_time() -> None:
    text = "word " * 50_000
    fixes = [fix((at, at + 4, "w"), (at + 4, at + 5, " ")) for at in range(0, len(text), 5)]
    start = time.process_time()
    result, applied = apply_fixes(text, fixes)
    assert time.process_time() - start < 5
    assert (len(result), len(applied)) == (100_000, 50_000)
