"""Fixing in rounds, and taking back what does not hold.

The rules here do what no rule should, one each, to a page of ours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from fix_results import list_refusals
from msgspec.structs import replace

from resp_lint import Edit, Findings, Fix, FixKind, Page, PageKind, Rule, Violation, rule
from resp_lint.fix.apply import Fixed, Wanted, fix_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.settings import Settings
from resp_lint.source import Source
from resp_lint.suppressions.apply import Suppressor

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lint.fix.rounds import Keep
    from resp_lint.linter import CheckedPage

TEXT = """\
---
copyright:
  years: 2024
---

# Your responsibilities
{: #your-responsibilities}

Some words.
{: shortdesc}

## Change management
{: #change-management}

| Task | IBM responsibilities | Your responsibilities |
|------|----------------------|-----------------------|
| Rotate keys | N/A | Rotate them. |
| Patch hosts | Patch them. | N/A | more |
{: caption="Changes" caption-side="bottom"}
{: #tab-changes}

The end.

{: lost}
"""

SETTINGS = Settings(load_registry().profile("ibm-cloud"), all_pages=True)


def replacing(pattern: str, text: str, *, code: str = "TST001", fix: FixKind = FixKind.SAFE, safe: bool = True) -> Rule:
    """A rule that reports each match of a pattern and would put a text in its place."""

    @rule(code, any_page=True, fix=fix)
    def replaced(page: Page) -> Findings:
        for match in re.finditer(pattern, page.source.text):
            edit = Edit(match.start(), match.end(), match.expand(text))
            yield Violation(match.start(), match.end(), f"“{match[0]}” is wrong", fix=Fix("", (edit,), safe=safe))

    return replaced


def fixed(*rules: Rule, text: str = TEXT, unsafe: bool = False, codes: str = "", keep: Keep | None = None) -> Fixed:
    page = parse(Source("page.md", text), SETTINGS.profile.conventions)
    wanted = Wanted(frozenset(codes.split() or {it.code for it in rules}), unsafe)
    return fix_page(page, rules, SETTINGS, wanted, keep) if keep else fix_page(page, rules, SETTINGS, wanted)


def refuse(*rules: Rule, text: str = TEXT, unsafe: bool = False) -> str:
    """Why the only fix of a page was left out, and the page stayed what it was."""
    result = fixed(*rules, text=text, unsafe=unsafe)
    assert not result.changed
    assert result.data == text.encode()
    assert not result.applied
    (finding,) = (it for it in result.checked.findings if it.code == "RSP907")
    assert (finding.name, finding.level) == ("unstable-fix", "error")
    return finding.message


def test_what_is_wanted_is_fixed_and_counted() -> None:
    result = fixed(replacing("them", "these"), replacing("Rotate k", "Turn k", code="TST002"))
    assert result.checked.source.text == TEXT.replace("them", "these").replace("Rotate k", "Turn k")
    assert result.counts == {"TST001": 2, "TST002": 1}
    assert result.checked.findings == ()
    assert result.changed
    assert not list_refusals(result)


def test_a_page_without_faults_stays_the_same_object() -> None:
    result = fixed(replacing("nowhere", ""))
    assert result.checked.source is result.before
    assert not result.changed


def test_fixes_that_meet_wait_for_another_round() -> None:
    result = fixed(replacing("Some words", "These words"), replacing("(?<=These )words", "lines", code="TST002"))
    assert result.checked.source.text == TEXT.replace("Some words", "These lines")
    both = fixed(replacing("Some words", "Words"), replacing("words", "lines", code="TST002"))
    assert "\nWords." in both.checked.source.text
    # What the other's fix takes away is fixed, too.
    assert both.counts == {"TST001": 1, "TST002": 1}


def test_only_fixable_codes_are_fixed() -> None:
    rules = replacing("them", "these"), replacing("Rotate k", "Turn k", code="TST002")
    result = fixed(*rules, codes="TST002")
    assert result.checked.source.text == TEXT.replace("Rotate k", "Turn k")
    assert [it.code for it in result.checked.findings] == ["TST001", "TST001"]


@pytest.mark.parametrize(
    ("kind", "safe"), [(FixKind.UNSAFE, False), (FixKind.UNSAFE, True), (FixKind.SAFE, False), (FixKind.NONE, True)]
)
def test_unsafe_fixes_wait_until_they_are_asked_for(kind: FixKind, *, safe: bool) -> None:
    one = replacing("them", "these", fix=kind, safe=safe)
    careful, bold = fixed(one), fixed(one, unsafe=True)
    assert not careful.changed
    assert Wanted(frozenset({"TST001"}), unsafe=True).count(careful.checked.findings) == 2
    assert bold.counts == {"TST001": 2}


def test_a_suppressed_finding_is_never_fixed() -> None:
    def keep(_page: Page, checked: CheckedPage) -> CheckedPage:
        return replace(checked, findings=tuple(it for it in checked.findings if "Patch" not in it.message))

    result = fixed(replacing("(?:Patch|Rotate) them", "Do it"), keep=keep)
    assert result.checked.source.text == TEXT.replace("Rotate them", "Do it")


SUPPRESSED = TEXT.replace("| Rotate them. |", "| Rotate them. <!-- resp-lint: ignore TST001: so we say --> |")


def test_what_a_page_suppresses_is_not_fixed() -> None:
    one = replacing("them", "these")
    result = fixed(one, text=SUPPRESSED, keep=Suppressor([one], SETTINGS, [one]))
    assert result.checked.source.text == SUPPRESSED.replace("Patch them", "Patch these")
    assert result.counts == {"TST001": 1}


def test_a_suppression_that_a_fix_makes_idle_goes_in_the_next_round() -> None:
    one, other = replacing("them", "these"), replacing(r"Rotate them\.", "Rotate keys.", code="TST002")
    unused = load_registry().find("RSP902")
    result = fixed(one, other, unused, text=SUPPRESSED, keep=Suppressor([one, other, unused], SETTINGS, [one, other]))
    # The suppression was in use when the page was checked: nothing was promised of it.
    assert result.counts == {"TST001": 1, "TST002": 1}
    assert "| Rotate keys. |" in result.checked.source.text


def test_a_page_that_could_not_be_written_is_as_it_was() -> None:
    result = fixed(replacing("them", "these"))
    unwritten = result.unwritten()
    assert not unwritten.changed
    assert not unwritten.applied
    assert len(unwritten.checked.findings) == 2


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "no line ending", "  \t\xa0"])
def test_every_other_byte_stays(start: str, ending: str, end: str) -> None:
    text = start + TEXT.replace("\n", ending) + "mixed\n\ttab  \n\x0b\u2028\xa0 word" + end
    source = Source.from_bytes("responsibilities.md", text.encode())
    result = fixed(replacing("them", "these"), text=source.text)
    assert result.data == text.replace("them", "these").encode()


@pytest.mark.parametrize(
    ("pattern", "text", "reason"),
    [
        ("Rotate them", "Rotate | them", "line 17 was a table row and became a table row with 1 cell too many"),
        ("Rotate them.", "Rotate\n| them.", "line 17 was a table row and became two lines"),
        (r"\|---(?=---)", "|--|", "line 15 was the header of a table of 3 columns and became a line of paragraph"),
        (
            r"Rotate them. \|\n",
            "Rotate them. |\n\n",
            "line 18 was a table row with 1 cell too many and became a line of p",
        ),
        ("Some words.", "```\nwords", "line 10 was an attribute list and became a line of fence"),
        ("Some words.", "<!-- words", "line 10 was an attribute list and became a line of html block"),
        ("## Change", "Change", "line 12 was a heading of level 2 and became a line of paragraph"),
        ("## Change", "### Change", "line 12 was a heading of level 2 and became a heading of level 3"),
        (
            r"management\n(?=\{)",
            "management\n\n",
            "line 13: its attribute list no longer belongs to what it belonged to",
        ),
        ("management\n", "management\nThe set sentence.\n", "line 13: its attribute list no longer belongs"),
        (r'bottom"\}\n(?=.+c)', 'bottom"}\n\n', "line 20: its attribute list no longer belongs"),
        ('caption="Changes"', 'caption="the } Changes"', "line 19: its attribute list no longer belongs"),
        ('caption="Changes"', 'caption="Changes', 'line 19: “caption-side="bottom"” is gone from its attribute list'),
        ("#change-management", "#change-managment", "the id “change-management” is gone"),
        (r"\{: #tab-changes\}\n", "", "the id “tab-changes” is gone"),
        ("  years: 2024", " years: [2024", "line 1 was a line of front matter and became"),
        ("words.", "words.", "it changes nothing, or does not fit the page"),
        ("words", "words\ud800", "it changes nothing, or does not fit the page"),
        ("words", "words\n\n" + "> " * 120 + "x", "the page can no longer be read in full"),
        ("words", "wordswords", "there is no end to it after 10 rounds"),
    ],
)
def test_a_fix_that_does_more_than_it_says_is_taken_back(pattern: str, text: str, reason: str) -> None:
    told = refuse(replacing(pattern, text))
    assert told.startswith("the fix of TST001 replaced did not hold: ")
    assert told.endswith("; it is left out")
    assert reason in told


@pytest.mark.parametrize(
    ("pattern", "text"),
    [  # each so that it does not match again what it became
        ("Change management", "Changes"),
        (r"\| more ", ""),  # a cell too many
        (r"\| Rotate keys.*\n", ""),
        ("Your responsibilities(?= \\|)", "What you do"),
        (r"\n\n(?=\{: lost)", "\n"),  # a list that now reaches something
        ("\n\\{: lost\\}\n", ""),
        (r"Some words\.\n(?=\{)", "Some words.\nAnd more.\n\nAnd others.\n"),
        (r"(?<=#change-management\}\n)\n(?=\|)", "\nThe set sentence.\n\n"),
        (r'(?<=side="bottom")\}', ' summary="All"}'),
        ('caption="Changes" caption-side="bottom"', 'caption-side="bottom" caption="Changes"'),
        (r"## Change management\n\{: #change-management\}", "### Changes\n{: #change-management}"),  # a heading anew
    ],
)
def test_a_fix_may_do_what_it_says(pattern: str, text: str) -> None:
    result = fixed(replacing(pattern, text))
    assert not list_refusals(result)
    assert result.checked.source.text == re.sub(pattern, text, TEXT)


def test_an_id_may_be_changed_by_an_unsafe_fix() -> None:
    result = fixed(replacing("#change-management", "#changes", fix=FixKind.UNSAFE), unsafe=True)
    assert "{: #changes}" in result.checked.source.text


def test_a_fix_that_brings_a_new_finding_is_taken_back() -> None:
    one, other = replacing("Some words", "Same words"), replacing("Same.*", "", code="TST002", fix=FixKind.NONE)
    told = refuse(one, other)
    assert "TST001 replaced did not hold: it brings a new finding, TST002 in line" in told


def test_a_finding_in_other_words_or_at_another_place_is_not_new() -> None:
    moving = (
        replacing("\n## Change", "\nA new line.\n\n## Change"),
        replacing("The end", "", code="TST002", fix=FixKind.NONE),
    )
    assert not list_refusals(fixed(replace(moving[0], check=_once(moving[0].check)), moving[1]))
    reworded = replacing("Some words", "Same words"), replacing("S.me words", "", code="TST002", fix=FixKind.NONE)
    assert not list_refusals(fixed(*reworded, codes="TST001"))


def _once(check: Callable[..., Findings]) -> Callable[..., Findings]:
    def replaced(page: Page) -> Findings:
        return [] if "A new line" in page.source.text else check(page)

    return replaced


def test_a_finding_that_gave_way_to_the_one_that_was_fixed_is_not_new() -> None:
    loud = replacing("Some words", "Same words")
    quiet = replace(replacing("S.me words", "", code="TST002", fix=FixKind.NONE), yields_to=("TST001",))
    result = fixed(loud, quiet, codes="TST001")
    assert not list_refusals(result)
    assert [it.code for it in result.checked.findings] == ["TST002"]


def codes_of_refusals(result: Fixed) -> list[str]:
    return [message[11:17] for message in list_refusals(result)]


def test_the_rule_that_does_not_hold_is_left_out_and_the_others_are_not() -> None:
    good, bad = replacing("them", "these"), replacing("words", "wordswords", code="TST002")
    result = fixed(good, bad)
    assert result.checked.source.text == TEXT.replace("them", "these")
    assert result.counts == {"TST001": 2}
    assert codes_of_refusals(result) == ["TST002"]
    (refusal,) = (it for it in result.checked.findings if it.code == "RSP907")
    assert refusal.start == next(it.start for it in result.checked.findings if it.code == "TST002")
    again = fixed(good, bad, text=result.checked.source.text)
    assert (again.changed, codes_of_refusals(again)) == (False, ["TST002"])


def test_rules_that_fail_one_after_the_other_are_all_left_out() -> None:
    good, endless = replacing("them", "these"), replacing("words", "wordswords", code="TST002")
    hidden = replacing("## Change", "Change", code="TST003")
    result = fixed(good, endless, hidden)
    assert result.counts == {"TST001": 2}
    assert sorted(codes_of_refusals(result)) == ["TST002", "TST003"]


def test_of_two_rules_that_fail_only_together_one_is_kept() -> None:
    one, other = replacing("Some words", "Some lines"), replacing("The end", "At last", code="TST002")
    both = replacing("lines(?=[^\0]*At last)", "", code="TST003", fix=FixKind.NONE)
    good = replacing("them", "these", code="TST004")
    assert codes_of_refusals(fixed(one, both, good)) == codes_of_refusals(fixed(other, both, good)) == []
    result = fixed(one, other, both, good)
    assert codes_of_refusals(result) == ["TST001"]
    assert result.counts == {"TST002": 1, "TST004": 2}


def test_two_rules_that_undo_each_other_are_both_named() -> None:
    result = fixed(replacing("Some words", "Same words"), replacing("Same words", "Some words", code="TST002"))
    assert not result.changed
    assert sorted(codes_of_refusals(result)) == ["TST001", "TST002"]


def test_a_page_that_is_not_checked_in_full_is_not_fixed() -> None:
    deep = TEXT + "> " * 120 + "them\n"
    result = fixed(replacing("them", "these"), text=deep)
    assert not result.changed
    said = {it.code: it.message for it in result.checked.findings}
    assert said.keys() == {"TST001", "RSP905"}
    assert said["RSP905"] == "blocks are nested too deeply; the page is not checked in full"
    assert not result.checked.complete
    aliases = TEXT.replace("years: 2024", "years: &a 2024\n  more: *a")
    assert not fixed(replacing("them", "these"), text=aliases).changed


def test_a_rule_that_fails_costs_its_own_findings_only() -> None:
    @rule("TST003", any_page=True)
    def failing(_page: Page) -> Findings:
        raise ValueError("no")

    result = fixed(replacing("them", "these"), failing)
    assert result.counts == {"TST001": 2}
    assert not result.checked.complete


def test_a_page_of_another_kind_is_fixed_by_the_rules_that_serve_it() -> None:
    page = parse(Source("page.md", "# A page\n\nwords"), SETTINGS.profile.conventions)
    assert page.kind is PageKind.OTHER
    everywhere, here = replacing("words", "lines"), replace(replacing("page", "leaf", code="TST002"), any_page=False)
    result = fix_page(page, [everywhere, here], SETTINGS, Wanted(frozenset({"TST001", "TST002"})))
    assert result.checked.source.text == "# A page\n\nlines"
