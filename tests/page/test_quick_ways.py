"""What is quick must be what is slow: block rules picked by first character, rows split without an expression."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.rules_block import StateBlock

from resp_lint.page import inline, parser
from resp_lint.page.keyrefs import KEYREF, find_keyrefs
from resp_lint.page.tables import find_cell_spans, split_row
from resp_lint.page.terms import Dialect

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

STARTS = ["", " ", "   ", "    ", "\t", "> ", "- ", "1. ", "* ", "[^a]: ", "text", ": "]
LINES = st.builds(
    lambda start, mark, text: start + mark + text,
    st.sampled_from(STARTS),
    st.sampled_from(
        ["", *"-*+_=0123456789><#`~[{:!|ab", "---", "***", "```", "~~~", "{: #a}", "{::a}", "|-|", "[a]: b"]
    ),
    st.sampled_from(["", " ", ") a", ". a", " a", "a | b", "!-- a", "--", "|", "``"]),
)


@pytest.fixture(scope="module")
def patient() -> MarkdownIt:
    """The parser of pages that asks every rule about every line."""
    md = parser._make_block_parser.__wrapped__(Dialect.KRAMDOWN)
    md.block.ruler = md.block.ruler.ruler  # type: ignore[attr-defined]
    return md


def _told(token: Token) -> tuple[object, ...]:
    return token.type, token.tag, token.nesting, token.level, token.map, token.content, token.markup


@given(lines=st.lists(LINES, max_size=9))
def test_picked_rules_and_light_tokens_are_those_of_a_patient_parser(patient: MarkdownIt, lines: list[str]) -> None:
    text = "\n".join(lines)
    quick = parser._parse_blocks(text, 0, Dialect.KRAMDOWN).tokens
    state = StateBlock(text, patient, {}, [])
    patient.block.tokenize(state, 0, state.lineMax)
    assert [_told(token) for token in quick] == [_told(token) for token in state.tokens]


def _spans(line: str) -> list[tuple[int, int]]:
    """The spans of a row's cells, spaces included, read off GFM's words."""
    text = line.strip(" \t")
    borders = [found.start() for found in re.finditer(r"(?<!\\)\|", text)]
    offset = line.find(text)
    edges = [-1, *borders, len(text)]
    spans = [(left + 1 + offset, right + offset) for left, right in pairwise(edges)]
    if text.startswith("|") or not text:
        spans = spans[1:]
    return spans[:-1] if spans and spans[-1][0] == spans[-1][1] else spans


@given(
    text=st.lists(
        st.sampled_from(
            [
                "{",
                "}",
                "{{",
                "}}",
                "a",
                "\n",
                "\r",
                "x" * 150,
                *(f"{{{{{'x' * length}}}}}" for length in (299, 300, 301, 302)),
            ]
        )
    ).map("".join)
)
def test_keyrefs_are_those_of_the_regular_expression(text: str) -> None:
    assert find_keyrefs(text) == [match.span() for match in KEYREF.finditer(text)]


@given(line=st.text(alphabet="|\\ \tab`", max_size=20), offset=st.integers(0, 9))
def test_rows_are_split_at_every_pipe_that_is_not_escaped(line: str, offset: int) -> None:
    assert split_row(line) == _spans(line)
    trimmed = [line[left:right].strip(" \t") for left, right in split_row(line)]
    padded = "x" * offset + line
    assert [padded[left:right] for left, right in find_cell_spans(line, offset)] == trimmed


# What cells are made of, and what may stand in the way of reading them quickly.
INLINE = st.lists(
    st.sampled_from(
        [
            *(" ", "  ", "a", "word", ".", "1", "1. ", "- ", "é", "\u00a0", "'", '"', ":", ";", "/", "=", "%"),
            *("[", "]", "(", ")", "](", "[a](b)", "[a b](/c?d=e#f_g*h)", "![a](b)", "[^1]", "[a](javascript:b)"),
            *(
                "`",
                "``",
                "`a`",
                "`a b`",
                "` a `",
                "`a*b`",
                "`a[b`",
                "`]`",
                "[`",
                "`](b)",
                "{: a}",
                "{:",
                "}",
                "{",
                "{{",
            ),
            *(
                "{{a_b.c}}",
                "}}",
                "<",
                ">",
                "<a>",
                "<https://a.b>",
                "&",
                "&amp;",
                "#",
                "+",
                "!",
                "*",
                "_",
                "~",
                "^",
                "\\",
            ),
            *("[a]: b", "[a](&#106;avascript:b)", '[a](b "c")', "[a](b){: c}", "[a](b){: c}{: d}", "\t"),
        ]
    ),
    max_size=8,
).map(lambda pieces: "".join(pieces).strip(" \t"))


@given(text=INLINE)
def test_simple_text_is_shown_as_markdown_it_shows_it(text: str) -> None:
    shown = inline._show_simply(text)
    if shown is not None:
        md = inline._make_parser()
        assert shown == inline._render_text(md.parseInline, text)
        assert shown == inline._render_text(md.parse, text)


BREAKS = ["\\n", " \\n ", "  \\n - ", "\\n    ", "<br>", "<BR/>", "<br />"]
CELL_PIECES = [
    "- ",
    "* ",
    "+ ",
    "-",
    "- - ",
    "1. ",
    ": ",
    "===",
    "---",
    "~ ",
    " ",
    "    ",
    "a",
    "b c",
    "\\",
    "\\|",
    "\xa0",
    "<b>",
]
MARKED_UP = ["`a`", "[a](b)", "`", "[a", "**b**", "&amp;", "{{site.data.a}}", "{{a\\|b}}", "# a", "> a", "2) "]
CELLS = st.lists(st.sampled_from([*BREAKS, *BREAKS, *CELL_PIECES, *MARKED_UP]), max_size=8).map("".join).map(str.strip)


@given(cell=CELLS)
def test_lines_and_items_of_a_cell_are_shown_as_markdown_it_shows_them(cell: str) -> None:
    shown = inline._show_lines(cell)
    assert shown is None or shown == inline._parse_cell(cell)


def test_cells_of_plain_lines_and_items_need_no_parser() -> None:
    assert inline._show_lines(r"- Patch `a` \n - See [b](c)") == "Patch a See b"
    assert inline._show_lines("a<br>b") == "a b"
