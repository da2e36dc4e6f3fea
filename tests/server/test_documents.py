"""Texts and places: changes against a model of their own, positions there and back, the smallest edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from language_client import apply_edits

from resp_lint.server.documents import Document, Encoding, shrink_edit
from resp_lint.server.structures import Change, Position, Range
from resp_lint.source import Source

TEXTS = st.text(st.sampled_from("ab\r\n\u2028\x85\x0b\x0c\0é€😀\ufeff"), max_size=30)
ENCODINGS = st.sampled_from(Encoding)


def opened(text: str, encoding: Encoding) -> Document:
    return Document("file:///page.md", 1, Source("page.md", text), encoding)


@given(TEXTS, ENCODINGS, st.data())
def test_positions_go_there_and_back(text: str, encoding: Encoding, data: st.DataObject) -> None:
    document = opened(text, encoding)
    offset = data.draw(st.integers(0, len(text)))
    back = document.offset(document.position(offset))
    in_ending = text[offset - 1 : offset + 1] == "\r\n" and offset > 0
    assert back == offset - in_ending


@given(TEXTS, ENCODINGS, TEXTS, st.data())
def test_a_change_is_what_an_editor_makes_of_it(text: str, encoding: Encoding, new: str, data: st.DataObject) -> None:
    document = opened(text, encoding)
    places = st.integers(0, len(text)).map(document.position)
    start, end = sorted([data.draw(places), data.draw(places)])
    changed = document.change(2, [Change(new, Range(start, end))])
    edit = {
        "range": {
            "start": {"line": start.line, "character": start.character},
            "end": {"line": end.line, "character": end.character},
        },
        "newText": new,
    }
    assert changed.source.text == apply_edits(text, [edit], encoding)
    assert changed.version == 2


@given(TEXTS, ENCODINGS, st.integers(-5, 2**40), st.integers(-5, 2**40))
def test_any_position_is_a_place(text: str, encoding: Encoding, line: int, character: int) -> None:
    assert 0 <= opened(text, encoding).offset(Position(line, character)) <= len(text)


@pytest.mark.parametrize(("character", "offset"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 3), (9, 3)])
def test_inside_a_surrogate_pair_is_before_it(character: int, offset: int) -> None:
    assert opened("a😀b\n", Encoding.UTF16).offset(Position(0, character)) == offset


@given(TEXTS, TEXTS)
def test_the_smallest_edit_makes_the_new_text(old: str, new: str) -> None:
    start, end, text = shrink_edit(old, new)
    assert old[:start] + text + old[end:] == new
    assert not any(old[offset - 1 : offset + 1] == "\r\n" for offset in (start, end) if offset)
