"""Which pages are checked, which are skipped, and that no page can stop a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lint.engine.prefilter import Sniffer
from resp_lint.engine.runner import Checker, Task, check_all, check_file
from resp_lint.linter import Run
from resp_lint.page.parser import parse
from resp_lint.page.terms import PageKind
from resp_lint.plugins import load_registry
from resp_lint.rule import rule
from resp_lint.settings import Settings
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from resp_lint.finding import Violation
    from resp_lint.page.model import Page

PROFILE = load_registry().profile("ibm-cloud")
CONVENTIONS = PROFILE.conventions
SNIFFER = Sniffer(CONVENTIONS)
TASKS = b"| Task | IBM responsibilities | Your responsibilities |\n|---|---|---|\n| a | b | c |\n"


@rule("RSP380", any_page=True)
def says_something(page: Page) -> Iterator[Violation]:
    for heading in page.headings:
        yield heading.at("a heading")


@rule("RSP381", any_page=True)
def fails(page: Page) -> Iterator[Violation]:
    raise ValueError(page.path)


def checker(*, all_pages: bool = False) -> Checker:
    return Checker((says_something,), Settings(PROFILE, all_pages=all_pages))


PAGES = {
    "by title": ("a.md", b"# Your responsibilities\n", True),
    "by misspelt title": ("a.md", b"# Your reponsibilites\n", True),
    "by id": ("a.md", b"# Who does what\n{: #acme-responsibilities}\n", True),
    "by id, without the word": ("a.md", b"---\n# x\n---\n\n# Who does what\n{: #acme-raci}\n", True),
    "by underlined title": ("a.md", b"Your reponsibilites\n===\n", True),
    "by path": ("docs/raci.md", b"# Who does what\n", True),
    "by table": ("a.md", b"# Who does what\n\n" + TASKS, True),
    "another": ("a.md", b"# Getting started\n", False),
    "another that speaks of it": ("a.md", b"# Getting started\n\nIt is your responsibility.\n", False),
    "blank": ("a.md", b"", False),
    "not UTF-8 and nothing of ours": ("a.md", b"# Caf\xe9\n", False),
}


@pytest.mark.parametrize(("path", "data", "ours"), PAGES.values(), ids=PAGES)
def test_other_pages_of_a_folder_are_passed_over(path: str, data: bytes, ours: bool) -> None:  # noqa: FBT001 -- a case
    assert (check_file(Task(path, named=False, data=data), checker()) is not None) == ours
    assert check_file(Task(path, named=True, data=data), checker()) is not None
    assert check_file(Task(path, named=False, data=data), checker(all_pages=True)) is not None


@pytest.mark.parametrize(("path", "data", "ours"), PAGES.values(), ids=PAGES)
def test_what_the_sniff_rules_out_is_none_of_ours(path: str, data: bytes, ours: bool) -> None:  # noqa: FBT001
    assert SNIFFER.may_be(path, data) or not ours


def test_the_sniff_agrees_with_the_parser_on_real_pages(shared: Path) -> None:
    pages = sorted((shared / "pages").rglob("*.md"))
    assert pages
    for path in pages:
        data = path.read_bytes()
        if not SNIFFER.may_be("page.md", data):
            assert parse(Source("page.md", data.decode()), CONVENTIONS).kind is PageKind.OTHER, path


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    result = check_file(Task(str(tmp_path / "gone.md"), named=False), checker())
    assert result is not None
    assert not result.checked.complete
    assert [finding.code for finding in result.checked.findings] == ["RSP901"]


def test_no_page_stops_a_run() -> None:
    tasks = [
        Task(path, data=data) for path, data in (("a.md", b"\xff"), ("b.md", b"x" * 2_000_000), ("c.md", b"# T\n"))
    ]
    run = check_all(tasks, lambda _: checker(), problems=("a problem",))
    assert [finding.code for finding in run.findings] == ["RSP901", "RSP905", "RSP380"]
    assert [page.complete for page in run.pages] == [False, False, True]
    assert run.problems == ("a problem",)


def test_a_rule_that_fails_costs_its_own_findings_only() -> None:
    result = check_file(Task("a.md", data=b"# T\n"), Checker((fails, says_something), Settings(PROFILE)))
    assert result is not None
    assert not result.checked.complete
    assert sorted(finding.code for finding in result.checked.findings) == ["RSP380", "RSP906"]


def test_a_run_counts_what_it_passed_over() -> None:
    tasks = [Task(path, named=False, data=data) for path, data, _ in PAGES.values()]
    run = check_all(tasks, lambda _: checker())
    assert isinstance(run, Run)
    assert (len(run.pages), run.skipped) == (7, 4)
