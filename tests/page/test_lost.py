"""What the renderer loses without a word, the rules tell: each lost list of the conformance cases is reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from resp_lint.linter import check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.settings import Settings
from resp_lint.source import Source

CONFORMANCE = Path(__file__).parents[3] / "shared" / "conformance"
CASES: list[dict[str, Any]] = [
    case
    for name in ("cases.json", "cases-2.json")
    if (CONFORMANCE / name).exists()
    for case in json.loads((CONFORMANCE / name).read_bytes())
]
LOST = [case for case in CASES if case.get("lost")]

# The rules about what misses what it was meant for, whatever the kind of page.
RULES = {"RSP210", "RSP212", "RSP304", "RSP311", "RSP312", "RSP409", "RSP412", "RSP413"}


def test_there_are_lost_lists(shared: Path) -> None:
    assert (shared / "conformance").is_dir()
    assert LOST


@pytest.mark.parametrize("case", LOST, ids=lambda case: case["name"])
def test_what_is_lost_is_reported_on_any_page(case: dict[str, Any]) -> None:
    registry = load_registry()
    settings = Settings(registry.profile("ibm-cloud"), all_pages=True)
    page = parse(Source("nimbus.md", case["page"]), settings.profile.conventions)
    findings = check_page(page, registry.select(settings), settings).findings
    assert {finding.code for finding in findings} & RULES
    # What was meant is not reported again as missing.
    meant = {key for part in (*page.tables, *page.headings) for key in part.attrs}
    silent = {"caption": "RSP401", "summary": "RSP402", "row-headers": "RSP403", "caption-side": "RSP404"}
    if not page.merged_tables:
        assert not {finding.code for finding in findings} & {silent[key] for key in meant & silent.keys()}
