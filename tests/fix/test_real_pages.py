"""Fixing published pages: once is enough, nothing new is wrong afterwards, and each page keeps its shape.

Each page is tried in one of four forms; `make fuzz` tries all pages in all forms.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fix_results import list_refusals
from hypothesis import settings

from resp_lint import Page, RuleSet
from resp_lint.fix.apply import Fixed, Wanted, fix_page
from resp_lint.linter import check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.settings import Settings
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = sorted((Path(__file__).parents[3] / "shared" / "pages").glob("*/*.md"))
FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "CRLF": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "BOM": "\ufeff{}".format,
    "no last newline": lambda text: text.rstrip("\r\n"),
}
SETTINGS = Settings(load_registry().profile("ibm-cloud"), rule_set=RuleSet.STRICT, all_pages=True)
RULES = load_registry().select(SETTINGS)
CODES = frozenset(rule.code for rule in RULES)


def read(path: Path, text: str) -> Page:
    return parse(Source(path.name, text), SETTINGS.profile.conventions)


def fixed(page: Page, *, unsafe: bool) -> Fixed:
    return fix_page(page, RULES, SETTINGS, Wanted(CODES, unsafe))


def shape(page: Page) -> list[tuple[object, ...]]:
    """What no fix of ours changes: levels of headings, tables with their columns and rows, and how many lists reach."""
    tables = [(len(table.header.cells), len(table.rows)) for table in page.tables]
    return [*[(heading.level,) for heading in page.headings], *tables]


def ids(page: Page) -> set[str]:
    return {heading.id for heading in page.headings if heading.id}


def captions(page: Page) -> int:
    return sum(any(one.reaches and one.get("caption") for one in table.lists) for table in page.tables)


@pytest.mark.fuzz
@pytest.mark.parametrize("number", range(len(PAGES)), ids=[path.stem for path in PAGES])
def test_fixing_a_published_page(number: int) -> None:
    path = PAGES[number]
    text = path.read_bytes().decode()
    forms = list(FORMS) if settings().max_examples > 1000 else [list(FORMS)[number % len(FORMS)]]
    for form in forms:
        page = read(path, FORMS[form](text))
        before = Counter(finding.code for finding in check_page(page, RULES, SETTINGS).findings)
        for unsafe in (False, True):
            result = fixed(page, unsafe=unsafe)
            held(page, result, before, unsafe=unsafe)


def held(page: Page, result: Fixed, before: Counter[str], *, unsafe: bool) -> None:
    assert not list_refusals(result)
    assert not Counter(finding.code for finding in result.checked.findings) - before
    again = read(Path(page.path), result.checked.source.text)
    assert not fixed(again, unsafe=unsafe).changed
    assert shape(again) == shape(page)
    assert unsafe or ids(again) >= ids(page)
    assert captions(again) >= captions(page)
    assert endings(again.source.text) <= endings(page.source.text)
    assert again.source.text.startswith("\ufeff") == page.source.text.startswith("\ufeff")


def endings(text: str) -> set[str]:
    """The kinds of line endings that a text has."""
    return {it for it in ("\r\n", "\n", "\r") if it in (text.replace("\r\n", "") if len(it) == 1 else text)}
