"""Injected faults of a set of pages, and of the linter itself; and that no rule lacks an injection."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from clean import AREAS, IBM, CleanPage, Section, sentences
from test_injected import FAULTS, REGISTRY
from test_injected_plain import PLAIN_FAULTS

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Violation, lint_text, rule
from resp_lint.cli.main import main
from resp_lint.fix.apply import Wanted, fix_page
from resp_lint.page.parser import parse
from resp_lint.settings import Settings
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Files = dict[str, str | bytes]


def page_of(service: str) -> str:
    """A clean page whose tasks no other service has."""
    known = sentences()
    sections = [
        Section(
            key,
            title,
            known[title],
            tuple((f"{verb} {service} {title}", f"{IBM} does it.", "N/A") for verb in ("Watch", "Keep")),
        )
        for key, title in AREAS.items()
    ]
    return CleanPage(service, tuple(sections)).text()


NIMBUS, QUARRY = page_of("Nimbus"), page_of("Quarry").replace("subcollection: quarry", "subcollection: nimbus")
TOC = "toc:\n  entries:\n  - nimbus.md\n  - quarry.md\n"
SET: Files = {"nimbus.md": NIMBUS, "quarry.md": QUARRY, "toc.yaml": TOC}


def with_comment(text: str) -> str:
    return NIMBUS.replace("\n## ", f"\n<!-- resp-lint: {text} -->\n\n## ", 1)


RUNS: dict[str, Files] = {
    "unknown-keyref": {
        "nimbus.md": NIMBUS.replace("In this area", "In this {{site.data.keyword.nowhere}} area", 1),
        "keyref.yaml": "keyword:\n  IBM_notm: IBM\n",
    },
    "duplicate-topic-id": {**SET, "quarry.md": QUARRY.replace("#quarry-responsibilities", "#nimbus-responsibilities")},
    "unlisted-page": {**SET, "toc.yaml": TOC.replace("  - quarry.md\n", "")},
    "foreign-subcollection": {
        **{
            f"{name}.md": page_of(name).replace(f"subcollection: {name.casefold()}", "subcollection: nimbus")
            for name in ("Harbor", "Lantern", "Nimbus")
        },
        "quarry.md": page_of("Quarry"),
    },
    "copied-page": {
        "nimbus.md": NIMBUS,
        "quarry.md": re.sub("Quarry (?=[A-Z])", "Nimbus ", page_of("Quarry")),
    },
    "unreadable-page": {"nimbus.md": NIMBUS.encode() + b"\xff"},
    "unused-suppression": {"nimbus.md": with_comment("ignore RSP502 -- nothing is blank here")},
    "unknown-suppression": {"nimbus.md": with_comment("ignore RSP999 -- no such rule")},
    "suppression-without-reason": {
        "nimbus.md": with_comment("ignore-file RSP205").replace("## Change management", "### Change management")
    },
    "limit-reached": {"nimbus.md": NIMBUS + "\n" + ">" * 200 + " deep\n"},
}
"""By rule: a tree whose run reports that rule and no other."""


def report_failure() -> set[str]:
    @rule("TST001", any_page=True)
    def failing(page: Page) -> Findings:
        raise ValueError(page.path)

    return {finding.name for finding in lint_text(NIMBUS, [failing])}


def report_unstable() -> set[str]:
    @rule("TST001", any_page=True, fix=FixKind.SAFE)
    def growing(page: Page) -> Findings:
        at = page.source.text.index("In this")
        return [Violation(at, at + 2, "more", fix=Fix("", (Edit(at, at, "In this "),)))]

    settings = Settings(REGISTRY.profile("ibm-cloud"))
    page = parse(Source("nimbus.md", NIMBUS), settings.profile.conventions)
    result = fix_page(page, [growing], settings, Wanted(frozenset({"TST001"}), unsafe=False))
    return {finding.name for finding in result.checked.findings} - {"growing"}


RULES: dict[str, Callable[[], set[str]]] = {"internal-error": report_failure, "unstable-fix": report_unstable}
"""By rule: what makes the linter report it, by means of a rule that no plugin should have."""


@pytest.mark.parametrize("files", [{"nimbus.md": NIMBUS}, SET], ids=["page", "set"])
def test_clean_trees_are_clean(files: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(files, tmp_path, capsys) == set()


@pytest.mark.parametrize("name", RUNS)
def test_a_fault_of_a_run_is_reported(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(RUNS[name], tmp_path, capsys) == {name}


@pytest.mark.parametrize("name", RULES)
def test_a_fault_of_a_rule_is_reported(name: str) -> None:
    assert RULES[name]() == {name}


def report(files: Files, folder: Path, capsys: pytest.CaptureFixture[str]) -> set[str]:
    for path, content in files.items():
        (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    main(["--isolated", "--no-cache", "--strict", "--output-format", "json", str(folder)])
    return {finding["name"] for finding in json.loads(capsys.readouterr().out)["findings"]}


def without_injection(names: set[str]) -> set[str]:
    return names - FAULTS.keys() - PLAIN_FAULTS.keys() - RUNS.keys() - RULES.keys()


def test_every_rule_has_an_injection() -> None:
    assert without_injection({it.name for it in REGISTRY.rules if REGISTRY.name_plugin(it) == "rules"}) == set()


def test_a_rule_without_an_injection_is_seen() -> None:
    @rule("TST001", level=Level.INFO)
    def brand_new(page: Page) -> Findings:  # noqa: ARG001 -- a rule takes a page
        return ()

    assert without_injection({brand_new.name, *FAULTS}) == {"brand-new"}
