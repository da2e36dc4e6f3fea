"""The linter against a careful reader: what stands in `seeds.csv` and `head.csv` was read off the pages, by a person.

A note that starts with `real-word:` marks a slip that makes another right word, which no list of words can tell; one
that starts with `?` a place where readers differ.  Either may be reported or not; everything else is exact.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from resp_lint.linter import check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.rule import RuleSet
from resp_lint.settings import Settings
from resp_lint.source import Source

SHARED = Path(__file__).parents[3] / "shared"
HERE = Path(__file__).parent

Places = Counter[tuple[int, str]]


def reading(name: str) -> dict[str, tuple[Places, Places]]:
    """By page: the places where something must be reported, and those where it may be."""
    read: dict[str, tuple[Places, Places]] = {}
    with (HERE / name).open("rb") as file:
        rows = list(csv.DictReader(line.decode() for line in file))
    for row in rows:
        must, may = read.setdefault(row["page"], (Counter(), Counter()))
        (may if row["note"].startswith(("?", "real-word:")) else must)[int(row["line"]), row["code"]] += 1
    return read


def found(path: Path, rule_set: RuleSet) -> Places:
    registry = load_registry()
    settings = Settings(registry.profile("ibm-cloud"), rule_set=rule_set)
    page = parse(Source.from_bytes(path.name, path.read_bytes()), settings.profile.conventions)
    checked = check_page(page, registry.select(settings), settings)
    assert checked.complete, checked.findings
    return Counter((finding.start.line, finding.code) for finding in checked.findings)


def check(folder: str, name: str, page: str, rule_set: RuleSet) -> None:
    must, may = reading(name).get(page, (Counter(), Counter()))
    reported = found(SHARED / "pages" / folder / page, rule_set)
    overlooked = must - reported
    untrue = reported - must - may
    assert (sorted(overlooked), sorted(untrue)) == ([], [])


def pages(folder: str) -> list[str]:
    return sorted(path.name for path in (SHARED / "pages" / folder).glob("*.md"))


def test_there_are_pages(shared: Path) -> None:
    assert (len(list((shared / "pages/seeds").glob("*.md"))), len(list((shared / "pages/head").glob("*.md")))) == (
        5,
        35,
    )


@pytest.mark.parametrize("page", pages("seeds"))
def test_seed(page: str) -> None:
    check("seeds", "seeds.csv", page, RuleSet.STRICT)


@pytest.mark.parametrize("page", pages("head"))
def test_head(page: str) -> None:
    check("head", "head.csv", page, RuleSet.RECOMMENDED)
