"""The quick look that the language rules take first: it may name more than is there, and never less."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.linter import make_subject, run_rule
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry, make_default_settings
from resp_lint.source import Source
from resp_lint_rules.language import boilerplate_slip, repeated_word
from resp_lint_rules.spelling import misspellings
from resp_lint_rules.spelling.speller import get_speller
from resp_lint_rules.spelling.suspects import StretchFacts, SuspectFinder, Suspects, cut
from resp_lint_rules.spelling.wordings import get_wrong_phrases

SETTINGS = make_default_settings()
PROFILE = SETTINGS.profile
RULES = [rule for rule in load_registry().select(SETTINGS) if rule.code in {"RSP601", "RSP602", "RSP603", "RSP607"}]
PIECES = st.sampled_from(
    (
        *(
            "the",
            "The",
            "isntance",
            "managd",
            "Responsibilites",
            "teh",
            "is",
            "responsible",
            "of",
            "broker",
            "rather",
            "then",
        ),
        *("depending", "disaster", "recover", "that", "a the customer", "be responsible of", "in regular basis"),
        *(
            " ",
            " ",
            " ",
            " ",
            "\n",
            "\n\n",
            "\r\n\r\n",
            "|",
            "\n| ",
            " |\n",
            "\n|---|---|\n",
            "\\|",
            "\\n",
            "\n## ",
            "\n> ",
        ),
        *(
            "{{",
            "}}",
            "{{site.x}}",
            "{{the}}-",
            "{{x}}/",
            "`",
            "`the the`",
            "``",
            "**",
            "_",
            "-",
            ".",
            ",",
            "’",
            "•",
            "\xa0",
        ),
        *(
            "[",
            "](/x)",
            "][x]",
            "[^1]",
            "<b>",
            "</b>",
            "<!-- ",
            " -->",
            "&nbsp;",
            "{: external}",
            '\n{: caption="',
            '"}\n',
            "{: ",
        ),
    )
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def everything(text: str) -> Suspects:
    """A look that rules nothing out."""
    words = frozenset(filter(get_speller(PROFILE).is_unknown, re.findall("[A-Za-z]{3,}", text)))
    return Suspects(words, [(0, len(text), StretchFacts(words, doubled=True, slips=get_wrong_phrases(PROFILE)))])


def findings(text: str) -> list[str]:
    page = parse(Source("page.md", text), SETTINGS.conventions)
    return sorted(str(finding) for rule in RULES for finding in run_rule(rule, make_subject(page), SETTINGS).findings)


@given(TEXTS)
def test_a_close_look_at_everything_finds_no_more(text: str) -> None:
    quick = findings(text)
    with pytest.MonkeyPatch.context() as patch:
        for module in (misspellings, boilerplate_slip, repeated_word):
            patch.setattr(module, "find_suspects", lambda page, _: everything(page.source.text))
        assert findings(text) == quick


@given(TEXTS)
def test_stretches_are_the_whole_text_in_order(text: str) -> None:
    stretches = cut(text)
    assert sum(map(len, stretches)) + len(stretches) - 1 == len(text)


@given(st.lists(TEXTS, max_size=4))
def test_what_was_seen_before_changes_nothing(texts: list[str]) -> None:
    used = SuspectFinder(PROFILE)
    for text in texts:
        fresh = SuspectFinder(PROFILE).look(text)
        again = used.look(text)
        assert again.unknown == fresh.unknown
        assert [(start, end) for start, end, _ in again.stretches] == [
            (start, end) for start, end, _ in fresh.stretches
        ]
