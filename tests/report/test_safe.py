"""Nothing that hides, moves or reorders text gets out."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.report.format import RunnerCommand, Screen
from resp_lint.report.safe import (
    clean_line,
    clean_text,
    escape_commands,
    filter_line,
    reduce_to_ascii,
    replace_surrogates,
)

HIDING = [
    ("\0", "\\x00"),
    ("\x07", "\\x07"),
    ("\x0b", "\\x0b"),
    ("\x0c", "\\x0c"),
    ("\r", "\\r"),
    ("\x1b", "\\x1b"),
    ("\x7f", "\\x7f"),
    ("\x85", "\\x85"),
    ("\x9b", "\\x9b"),
    ("\xad", "\\xad"),
    ("\u061c", "\\u061c"),
    ("\u200b", "\\u200b"),
    ("\u200d", "\\u200d"),
    ("\u200f", "\\u200f"),
    ("\u2028", "\\u2028"),
    ("\u2029", "\\u2029"),
    ("\u202e", "\\u202e"),
    ("\u2066", "\\u2066"),
    ("\u2069", "\\u2069"),
    ("\ufeff", "\\ufeff"),
    ("\ufffe", "\\ufffe"),
    ("\uffff", "\\uffff"),
    ("\ud800", "\\ud800"),
    ("\udfff", "\\udfff"),
    ("\udcff", "\\xff"),
    ("\udc80", "\\x80"),
    ("\U000e0041", "\\U000e0041"),
    ("\U000e0100", "\\U000e0100"),
]
ONE_LINE = {"\n": "\\n", "\t": "\\t"}
FINE = ["plain", "“quotes” and … dots", "日本語", "e\u0301", "⚠\ufe0f", "a\xa0b", "a|b\\c"]

screens = st.builds(
    Screen,
    color=st.booleans(),
    unicode=st.booleans(),
    github=st.booleans(),
    links=st.booleans(),
    width=st.integers(1, 200),
    root=st.just(""),
)


def hidden(text: str) -> list[str]:
    """The characters of a text that no report may hold, but for a line feed or a tab."""
    return [
        character
        for character in text
        if character not in "\t\n"
        and (
            unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
            or unicodedata.bidirectional(character) in {"RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
            or character in "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff"
            or 0xE0000 <= ord(character) <= 0xE0FFF
        )
    ]


@pytest.mark.parametrize(("character", "shown"), HIDING, ids=ascii)
def test_what_hides_shows_as_its_escape(character: str, shown: str) -> None:
    assert clean_text(f"a{character}b") == clean_line(f"a{character}b") == filter_line(f"a{character}b") == f"a{shown}b"


@pytest.mark.parametrize(("character", "shown"), ONE_LINE.items(), ids=ascii)
def test_a_line_stays_a_line(character: str, shown: str) -> None:
    assert clean_line(f"a{character}b") == f"a{shown}b"
    assert clean_text(f"a{character}b") == f"a{character}b"


@pytest.mark.parametrize("text", FINE, ids=ascii)
def test_other_text_is_left_alone(text: str) -> None:
    assert (
        clean_text(text)
        == clean_line(text)
        == filter_line(text)
        == filter_line(text, colors=True, links=True)
        == replace_surrogates(text)
        == text
    )


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("\x1b[1;31merror\x1b[0m", "\x1b[1;31merror\x1b[0m"),
        ("\x1b[m", "\x1b[m"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\x1b]8;;http://x\x1b\\", "\\x1b]8;;http://x\\x1b\\"),
        ("\x1b[31\u202em", "\\x1b[31\\u202em"),
        ("\x1b[1;31", "\\x1b[1;31"),
        ("\x9b1m", "\\x9b1m"),
        ("a\nb", "a\\nb"),
    ],
    ids=ascii,
)
def test_only_colours_pass_the_gate(line: str, shown: str) -> None:
    assert filter_line(line, colors=True) == shown


LINK = "\x1b]8;;https://example.com/a?b#c\x1b\\text\x1b]8;;\x1b\\"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (LINK, LINK),
        ("\x1b]8;;file://host/a%20b\x1b\\", "\x1b]8;;file://host/a%20b\x1b\\"),
        ("\x1b]8;;javascript:x\x1b\\", "\\x1b]8;;javascript:x\\x1b\\"),
        ("\x1b]8;;https://a b\x1b\\", "\\x1b]8;;https://a b\\x1b\\"),
        ("\x1b]8;;https://\u202e\x1b\\", "\\x1b]8;;https://\\u202e\\x1b\\"),
        ("\x1b]8;id=1;https://a\x1b\\", "\\x1b]8;id=1;https://a\\x1b\\"),
        ("\x1b]8;;https://a\x07", "\\x1b]8;;https://a\\x07"),
        ("\x1b]0;title\x1b\\", "\\x1b]0;title\\x1b\\"),
        ("\x1b[1m", "\\x1b[1m"),
    ],
    ids=ascii,
)
def test_only_links_pass_the_gate(line: str, shown: str) -> None:
    assert filter_line(line, links=True) == shown


def test_links_do_not_pass_unasked() -> None:
    assert "\x1b" not in filter_line(LINK)
    assert "\x1b]" not in filter_line(LINK, colors=True)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("::error::x", ":\u200b:error::x"),
        ("  ::error::x", "  :\u200b:error::x"),
        ("\u3000::stop-commands::x", "\u3000:\u200b:stop-commands::x"),
        (":::error::x", ":\u200b::error::x"),
        ("a ::error::x", "a ::error::x"),
        ("path::name", "path::name"),
        ("##[error]x", "#\u200b#[error]x"),
        ("a ##[group]b ##[x]", "a #\u200b#[group]b #\u200b#[x]"),
        ("####[x]", "###\u200b#[x]"),
        ("## [x]", "## [x]"),
    ],
    ids=ascii,
)
def test_the_runner_finds_no_command(line: str, shown: str) -> None:
    assert escape_commands(line) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“a” … ‘b’", "\"a\" ... 'b'"),
        ("ü", "\\xfc"),
        ("日", "\\u65e5"),
        ("😀", "\\U0001f600"),
        ("1 – 2 × 3", "1 - 2 x 3"),
    ],
    ids=ascii,
)
def test_ascii_terminals_are_told_the_same(text: str, shown: str) -> None:
    assert reduce_to_ascii(text) == shown


def test_a_bytes_name_can_be_encoded() -> None:
    assert replace_surrogates("a\udcffb\ud800").encode() == b"a\\xffb\\ud800"


def test_a_command_is_one_only_where_it_is_meant() -> None:
    screen = Screen(github=True)
    assert screen.line(RunnerCommand("::error::x")) == "::error::x"
    assert screen.line(RunnerCommand("::error::\x1b")) == "::error::\\x1b"
    assert screen.line("::error::x") == ":\u200b:error::x"
    assert Screen().line("::error::x") == "::error::x"


@given(st.text(st.characters(codec=None), max_size=40), screens)
def test_nothing_hidden_leaves_a_screen(text: str, screen: Screen) -> None:
    assert not hidden(screen.text(text))
    assert "\n" not in screen.text(text)
    line = screen.line(text)
    left = hidden(styled_away(line).replace(":\u200b:", "::").replace("#\u200b#", "##"))
    assert not left
    assert "\n" not in line
    line.encode()
    assert screen.unicode or line.replace("\u200b", "").isascii()


def styled_away(line: str) -> str:
    """A line without the sequences that a terminal with colours may get."""
    return re.sub(r"\x1b\[[0-9;]*m|\x1b]8;;(?:(?:https?|file)://[!-~]*)?\x1b\\", "", line)
