"""What the rules' pages promise: the engine makes of a bad example the fixed one behind it, and leaves it so."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from fix_results import list_refusals
from msgspec.structs import replace

from resp_lint.fix.apply import Wanted, fix_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.settings import Settings
from resp_lint.source import Source
from resp_lint.testing import Example, read_examples

if TYPE_CHECKING:
    from resp_lint import Rule

SETTINGS = Settings(load_registry().profile("ibm-cloud"), all_pages=True)
PAIRS = [
    pytest.param(rule, bad, fixed, id=f"{rule.code}-{number}")
    for rule in load_registry().rules
    if not rule.own
    for number, (bad, fixed) in enumerate(pairwise(read_examples(rule)))
    if fixed.kind == "fixed"
]


@pytest.mark.parametrize(("rule", "bad", "fixed"), PAIRS)
def test_the_engine_keeps_what_an_example_promises(rule: Rule, bad: Example, fixed: Example) -> None:
    everywhere = replace(rule, any_page=True)
    page = parse(Source(bad.path, bad.text), SETTINGS.profile.conventions)
    result = fix_page(page, [everywhere], SETTINGS, Wanted(frozenset({rule.code}), unsafe=True))
    assert not list_refusals(result)
    assert result.checked.source.text == fixed.text
