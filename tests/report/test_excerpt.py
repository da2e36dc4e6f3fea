"""The marks stand exactly under the span, whatever the line is made of and however narrow the terminal is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from resp_lint.report.excerpt import make_excerpt
from resp_lint.report.format import Screen

CASES = {
    "whole line": ("abc", 0, 3, 20, "abc", "^^^"),
    "in the middle": ("| a | b |", 2, 3, 20, "| a | b |", "  ^"),
    "empty span": ("abc", 1, 1, 20, "abc", " ^"),
    "after the end": ("abc", 3, 3, 20, "abc", "   ^"),
    "empty line": ("", 0, 0, 20, "", "^"),
    "wide characters before": ("日本 abc", 3, 6, 20, "日本 abc", "     ^^^"),
    "wide characters in it": ("a 日本 b", 2, 4, 20, "a 日本 b", "  ^^^^"),
    "combining character before": ("e\u0301 abc", 3, 6, 20, "e\u0301 abc", "  ^^^"),
    "combining character alone": ("ae\u0301b", 2, 3, 20, "ae\u0301b", " ^"),
    "tab before": ("\tabc", 1, 4, 20, "    abc", "    ^^^"),
    "tab after two": ("ab\tc", 3, 4, 20, "ab  c", "    ^"),
    "tab marked": ("a\tb", 1, 2, 20, "a   b", " ^^^"),
    "escape before": ("\u202eabc", 1, 4, 20, "\\u202eabc", "      ^^^"),
    "escape marked": ("a\x1bb", 1, 2, 20, "a\\x1bb", " ^^^^"),
    "emoji by selector": ("⚠\ufe0f abc", 3, 6, 20, "⚠\ufe0f abc", "   ^^^"),
    "cut after": ("a" * 30, 0, 3, 10, "aaaaaaaa…", "^^^"),
    "cut before": ("a" * 30, 27, 30, 10, "…aaaaaaaa", "      ^^^"),
    "cut on both sides": ("a" * 30 + "b" + "c" * 30, 30, 31, 10, "…aabccccc…", "   ^"),
    "longer than the room": ("a" * 5 + "b" * 30, 5, 35, 10, "…aabbbbbb…", "   ^^^^^^"),
    "just fits": ("a" * 10, 9, 10, 10, "a" * 10, " " * 9 + "^"),
}


@pytest.mark.parametrize(("line", "start", "end", "room", "text", "marks"), CASES.values(), ids=CASES)
def test_marks_stand_under_the_span(line: str, start: int, end: int, room: int, text: str, marks: str) -> None:  # noqa: PLR0913, PLR0917
    assert make_excerpt(line, start, end, room, Screen()) == (text, marks)


def test_ascii_terminals_count_escapes() -> None:
    assert make_excerpt("日 a", 2, 3, 20, Screen(unicode=False)) == ("\\u65e5 a", "       ^")
    assert make_excerpt("a" * 30, 0, 3, 10, Screen(unicode=False)) == ("aaaa...", "^^^")


def test_a_line_of_a_megabyte_costs_no_more_than_a_screen() -> None:
    text, marks = make_excerpt("x" * 500_000 + "日" + "y" * 500_000, 500_000, 500_001, 40, Screen())
    assert cell_len(text) <= 40
    assert text[marks.index("^")] == "日"
    assert marks.count("^") == 2


CHARACTERS = st.sampled_from("ab |\t日\u0301\u202e\x1b😀⚠\ufe0f\xad")


@given(st.text(CHARACTERS, max_size=60), st.data(), st.integers(8, 60))
def test_nothing_is_wider_than_its_room(line: str, data: st.DataObject, room: int) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    text, marks = make_excerpt(line, start, end, room, Screen())
    assert cell_len(text) <= room
    assert "^" in marks
    assert len(marks) <= room + 1
