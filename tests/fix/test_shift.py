"""Where text stands after fixes, and which lines outlive them."""

from __future__ import annotations

from resp_lint import Edit, Fix
from resp_lint.fix.edits import apply_fixes
from resp_lint.fix.shift import Shift
from resp_lint.fix.survivors import survivors
from resp_lint.source import Source


def shifted(text: str, *fixes: Fix) -> tuple[Shift, str]:
    result, chosen = apply_fixes(text, fixes)
    return Shift(text, chosen), result


def fix(*edits: tuple[int, int, str]) -> Fix:
    return Fix("", tuple(Edit(*edit) for edit in edits))


def test_an_offset_inside_an_edit_moves_to_where_the_new_text_starts() -> None:
    shift, result = shifted("0123456789", fix((2, 5, "x")), fix((6, 6, "yy")))
    assert result == "01x5yy6789"
    assert [shift(offset) for offset in range(10)] == [0, 1, 2, 2, 2, 3, 6, 7, 8, 9]


def test_what_a_fix_takes_elsewhere_is_found_there() -> None:
    text = "0 {a}\n{bc}\nlast"
    shift, result = shifted(text, fix((2, 5, "{bc}"), (6, 10, "{a}")), fix((0, 1, "zero")))
    assert result == "zero {bc}\n{a}\nlast"
    assert [result[shift(offset)] for offset in (2, 3, 6, 7, 8, 11)] == list("{a{bcl")
    assert shift.span(2, 5) == (10, 13)
    assert shift.span(3, 4) == (11, 12)


def test_blanks_around_what_is_taken_elsewhere_may_change() -> None:
    text = "a\n\n  {b}\nc"
    shift, result = shifted(text, fix((1, 1, "\n{b}"), (2, 8, "")))
    assert result == "a\n{b}\n\nc"
    assert result[shift(5) :][:3] == "{b}"
    assert list(shift.gone) == [(1, 1), (2, 5), (8, 8)]


def test_a_line_outlives_edits_where_something_of_it_is_left() -> None:
    text = "one\ntwo words\n\nthree\nfour\nfive six\n  "
    shift, result = shifted(
        text, fix((0, 3, "1")), fix((4, 7, "2\n2")), fix((20, 21, " ")), fix((30, 31, "\n")), fix((15, 15, "new\n"))
    )
    assert result == "1\n2\n2 words\n\nnew\nthree four\nfive\nsix\n  "
    lines = [(it.before, it.after, it.parted) for it in survivors(Source("", text), Source("", result), shift)]
    assert lines == [(2, 3, False), (4, 6, False), (6, 7, True)]


def test_a_line_that_is_taken_elsewhere_outlives_that() -> None:
    text = "one\ntwo\n"
    shift, result = shifted(text, fix((0, 3, "two"), (4, 7, "one")))
    assert [(it.before, it.after) for it in survivors(Source("", text), Source("", result), shift)] == [(1, 2), (2, 1)]
