"""Long texts in lines of their room, broken between words only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.report.wrap import count_cells, shorten, wrap_text


@pytest.mark.parametrize(
    ("text", "first", "rest", "lines"),
    [
        ("", 5, 5, [""]),
        ("one two", 7, 7, ["one two"]),
        ("one two", 6, 6, ["one", "two"]),
        ("one two three", 3, 9, ["one", "two three"]),
        ("incomprehensible to us", 5, 5, ["incomprehensible", "to us"]),
        ("日本 語", 6, 6, ["日本", "語"]),
        ("one", -3, 5, ["one"]),
    ],
)
def test_wrapped(text: str, first: int, rest: int, lines: list[str]) -> None:
    assert wrap_text(text, first, rest) == lines


@given(st.lists(st.text("ab日\u0301😀", min_size=1, max_size=12), max_size=20), st.integers(1, 40))
def test_no_word_is_lost_or_broken(words: list[str], room: int) -> None:
    lines = wrap_text(" ".join(words), room, room)
    assert " ".join(lines) == " ".join(words)
    assert all(count_cells(line) <= room or " " not in line for line in lines)


@given(st.text("ab日\u0301😀", max_size=60), st.integers(3, 40), st.sampled_from(["…", "..."]))
def test_shortened(text: str, room: int, dots: str) -> None:
    short = shorten(text, room, dots)
    assert count_cells(short) <= room
    assert short == text or (short.endswith(dots) and text.startswith(short.removesuffix(dots)))
