"""The one loop from violations to findings: rules of a page and rules of a set of pages have the same cap and order."""

from __future__ import annotations

from collections import Counter
from itertools import count, repeat
from typing import TYPE_CHECKING

import pytest

from resp_lint import RuleSet, Violation
from resp_lint.docset import collect_page_facts, lint_docset
from resp_lint.finding import Edit, Fix
from resp_lint.fix.apply import Wanted, fix_page
from resp_lint.fix.rounds import MAX_FIXED
from resp_lint.linter import MAX_FINDINGS, check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.rule import FixKind, docset, rule
from resp_lint.settings import Settings
from resp_lint.source import Source
from resp_lint.suppressions.apply import Suppressor
from resp_lint.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import DocSet, Page, PageViolation
    from resp_lint.linter import CheckedPage

SETTINGS = Settings(load_registry().profile("ibm-cloud"), rule_set=RuleSet.STRICT, all_pages=True)
FLOOD = "more than 1,000 findings of flooding; the first 1,000 are shown"


def page_of(text: str, path: str = "responsibilities.md") -> Page:
    return parse(Source(path, text), SETTINGS.conventions)


def told(checked: CheckedPage) -> dict[str, int]:
    return Counter(finding.message if finding.code == "RSP905" else finding.code for finding in checked.findings)


def test_a_flood_is_no_failure() -> None:
    @rule("TST001")
    def flooding(_page: Page) -> Iterator[Violation]:
        """Checks that there is no end."""
        yield from (Violation(0, 1, str(number)) for number in count())

    @rule("TST002")
    def quiet(_page: Page) -> Iterator[Violation]:
        """Checks that there are as many as may be."""
        yield from repeat(Violation(0, 1, "x"), MAX_FINDINGS)

    checked = check_page(page_of("# X\n"), [flooding, quiet], SETTINGS)
    assert told(checked) == {"TST001": MAX_FINDINGS, FLOOD: 1, "TST002": MAX_FINDINGS}
    assert checked.complete


def test_a_rule_of_the_set_has_the_same_cap_on_each_page() -> None:
    @docset("TST001")
    def flooding(pages: DocSet) -> Iterator[PageViolation]:
        """Checks that there are not very many."""
        one, other = pages.served
        yield from repeat(one.at(None, "x"), MAX_FINDINGS + 5)
        yield from repeat(other.at(None, "y"), MAX_FINDINGS)

    pages = [collect_page_facts(page_of("# X\n", f"responsibilities-{letter}.md")) for letter in "ab"]
    result = lint_docset(pages, Tree(), [flooding], SETTINGS)
    assert {path: len(found) for path, found in result.findings.items()} == {
        "responsibilities-a.md": MAX_FINDINGS + 1,
        "responsibilities-b.md": MAX_FINDINGS,
    }
    assert [finding.message for finding in result.findings["responsibilities-a.md"] if finding.code == "RSP905"] == [
        FLOOD
    ]
    assert result.complete


@pytest.mark.parametrize("kept", [0, 1])
def test_all_of_a_flood_is_fixed(kept: int) -> None:
    @rule("TST001", fix=FixKind.SAFE)
    def flooding(page: Page) -> Iterator[Violation]:
        """Checks that nobody says “no”; every tenth is left to people."""
        text = page.source.text
        places = (at for at in range(len(text)) if text.startswith("no", at))
        for number, at in enumerate(places):
            fix = None if kept and text[at + 2] == "!" else Fix("", (Edit(at, at + 2, "yes"),))
            yield Violation(at, at + 2, f"{number}", fix=fix)

    text = "# X\n\n" + "no no no no no no no no no no!\n" * 300
    result = fix_page(page_of(text), [flooding], SETTINGS, Wanted(frozenset({"TST001"})))
    assert "RSP907" not in {finding.code for finding in result.checked.findings}
    assert result.checked.source.text.count("yes") == (2700 if kept else 3000)
    assert told(result.found) == {"TST001": MAX_FINDINGS, FLOOD: 1}
    assert told(result.checked) == ({"TST001": 300} if kept else {})


def test_more_than_anybody_looks_at_is_not_fixed() -> None:
    @rule("TST001", fix=FixKind.SAFE)
    def flooding(page: Page) -> Iterator[Violation]:
        """Checks that nobody says “no”."""
        text = page.source.text
        for at in (at for at in range(len(text)) if text.startswith("no", at)):
            yield Violation(at, at + 2, "no", fix=Fix("", (Edit(at, at + 2, "yes"),)))

    @rule("TST002", fix=FixKind.SAFE)
    def quiet(page: Page) -> Iterator[Violation]:
        """Checks that the title has no dot."""
        if (at := page.source.text.find(".")) >= 0:
            yield Violation(at, at + 1, "dot", fix=Fix("", (Edit(at, at + 1, ""),)))

    text = "# X.\n\n" + "no " * (MAX_FIXED + 1)
    result = fix_page(page_of(text), [flooding, quiet], SETTINGS, Wanted(frozenset({"TST001", "TST002"})))
    assert result.checked.source.text == text.replace(".", "")
    assert told(result.found) == {"TST001": MAX_FINDINGS, "TST002": 1, FLOOD: 1}
    unfixed = "more than 5,000 findings of flooding; they are not fixed"
    assert told(result.checked) == {"TST001": MAX_FINDINGS, FLOOD: 1, unfixed: 1}
    assert result.counts == {"TST002": 1}


@pytest.mark.parametrize("name", ["TST001", "TST002"])
def test_a_flood_that_the_page_suppresses_is_silent(name: str) -> None:
    @rule("TST001")
    def flooding(_page: Page) -> Iterator[Violation]:
        """Checks that there is no end."""
        yield from (Violation(0, 1, str(number)) for number in count())

    @rule("TST002")
    def other(_page: Page) -> Iterator[Violation]:
        """Checks something else."""
        yield Violation(0, 1, "x")

    rules = [flooding, other]
    page = page_of(f"<!-- resp-lint: ignore-file {name} because it is meant so -->\n\n# X\n")
    checked = Suppressor(rules, SETTINGS, rules)(page, check_page(page, rules, SETTINGS))
    assert told(checked) == ({"TST002": 1} if name == "TST001" else {"TST001": MAX_FINDINGS, FLOOD: 1})
