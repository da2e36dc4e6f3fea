"""Pages in plain Markdown: what looks like an attribute list is text, and nothing is read as kramdown's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from resp_lint.linter import check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.profile import FrontMatterForm, FrontMatterUse
from resp_lint.rule import RuleSet
from resp_lint.settings import Settings
from resp_lint.source import Source

if TYPE_CHECKING:
    from resp_lint.page.model import Page

PLAIN = ("raci", "service-ownership", "shared-responsibility")
PAGE = """\
# Who owns what {: #top}

{: #ids}

## Services
{: #services}

| Service | Owner |
|---------|-------|
| [Queues](q.md){: external} | ann |
{: caption="Services"}

[Docs](d.md){: external}

    {: #code}
"""


def read(text: str, profile: str = "service-ownership") -> Page:
    return parse(Source("page.md", text), load_registry().profile(profile).conventions)


def test_attribute_lists_are_text() -> None:
    page = read(PAGE)
    assert page.attribute_lists == ()
    assert [heading.text for heading in page.headings] == ["Who owns what {: #top}", "Services"]
    assert [heading.id for heading in page.headings] == [None, None]
    (table,) = page.tables
    assert [row.task.text for row in table.rows] == ["Queues{: external}", '{: caption="Services"}']
    assert [link.lists for link in page.links] == [(), ()]


@pytest.mark.parametrize("profile", PLAIN)
def test_no_rule_asks_for_what_the_dialect_does_not_have(profile: str) -> None:
    registry = load_registry()
    settings = Settings(registry.profile(profile), rule_set=RuleSet.STRICT)
    codes = {rule.code for rule in registry.select(settings)}
    assert not {code for code in codes if code.startswith("RSP4")}
    assert not codes & {"RSP105", "RSP106", "RSP110", "RSP208", "RSP209", "RSP210", "RSP310", "RSP704", "RSP708"}
    assert {"RSP101", "RSP501", "RSP505", "RSP601"} <= codes


@pytest.mark.parametrize("profile", PLAIN)
@pytest.mark.parametrize("unsafe", [False, True])
def test_no_fix_writes_what_the_dialect_does_not_have(profile: str, *, unsafe: bool) -> None:
    registry = load_registry()
    settings = Settings(registry.profile(profile), rule_set=RuleSet.STRICT, all_pages=True)
    text = PAGE.replace("ann", "").replace("{:", "(") + "\n\n| Task | IBM |\n|---|---|\n| a | |\n| b | TBD |\n"
    page = parse(Source("page.md", text), settings.conventions)
    found = check_page(page, registry.select(settings), settings).findings
    assert found
    fixes = [finding.fix for finding in found if finding.fix and (finding.fix.safe or unsafe)]
    assert not [edit for fix in fixes for edit in fix.edits if "{:" in edit.text or "---\n" in edit.text]


def test_sub_and_superscripts_are_text_and_one_pipe_is_escaped() -> None:
    (table,) = read("| Service | Owner |\n|-|-|\n| H~2~O^x^ a \\| b | - ann \\n c |\n").tables
    assert [cell.text for cell in table.rows[0].cells] == ["H~2~O^x^ a | b", "- ann \\n c"]


def test_a_list_below_a_table_is_a_row_and_no_attribute_list_ends_it() -> None:
    (table,) = read("| Service | Owner |\n|-|-|\n| a | b |\n{: caption='x'}\n| c | d |\n").tables
    assert table.row_lines == (3, 4, 5)


def test_a_fence_that_nothing_closes_is_reported() -> None:
    page = read("# A\n\n```\ncode\n\n## Section\n\n| a | b |\n|---|---|\n")
    assert [fence.flaw.value for fence in page.broken_fences]
    assert read("# A\n\n```\ncode\n```\n\n## Section\n").broken_fences == ()


FRONT = {
    "---\ntitle: a\n---\n\ntext\n": ("optional", []),
    "text\n": ("optional", []),
    "---\n\nA rule above text\n\n---\n\n# A\n": ("optional", []),
    "--- \ntitle: a\n---\n": ("optional", []),
    "---\ntitle: [a\n---\n": ("optional", ["RSP103"]),
    "---\ntitle: a\n": ("optional", ["RSP103"]),
    "---\ntitle: a\ntitle: b\n---\n": ("optional", ["RSP103"]),
    "---\ntitle: c\n---\n": ("none", ["RSP103"]),
    "plain text\n": ("none", []),
    "no front matter\n": ("required", ["RSP103"]),
}


@pytest.mark.parametrize("text", FRONT)
def test_front_matter_of_plain_pages(text: str) -> None:
    use, expected = FRONT[text]
    registry = load_registry()
    base = registry.profile("service-ownership")
    profile = replace(base, front_matter=FrontMatterForm(use=FrontMatterUse(use)))
    settings = Settings(profile, select=("RSP103",))
    page = parse(Source("owners.md", text), profile.conventions)
    found = check_page(page, registry.select(settings), settings).findings
    assert [finding.code for finding in found] == expected
