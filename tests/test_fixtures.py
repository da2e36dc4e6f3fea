"""Pages with their exact reports: `tests/fixtures/NAME.md` and `NAME.txt`.

A page right under `tests/fixtures` is checked by all rules; one in a folder named after a rule by that rule alone.  One
that is called `NAME.PROFILE.md` is held against that profile.
`pytest --rewrite` writes the reports anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from resp_lint import Column, Dialect, Role
from resp_lint.linter import Run, check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.profile import PagePart
from resp_lint.report.concise import render
from resp_lint.report.format import Screen
from resp_lint.rule import RuleSet
from resp_lint.settings import Settings
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

FIXTURES = Path(__file__).parent / "fixtures"
PAGES = sorted(FIXTURES.rglob("*.md"))
PLAIN = frozenset(rule.name for rule in load_registry().rules if PagePart.PLAIN_MARKDOWN in rule.requires)
PLAIN_PROFILE = replace(
    load_registry().profile("raci"),
    dialect=Dialect.PLAIN,
    table_forms=(),
    columns=(
        Column(Role.TASK, ("Task",)),
        Column(Role.OWNER, ("Owner",), any_owner=True),
        Column(Role.OWNER, ("Our responsibilities",), owner="provider"),
        Column(Role.OWNER, ("Your responsibilities",), owner="customer"),
    ),
)
"""What pages for the rules for plain Markdown should be."""


def report(page: Path) -> str:
    registry = load_registry()
    folder = page.parent.relative_to(FIXTURES).name
    named = page.stem.rpartition(".")[2]
    settings = Settings(
        PLAIN_PROFILE if folder in PLAIN else registry.profile(named if named in registry.profiles else "ibm-cloud"),
        rule_set=RuleSet.STRICT,
        select=(folder,) if folder else (),
        all_pages=True,
    )
    source = Source.from_bytes(page.name, page.read_bytes())
    checked = check_page(parse(source, settings.profile.conventions), registry.select(settings), settings)
    assert checked.complete, checked.findings
    return "".join(f"{line}\n" for line in render(Run((checked,)), Screen(color=False, width=100)))


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(FIXTURES).with_suffix("")) for page in PAGES])
def test_fixture(page: Path, golden: Callable[[Path, str], None]) -> None:
    golden(page.with_suffix(".txt"), report(page))
