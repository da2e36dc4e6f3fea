"""Pages made to cost a lot: what is kept, and how often something is looked at, grows no faster than the page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from resp_lint.linter import LIMIT_REACHED, lint_text
from resp_lint.page.inline import MAX_MARKS, MAX_MARKS_OF_ONE, render_cell, render_inline
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry, make_default_settings
from resp_lint.source import Source
from resp_lint_rules.tables import blank_header_cell
from resp_lint_rules.tables._header_forms import match_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lint import Page, Profile, Table
    from resp_lint_rules.tables._header_forms import Match

TABLE = "| Task | IBM responsibilities | Your responsibilities |\n|--|--|--|\n"
TOO_MUCH = "headings, cells, links or attributes hold too much markup; the page is not checked in full"
SETTINGS = make_default_settings()
COLUMNS, ROWS = 5_000, 2_500
WORDS = "word " * 2_000 + "\n"


def read(text: str) -> Page:
    return parse(Source("page.md", text), SETTINGS.conventions)


def limits_of(text: str) -> list[str]:
    return [finding.message for finding in lint_text(text) if finding.code == LIMIT_REACHED[0]]


def test_cells_that_are_not_written_cost_nothing() -> None:
    page = read("# X\n\n" + "| x " * COLUMNS + "|\n" + "|--" * COLUMNS + "|\n" + "| a\n" * ROWS)
    (table,) = page.tables
    assert len(table.header.cells) == COLUMNS
    assert [row.width for row in table.rows] == [COLUMNS] * ROWS
    assert Counter(len(row.cells) for row in table.rows) == {1: ROWS}
    assert not any(row.extra for row in table.rows)


def nest_images(depth: int) -> str:
    return "![" * depth + "x" + "](y)" * depth


@pytest.mark.parametrize(
    "text",
    [
        f"# A{'[' * (MAX_MARKS_OF_ONE + 1)}\n",
        f"{'*a ' * (MAX_MARKS_OF_ONE + 1)}\n===\n",
        f"{TABLE}| {'`' * (MAX_MARKS_OF_ONE + 1)} | b | c |\n",
        f"[{'~a ' * (MAX_MARKS_OF_ONE + 1)}](b)\n",
        f"{TABLE}" + f"| {'*a' * MAX_MARKS_OF_ONE} | b | c |\n" * (MAX_MARKS // MAX_MARKS_OF_ONE + 1),
        f"# A {nest_images(20)}\n\n{WORDS}",
        f"{TABLE}| {nest_images(20)} | b | c |\n\n{WORDS}",
        f"{nest_images(20)}\n\n{WORDS}",
        f'{TABLE}| a | b | c |\n{{: caption="{"[" * (MAX_MARKS_OF_ONE + 1)}"}}\n',
    ],
    ids=[
        "heading",
        "setext heading",
        "cell",
        "link",
        "many cells",
        "images: heading",
        "images: cell",
        "images: link",
        "value",
    ],
)
def test_more_markup_than_is_read_is_reported(text: str) -> None:
    assert limits_of(text) == [TOO_MUCH]


@pytest.mark.parametrize(
    "text",
    [
        f"# A{'*a ' * (MAX_MARKS_OF_ONE // 2)}\n",
        f"{TABLE}| {'![a](b) ' * 100} | b | c |\n",
        f"{TABLE}| {nest_images(4)} | [![a](b)](c) | c |\n",
        f"{TABLE}" + f"| {'*a' * MAX_MARKS_OF_ONE} | b | c |\n" * (MAX_MARKS // MAX_MARKS_OF_ONE),
    ],
    ids=["heading", "images side by side", "images in images", "many cells"],
)
def test_as_much_markup_as_is_read_is_not(text: str) -> None:
    assert limits_of(text) == []


def test_a_table_is_not_compared_with_each_other_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Table] = []

    def count(table: Table, profile: Profile) -> Match | None:
        asked.append(table)
        return match_form(table, profile)

    monkeypatch.setattr(blank_header_cell, "match_form", count)
    tables = 60
    text = "# Responsibilities\n\n" + "".join(
        f"| | IBM responsibilities | Your responsibilities [a{number}] |\n|--|--|--|\n| a | b | c |\n\n"
        f"| Task | IBM responsibilities | Your responsibilities |\n|--|--|--|\n| a | b | c |\n\n"
        for number in range(tables)
    )
    rules = [rule for rule in load_registry().rules if rule.code == "RSP303"]
    assert len(lint_text(text, rules, SETTINGS)) == tables
    assert tables <= len(asked) <= 2 * 2 * tables


@pytest.mark.parametrize("show", [render_inline, render_cell])
def test_text_that_no_page_accounts_for_has_a_limit_too(show: Callable[[str], str]) -> None:
    assert show(f"{nest_images(4)} *b*") == "b"
    much = f"{nest_images(20)} *b*"
    assert show(f"  {much} ") == f"{much}"
