"""A page that takes too long is stopped; a rule that does costs its own findings only."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from resp_lint.config.profile_loader import load_profile
from resp_lint.engine.fixing import fix_all, write_page
from resp_lint.engine.runner import Checker, Task, check_all, check_file, make_checker
from resp_lint.finding import Edit, Fix, Violation
from resp_lint.fix.apply import Wanted
from resp_lint.plugins import load_registry
from resp_lint.rule import FixKind, docset, rule
from resp_lint.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from resp_lint import DocSet, Page, PageViolation, Rule
    from resp_lint.linter import CheckedPage

SECONDS = 0.5
TABLE = b"| Task | IBM responsibilities | Your responsibilities |\n|--|--|--|\n| a | b | c |\n"
PAGE = b"# Responsibilities\n\nThem.\n\n" + TABLE
FOR_EVER = "(([A-Za-z ]+)+)+x9$"
CAUSE = "a regular expression of “{}” in ours.toml does not come to an end"
WORDS = b"many words that mean nothing at all to anybody here\n"
SETTINGS = Settings(load_registry().profile("ibm-cloud"))


@rule("TST001")
def endless(page: Page) -> Iterator[Violation]:
    """Checks that there is no end."""
    yield Violation(0, 1, "first")
    while page is not None:
        pass


@rule("TST002")
def sleepy(page: Page) -> Iterator[Violation]:
    """Checks that there is time."""
    with suppress(Exception):
        time.sleep(100)
    yield Violation(0, 1, page.path)


@rule("TST003", fix=FixKind.SAFE)
def them(page: Page) -> Iterator[Violation]:
    """Checks that nobody says “Them”."""
    if (at := page.source.text.find("Them")) >= 0:
        yield Violation(at, at + 4, "them", fix=Fix("say “These”", (Edit(at, at + 4, "These"),)))


@docset("TST004")
def endless_set(pages: DocSet) -> Iterator[PageViolation]:
    """Checks that there is no end of pages."""
    while pages.pages:
        pass
    yield pages.served[0].at(None, "never")


def checker(*rules: Rule, settings: Settings = SETTINGS, seconds: float = SECONDS) -> Checker:
    return make_checker(rules, settings, rules, seconds)


def told(checked: CheckedPage) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in checked.findings]


def stopped(code: str, name: str, cause: str = "") -> tuple[str, str]:
    who = f"rule {code} {name} (plugin test_time_limit)"
    return ("RSP905", f"{who} takes longer than its share of the 0.5 s that a page has{cause}")


@pytest.fixture(autouse=True)
def _named(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in (endless, sleepy, them, endless_set):
        monkeypatch.setattr(one.check, "__module__", "test_time_limit")


def check(path: str, *rules: Rule, settings: Settings = SETTINGS) -> CheckedPage:
    result = check_file(Task(path, data=PAGE), checker(*rules, settings=settings))
    assert result is not None
    return result.checked


def test_a_rule_that_does_not_end_costs_its_own_findings_only() -> None:
    checked = check("responsibilities.md", endless, sleepy, them)
    assert sorted(told(checked)) == sorted(
        [stopped("TST001", "endless"), ("TST001", "first"), stopped("TST002", "sleepy"), ("TST003", "them")]
    )
    assert not checked.complete


def test_other_pages_are_as_ever() -> None:
    @rule("TST005")
    def endless_here(page: Page) -> Iterator[Violation]:
        """Checks that there is no end of one page."""
        while page.path == "responsibilities-b.md":
            pass
        yield Violation(0, 1, "seen")

    tasks = [Task(f"responsibilities-{letter}.md", data=PAGE) for letter in "abc"]
    one = checker(endless_here, them)
    run = check_all(tasks, lambda _task: one)
    assert [[finding.code for finding in page.findings] for page in run.pages] == [
        ["TST005", "TST003"],
        ["RSP905", "TST003"],
        ["TST005", "TST003"],
    ]
    assert [page.complete for page in run.pages] == [True, False, True]


def test_when_the_time_of_a_page_is_up_the_rules_left_are_not_run() -> None:
    slow = [rule(f"TST1{number:02}")(endless.check) for number in range(9)]
    findings = told(check("responsibilities.md", *slow, them))
    left = [message for _, message in findings if message.endswith("and the rules after it were not run")]
    assert len(left) == 1
    assert left[0].startswith("the page takes longer than 0.5 s; TST10")
    assert "TST003" not in dict(findings)


def test_a_rule_about_the_set_has_a_time_too() -> None:
    one = checker(endless_set, them)
    run = check_all([Task("responsibilities.md", data=PAGE)], lambda _task: one)
    assert sorted(told(run.pages[0])) == sorted([stopped("TST004", "endless-set"), ("TST003", "them")])
    assert not run.complete


def test_fixing_goes_on_without_a_rule_that_does_not_end(tmp_path: Path) -> None:
    page = tmp_path / "responsibilities.md"
    page.write_bytes(PAGE)
    one = checker(endless, them)
    fixed = fix_all([Task(str(page), root=str(tmp_path))], lambda _task: one, Wanted(frozenset({"TST003"})), write_page)
    assert page.read_bytes() == PAGE.replace(b"Them", b"These")
    assert told(fixed.run.pages[0]) == [stopped("TST001", "endless")]
    assert not fixed.run.complete


def test_a_page_whose_fixes_take_too_long_is_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "responsibilities.md"
    page.write_bytes(PAGE)
    monkeypatch.setattr("resp_lint.fix.rounds.difference", lambda *_: time.sleep(100))
    one = checker(them)
    fixed = fix_all([Task(str(page))], lambda _task: one, Wanted(frozenset({"TST003"})), write_page)
    assert page.read_bytes() == PAGE
    assert told(fixed.run.pages[0]) == [
        ("RSP905", "the page takes longer than 0.5 s; the page is left as it was"),
        ("TST003", "them"),
    ]


def use_profile(text: str) -> Callable[[Path], Settings]:
    def make(folder: Path) -> Settings:
        file = folder / "ours.toml"
        file.write_bytes(f'extends = "ibm-cloud"\n{text}'.encode())
        return Settings(load_profile(file, load_registry().profiles))

    return make


@pytest.mark.parametrize("key", ["tokens", "cells"])
def test_a_pattern_of_the_template_is_named(key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = use_profile(f"[template]\n{key} = ['{FOR_EVER}']\n")(tmp_path)
    leftover = load_registry().find("RSP608")
    data = PAGE.replace(b"| a |", b"| " + WORDS.strip() + b" |") + b"\n" + WORDS
    result = check_file(Task("responsibilities.md", data=data), checker(leftover, them, settings=settings))
    assert result is not None
    told_of = dict(told(result.checked))
    assert told_of["RSP905"].endswith(f"0.5 s that a page has: {CAUSE.format(f'template.{key}')}")
    assert "TST003" in told_of


@pytest.mark.parametrize("named", [True, False])
def test_a_pattern_for_pages_is_named(named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001 -- a parameter of a test
    monkeypatch.chdir(tmp_path)
    settings = use_profile(f"page-words = ['{FOR_EVER}']\n")(tmp_path)
    data = b"# " + WORDS + b"\nThem.\n"
    result = check_file(Task("any.md", named, data), checker(them, settings=settings))
    assert result is not None
    assert told(result.checked) == [
        (
            "RSP905",
            f"the page takes longer than 0.5 s: {CAUSE.format('page-words')}; the page is not checked",
        )
    ]


def test_a_page_in_time_leaves_no_timer() -> None:
    assert [code for code, _ in told(check("responsibilities.md", them))] == ["TST003"]
    time.sleep(SECONDS / 10)  # a timer that still ran would end the process
