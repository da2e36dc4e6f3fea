"""What reports need of pages: those that quote nothing say the same without the texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from resp_lint.engine.runner import Task, WithoutText, check_all, check_file, make_checker
from resp_lint.plugins import load_registry, make_default_settings
from resp_lint.report.format import Screen

REGISTRY = load_registry()
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*-responsibilities.md"))


@pytest.mark.parametrize("name", [name for name, form in REGISTRY.formats.items() if not form.quotes])
def test_formats_that_quote_nothing_need_no_texts(name: str) -> None:
    checker = make_checker(REGISTRY.rules, make_default_settings(), REGISTRY.rules)
    tasks = [Task(str(path)) for path in EXAMPLES]
    whole = check_all(tasks, lambda _: checker)
    without = check_all(tasks, lambda _: checker, check_one=WithoutText(check_file))
    assert whole.findings == without.findings
    assert any(not page.source.text for page in without.pages)
    render = REGISTRY.formats[name].render
    assert list(render(without, Screen())) == list(render(whole, Screen()))


def test_most_formats_quote_nothing() -> None:
    assert {name for name, form in REGISTRY.formats.items() if form.quotes} == {
        "full",
        "github",
        "gitlab",
        "rdjson",
        "sarif",
    }
