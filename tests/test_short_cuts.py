"""What rules pass over unseen, because a cheaper look told that nothing is there: it must be so."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from resp_lint.linter import lint_text
from resp_lint.page.model import _INVISIBLE, _INVISIBLE_BEGINNINGS
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.source import Source
from resp_lint_rules.attributes import summary_mismatch
from resp_lint_rules.attributes._lists import captions, item_scanner
from resp_lint_rules.attributes._lists.facts import collect_lists
from resp_lint_rules.attributes._lists.grammar import find_flaws
from resp_lint_rules.attributes._lists.names import MOST_OWN, Names, _make_index
from resp_lint_rules.attributes._lists.stray_words import find_definition_flaw, find_word_flaws
from resp_lint_rules.ownership._owner_answers import _make_forms
from resp_lint_rules.tables.literal_line_break import _has_both

PROFILE = load_registry().profile("ibm-cloud")


def joined(*pieces: str, most: int = 12) -> st.SearchStrategy[str]:
    """Texts made of these pieces."""
    return st.lists(st.sampled_from(pieces), max_size=most).map("".join)


ITEMS = joined(
    *(" ", ".", "#", "note", "caption", "caption-side", "captin", "=", '"', "'", '="', "='", '"a b"', "=“x”", ":", "}"),
    *("{{site.data.keyword.x}}", "row-headers", "row", "headers", '="a caption=', "é", "|"),
)


@given(
    ITEMS,
    st.sampled_from(["Words.\n", "| a | b |\n|--|--|\n| c | d |\n", "## Keys\n", ""]),
    st.sampled_from(["", " x"]),
)
def test_nothing_is_wrong_with_a_list_that_is_sound(items: str, above: str, after: str) -> None:
    page = parse(Source("page.md", f"{{:locks: .locks}}\n\n{above}{{:{items}}}{after}\n"), PROFILE.conventions)
    names = Names.of(page, PROFILE)
    for found, told in collect_lists(page, PROFILE).told.items():
        if told.sound:
            assert not find_flaws(found, PROFILE)
            assert not find_definition_flaw(found)
            assert found.name or not list(find_word_flaws(found, names, PROFILE))
        if not told.strange:
            assert not any(names.find_intended(item) for item in found.items)
        assert told.keys == tuple(item.key for item in found.items)


@given(ITEMS)
def test_what_swallows_an_item_is_looked_for_where_it_can_be(body: str) -> None:
    if item_scanner._compile_swallowed_key(PROFILE.attributes.known_keys).search(body):
        assert item_scanner._may_swallow(body)


ORDINAL = rf"(?:{'|'.join(summary_mismatch.ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
NEXT = r"(?:,? (?:and|or|to|through) |, )(?:the )?"
ORDINAL_COLUMNS = re.compile(rf"\b{ORDINAL}(?:{NEXT}{ORDINAL})* columns?\b", re.IGNORECASE)
DESCRIBED = re.compile(
    rf"\b({ORDINAL}) column (?:{'|'.join(sorted(summary_mismatch._DESCRIBES))}) ([^.;]*)",
    re.IGNORECASE,
)
SUMMARIES = joined(
    *("first", "Second", "12th", "121st", "next", "task", " column", " columns", " column", "-", ".", ", ", " and "),
    *(", and ", " to ", "the ", " the ", " ", " describes ", " names ", " is ", ";", "\n", "x"),
)


@given(SUMMARIES)
def test_columns_that_a_summary_speaks_of(summary: str) -> None:
    claims = [(claim.start, claim.end) for claim in summary_mismatch._find_ordinals(summary)]
    assert claims == [match.span() for match in ORDINAL_COLUMNS.finditer(summary)]
    described = [(start, end, words) for start, end, _, words in summary_mismatch._find_described(summary)]
    assert described == [(*match.span(), match[2]) for match in DESCRIBED.finditer(summary)]


@given(
    st.text("tTaAbBlLeEfFiIgGuUrR\u017f\u0131 1", max_size=8)
    | joined(" ", "\t", "Table", "f\u0131gure", "Figure", "1", "x")
)
def test_captions_with_a_number(caption: str) -> None:
    assert captions.is_numbered(caption) == bool(captions._LOOKS_NUMBERED.match(caption))


@given(joined("<", "\\n", "\n", "\r", "a", "|", "\\"))
def test_lines_with_a_tag_and_a_break(text: str) -> None:
    assert _has_both(text) == any("<" in line and "\\n" in line for line in text.split("\n"))


@given(joined("?", "??", ".", "...", "…", "a", " "))
def test_markers_that_repeat_themselves(text: str) -> None:
    assert _make_forms(text)[0] == re.sub(r"([?.…])\1{3,}", r"\1\1\1", " ".join(text.split()))


@given(st.text("abc-", max_size=9), st.text("abc-", max_size=9))
def test_names_that_two_letters_tell_apart(word: str, name: str) -> None:
    assert name in _make_index(frozenset({name})).list_near(word) or OSA.distance(word, name) > 2


@pytest.mark.parametrize(
    "beginning", ["\\n", "&nbsp;", "<br>", "<!-- x -->", "\u200b", "\ufeff", "\u00a0", "\u3000", "\n"]
)
def test_cells_that_show_nothing(beginning: str) -> None:
    assert _INVISIBLE.fullmatch(beginning)
    assert beginning[0].isspace() or beginning[0] in _INVISIBLE_BEGINNINGS


@given(st.characters())
def test_nothing_else_begins_a_cell_that_shows_nothing(character: str) -> None:
    if _INVISIBLE.match(character):
        assert character.isspace() or character in _INVISIBLE_BEGINNINGS


@pytest.mark.parametrize(("more", "slips"), [(0, 1), (MOST_OWN - 1, 1), (MOST_OWN, 0)])
def test_slips_for_very_many_names_of_a_page_are_not_looked_for(more: int, slips: int) -> None:
    own = "".join(f"{{:q{number}: .external}}\n\n" for number in range(more))
    text = f"{{:harborlink: .external}}\n\n{own}Look here.\n{{: harborlnk}}\n"
    assert len(lint_text(text, (load_registry().find("misspelled-attribute"),))) == slips
