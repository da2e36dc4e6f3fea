"""Whatever the page: fixing twice equals fixing once, and nothing new is wrong afterwards."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from fix_results import list_refusals
from hypothesis import given
from hypothesis import strategies as st

from resp_lint import RuleSet
from resp_lint.fix.apply import Fixed, Wanted, fix_page
from resp_lint.linter import check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.settings import Settings
from resp_lint.source import Source
from resp_lint.testing import read_examples

SETTINGS = Settings(load_registry().profile("ibm-cloud"), rule_set=RuleSet.STRICT, all_pages=True)
RULES = load_registry().select(SETTINGS)
CODES = frozenset(rule.code for rule in RULES)

OUR_PAGES = [path.read_bytes().decode() for path in sorted(Path(__file__).parents[2].glob("examples/*/*-resp*.md"))]
FAULTS = [example.text for rule in RULES for example in read_examples(rule) if example.kind == "bad"]
STRETCHES = st.sampled_from(
    [
        *("---", "# Your responsibilities", "## Disaster recovery", "Change management\n---", " ## Indented"),
        *("{: #id}", "{: shortdesc}", "{:note: .note}", '{: caption="Responsibilites"}', '{: summary="top}', "{:"),
        *("  {: caption='a | b'}", "{{site.data.keyword.IBM_notm}}", "|---|---|---|", "| Rotate keys | | |", "|", "| "),
        *("> ", "1. ", "```", "<!--", "-->", "[^1]: note", "", " ", "    ", "\t", "\xa0", "\ufeff", "\x00", "the the"),
    ]
)
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\u2028"])


def as_it_is(text: str) -> str:
    return text


def crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def with_bom(text: str) -> str:
    return "\ufeff" + text


def without_end(text: str) -> str:
    return text.rstrip("\r\n")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A page of ours, or several faulty examples, with a few stretches replaced."""
    some_faults = st.lists(st.sampled_from(FAULTS), min_size=1, max_size=4).map("\n\n".join)
    text = draw(st.sampled_from(OUR_PAGES) | some_faults)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 10, 60])))
        text = text[:start] + draw(STRETCHES | ENDS) + text[end:]
    return draw(st.sampled_from([as_it_is, crlf, with_bom, without_end]))(text)


def fixed(text: str, *, unsafe: bool) -> Fixed:
    page = parse(Source("page.md", text), SETTINGS.profile.conventions)
    return fix_page(page, RULES, SETTINGS, Wanted(CODES, unsafe))


@pytest.mark.fuzz
@given(mutated(), st.booleans())
def test_fixing_holds(text: str, unsafe: bool) -> None:  # noqa: FBT001 -- hypothesis fills it in
    once = fixed(text, unsafe=unsafe)
    twice = fixed(once.checked.source.text, unsafe=unsafe)
    assert not twice.changed
    # Where fixes clash, those of one rule are left out and the others' made.
    if list_refusals(once):
        return
    assert not list_refusals(twice)
    assert twice.checked.findings == once.checked.findings
    assert not Wanted(CODES, unsafe).count(once.checked.findings)


@pytest.mark.fuzz
@given(st.text(), st.booleans())
def test_any_text_can_be_fixed(text: str, unsafe: bool) -> None:  # noqa: FBT001 -- as above
    page = parse(Source("page.md", text), SETTINGS.profile.conventions)
    once = fixed(text, unsafe=unsafe)
    before = Counter(finding.code for finding in check_page(page, RULES, SETTINGS).findings)
    after = Counter(finding.code for finding in once.checked.findings)
    assert not after - before or list_refusals(once)
