"""How many findings there are of what: grouped, counted, and told to people and to programs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from resp_lint.linter import CheckedPage, Run
from resp_lint.page.parser import parse
from resp_lint.plugins import make_default_settings
from resp_lint.report.format import Screen
from resp_lint.report.statistics import compute_statistics, find_area, render_json, render_text
from resp_lint.rule import Edit, Fix, Level

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lint.page.model import Page

PAGE = """\
# Your responsibilities

text

## Change management
{: #change-management}

text

### Keys

text

## Anything else

text
"""


def page_of(checked: CheckedPage) -> Page:
    return parse(checked.source, make_default_settings().conventions)


@pytest.fixture
def run(checked: Callable[..., CheckedPage]) -> Run:
    fix = Fix("fix it", (Edit(0, 1, ""),))
    one = checked("b.md", PAGE, *[(PAGE.index("text"), PAGE.index("text") + 4)] * 2, fix=fix)
    two = checked("a.md", PAGE, (PAGE.index("Keys"), PAGE.index("Keys") + 4), code="RSP999", level=Level.INFO)
    return Run((one, two, CheckedPage(two.source, ())), 4, known=3)


@pytest.mark.parametrize(
    ("words", "area"),
    [
        ("# Your", "page"),
        ("text", "page"),
        ("## Change", "Change management"),
        ("{: #change", "Change management"),
        ("### Keys", "Change management"),
        ("## Anything", "page"),
    ],
)
def test_an_area_is_that_of_the_section(checked: Callable[..., CheckedPage], words: str, area: str) -> None:
    page = checked("a.md", PAGE, (PAGE.index(words), PAGE.index(words) + 1))
    assert find_area(page_of(page), page.findings[0]) == area


def test_what_has_most_comes_first(run: Run) -> None:
    found = compute_statistics(run, page_of)
    assert [group.name for group in found.pages] == ["b.md", "a.md"]
    assert [group.name for group in found.areas] == ["page", "Change management"]
    assert [group.name for group in found.rules] == ["RSP401 missing-caption", "RSP999 missing-caption"]
    assert found.pages[0].numbers == {
        "findings": 2,
        "error": 2,
        "warning": 0,
        "info": 0,
        "fixable": 2,
        "safe_fixes": 2,
        "unsafe_fixes": 0,
    }
    assert sum(len(group.findings) for group in found.areas) == len(run.findings)


def test_the_text(run: Run) -> None:
    assert list(render_text(run, Screen(), page_of)) == [
        "findings  error  warning  info  safe fix  unsafe fix  page",
        "       2      2        0     0         2           0  b.md",
        "       1      0        0     1         0           0  a.md",
        "",
        "findings  error  warning  info  safe fix  unsafe fix  area",
        "       2      2        0     0         2           0  page",
        "       1      0        0     1         0           0  Change management",
        "",
        "findings  error  warning  info  safe fix  unsafe fix  rule",
        "       2      2        0     0         2           0  RSP401 missing-caption",
        "       1      0        0     1         0           0  RSP999 missing-caption",
        "",
        "Checked 3 pages (4 others skipped): 2 errors, 0 warnings, 1 info (3 known from the baseline).",
    ]


def test_a_run_without_findings_has_no_tables() -> None:
    assert list(render_text(Run(()), Screen(), page_of)) == ["Checked 0 pages: nothing to check."]


def test_a_narrow_terminal_cuts_nothing(checked: Callable[..., CheckedPage]) -> None:
    path = "docs/" + "long-name-" * 9 + "x\x1b[2J.md"
    screen = Screen(color=True, wraps=True, width=80)
    lines = [screen.line(line) for line in render_text(Run((checked(path, PAGE, (0, 1)),)), screen, page_of)]
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    table = plain[1 : plain.index("")]
    assert "".join(line[plain[0].index("page") :].rstrip() for line in table) == path.replace("\x1b", "\\x1b")
    assert max(map(len, table)) <= 80
    assert "\x1b[1;31m" in lines[1]


def test_the_json(run: Run) -> None:
    read = json.loads("\n".join(render_json(run, page_of)))
    assert read == {
        "version": 1,
        "statistics": {
            "pages": [
                {
                    "path": "b.md",
                    "findings": 2,
                    "error": 2,
                    "warning": 0,
                    "info": 0,
                    "fixable": 2,
                    "safe_fixes": 2,
                    "unsafe_fixes": 0,
                },
                {
                    "path": "a.md",
                    "findings": 1,
                    "error": 0,
                    "warning": 0,
                    "info": 1,
                    "fixable": 0,
                    "safe_fixes": 0,
                    "unsafe_fixes": 0,
                },
            ],
            "areas": [
                {
                    "area": "page",
                    "findings": 2,
                    "error": 2,
                    "warning": 0,
                    "info": 0,
                    "fixable": 2,
                    "safe_fixes": 2,
                    "unsafe_fixes": 0,
                },
                {
                    "area": "Change management",
                    "findings": 1,
                    "error": 0,
                    "warning": 0,
                    "info": 1,
                    "fixable": 0,
                    "safe_fixes": 0,
                    "unsafe_fixes": 0,
                },
            ],
            "rules": [
                {
                    "code": "RSP401",
                    "name": "missing-caption",
                    "findings": 2,
                    "error": 2,
                    "warning": 0,
                    "info": 0,
                    "fixable": 2,
                    "safe_fixes": 2,
                    "unsafe_fixes": 0,
                },
                {
                    "code": "RSP999",
                    "name": "missing-caption",
                    "findings": 1,
                    "error": 0,
                    "warning": 0,
                    "info": 1,
                    "fixable": 0,
                    "safe_fixes": 0,
                    "unsafe_fixes": 0,
                },
            ],
        },
        "summary": {"pages": 3, "passed_over": 4, "known": 3, "error": 2, "warning": 0, "info": 1},
    }
