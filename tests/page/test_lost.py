"""What the renderer loses without a word, the rules tell: each lost list of the conformance cases is reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from resp_lint.linter import check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.rule import RuleSet
from resp_lint.settings import Settings
from resp_lint.source import Source

CASES = Path(__file__).parents[3] / "shared" / "conformance" / "cases.json"
LOADED: list[dict[str, Any]] = json.loads(CASES.read_bytes()) if CASES.exists() else []
LOST = [case for case in LOADED if case.get("lost")]

# The rules about lists that miss what they were meant for; of a heading, the one about its id.
OF_TABLES = {"RSP412", "RSP413"}
OF_HEADINGS = {"RSP210"}


def test_there_are_lost_lists(shared: Path) -> None:
    assert (shared / "conformance").is_dir()
    assert LOST


@pytest.mark.parametrize("case", LOST, ids=lambda case: case["name"])
def test_a_lost_list_is_reported_at_its_place(case: dict[str, Any]) -> None:
    registry = load_registry()
    settings = Settings(registry.profile("ibm-cloud"), rule_set=RuleSet.STRICT, all_pages=True)
    page = parse(Source("responsibilities.md", case["page"]), settings.profile.conventions)
    lines = {found.line for found in page.attribute_lists if not found.reaches}
    lines |= {heading.line for heading in page.headings}
    findings = check_page(page, registry.select(settings), settings).findings
    told = {finding.code for finding in findings if finding.start.line in lines}
    assert told & (OF_TABLES if page.tables else OF_HEADINGS)
    # What was meant is not told again as missing.
    meant = {key for part in (*page.tables, *page.headings) for key in part.attrs}
    silent = {"caption": "RSP401", "summary": "RSP402", "row-headers": "RSP403", "caption-side": "RSP404"}
    assert not {finding.code for finding in findings} & {silent[key] for key in meant & silent.keys()}
