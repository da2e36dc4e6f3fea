"""Pages before and after their authors mended a defect: it is reported before, and less often or not at all after."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from resp_lint.linter import check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.rule import RuleSet
from resp_lint.settings import Settings
from resp_lint.source import Source

FIXES = Path(__file__).parents[3] / "shared" / "pages" / "fixes"

RULES = {
    "no subcollection": {"RSP104"},
    "area-missing": {"RSP201"},
    "area-near-miss": {"RSP204"},
    "heading-no-id": {"RSP208"},
    "duplicate-id": {"RSP209"},
    "blank-line-between-heading-and-id": {"RSP210"},
    "header text/case differs between task tables": {"RSP301"},
    "header wording differs between task tables": {"RSP301", "RSP302"},
    "blank first header cell": {"RSP303"},
    "ragged row": {"RSP304", "RSP305", "RSP308"},
    "hard-coded IBM in header": {"RSP306", "RSP301"},
    "table-no-caption": {"RSP401"},
    "table-no-summary": {"RSP402"},
    "table-no-row-headers": {"RSP403"},
    "caption-side mixed on page": {"RSP404"},
    "caption numbering broken": {"RSP405"},
    "caption number style mixed": {"RSP405"},
    "duplicate caption": {"RSP406"},
    "caption names another area": {"RSP407"},
    "blank line between table and IAL": {"RSP412"},
    "row with no owner": {"RSP501"},
    "typo in caption/summary": {"RSP601", "RSP603"},
    "typo in cell": {"RSP602", "RSP603"},
    'summary grammar "might be responsibility for"': {"RSP603"},
    "repeated word": {"RSP607"},
    "template comment left in": {"RSP608"},
    "placeholder cell text": {"RSP608"},
    "placeholder row Task N": {"RSP608"},
    "placeholder token (_service-name_, your-id …)": {"RSP608"},
    "old terms link /docs/overview/terms-of-use?": {"RSP701"},
}
"""The rules that a defect of `pairs.json` may be reported by; a label that no rule covers stands in `NO_RULE`."""

NO_RULE = {"HTML table": "tables written in HTML are not read; rule 309 is about HTML in cells"}

EXPLAINED: dict[tuple[str, str], str] = {
    ("036-hs-crypto", "area-missing"): "“ ## Change management” stood one column too far right; RSP210 reports that",
    ("036-hs-crypto", "caption names another area"): "follows from the same heading: read as meant, the caption fits",
    ("052-schematics", "area-missing"): "two resource matrices name all areas in their columns, which counts",
    ("059-vmwaresolutions", "area-near-miss"): "“Change management for …” is an accepted heading; its section went",
    ("001-wh-iml", "caption number style mixed"): "two spaces stay; the list was broken, RSP411 reports that",
    ("002-wh-iml", "caption numbering broken"): "the first caption's list had a pipe after it; RSP411 reports that",
    ("002-wh-iml", "table-no-caption"): "lost with its list, which had a pipe after it; RSP411 reports that",
    ("002-wh-iml", "ragged row"): "the row was the table's attribute list, with a pipe after it; RSP411 reports that",
    ("005-wh-acd", "caption numbering broken"): "Table 1 is there, written in HTML",
    ("011-EventStreams", "row with no owner"): "the row was the rest of the one above it; RSP305 reports that",
    ("017-EventStreams", "hard-coded IBM in header"): "RSP301 speaks for both, and the header still differs after",
    ("034-hs-crypto", "typo in cell"): "the typo stands in the caption below a broken row; RSP601 reports that",
    ("034-hs-crypto", "row with no owner"): "the row was the rest of the one above it; RSP305 reports that",
    ("043-monitoring", "caption numbering broken"): "the first table lacked its caption; RSP401 reports that",
    ("046-openpages", "row with no owner"): "the row was the rest of the one above it; RSP305 reports that",
}
"""Pairs whose label is coarse or wrong, and why."""

DEFECTS = [
    (pair["pair"], label)
    for pair in (json.loads((FIXES / "pairs.json").read_bytes()) if FIXES.is_dir() else [])
    for label in pair["defects"]
]


@cache
def counts(name: str) -> Counter[str]:
    registry = load_registry()
    settings = Settings(registry.profile("ibm-cloud"), rule_set=RuleSet.STRICT)
    source = Source.from_bytes("responsibilities.md", (FIXES / name).read_bytes())
    checked = check_page(parse(source, settings.profile.conventions), registry.select(settings), settings)
    return Counter(finding.code for finding in checked.findings)


@pytest.mark.usefixtures("shared")
def test_there_are_pairs() -> None:
    assert len({pair for pair, _ in DEFECTS}) == 61
    assert {label for _, label in DEFECTS} == RULES.keys() | NO_RULE.keys()


@pytest.mark.parametrize(("pair", "label"), [d for d in DEFECTS if d[1] in RULES], ids=str)
def test_pair(pair: str, label: str) -> None:
    before, after = counts(f"{pair}.before.md"), counts(f"{pair}.after.md")
    told = sum(before[code] for code in RULES[label])
    left = sum(after[code] for code in RULES[label])
    assert (told > left) == ((pair, label) not in EXPLAINED)
