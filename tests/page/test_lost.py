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

# Where each is reported, read off the page: at the list or row that is lost, or at what makes the renderer lose it.
PLACES = {
    "t_pipe_caption": ("RSP413", 4),
    "t_markup_caption": ("RSP413", 4),
    "t_noeol2": ("RSP412", 5),
    "t_nospace": ("RSP412", 4),
    "t_diff_indent": ("RSP412", 5),
    "t_ial_text": ("RSP412", 4),
    "c_tilde": ("RSP413", 4),
    "c_h_caption": ("RSP210", 1),
    "c_h_leading_space": ("RSP210", 2),
    "two_all": ("RSP311", 1),
    "two_row_last": ("RSP311", 4),
    "two_row_mid": ("RSP311", 4),
    "tab_row": ("RSP412", 4),
    "one_head": ("RSP210", 4),
    "three_head": ("RSP210", 4),
    "two_ial_table": ("RSP412", 4),
    "two_fence_top": ("RSP212", 1),
    "adj_tables_2lists": ("RSP312", 6),
    "adj_tables_nolist": ("RSP312", 4),
    "adj_para": ("RSP412", 4),
    "rh_pipe": ("RSP412", 4),
    "rh_dot": ("RSP412", 4),
    "rh_lead_pipe": ("RSP304", 4),
    "fence_ial_table": ("RSP212", 4),
    "fence_ial_para": ("RSP212", 4),
    "fence_one_line_2": ("RSP212", 1),
    "fence_unclosed": ("RSP212", 1),
    "blank_mid": ("RSP409", 4),
    "blank_own_line": ("RSP409", 4),
    "head_blank_attrs": ("RSP210", 3),
    "head_two_ial": ("RSP210", 2),
    "head_indent_ial": ("RSP210", 2),
}


def test_there_are_lost_lists(shared: Path) -> None:
    assert (shared / "conformance").is_dir()
    assert [case["name"] for case in LOST] == list(PLACES)


@pytest.mark.parametrize("case", LOST, ids=lambda case: case["name"])
def test_what_is_lost_is_reported_on_any_page(case: dict[str, Any]) -> None:
    registry = load_registry()
    settings = Settings(registry.profile("ibm-cloud"), all_pages=True)
    page = parse(Source("nimbus.md", case["page"]), settings.profile.conventions)
    findings = check_page(page, registry.select(settings), settings).findings
    assert PLACES[case["name"]] in {(finding.code, finding.start.line) for finding in findings}
    # What was meant is not reported again as missing.
    meant = {key for part in (*page.tables, *page.headings) for key in part.attrs}
    silent = {"caption": "RSP401", "summary": "RSP402", "row-headers": "RSP403", "caption-side": "RSP404"}
    if not page.merged_tables:
        assert not {finding.code for finding in findings} & {silent[key] for key in meant & silent.keys()}
