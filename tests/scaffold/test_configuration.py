"""How a tree begins: a configuration that passes today, and a page that passes but for its placeholders."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from resp_lint.baseline.compare import compare
from resp_lint.baseline.file import determine_scope
from resp_lint.baseline.model import make_baseline
from resp_lint.config.configuration import Configurations
from resp_lint.config.patterns import PathPatterns, explain_problem
from resp_lint.errors import UsageError
from resp_lint.finding import Level
from resp_lint.linter import CheckedPage, check_page, lint_text
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.profile import Profile
from resp_lint.rule import RuleSet
from resp_lint.scaffold.configuration import NAME, Look, choose_profile, look, make_pattern, write_configuration
from resp_lint.scaffold.new_page import write_new_page
from resp_lint.settings import Settings
from resp_lint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 3, 4)
HEADER = "| Task | IBM responsibilities | Your responsibilities |\n|---|---|---|\n"
PAGES = {
    "a/raci.md": f"# A\n\n{HEADER}| Clean | | |\n",
    "b/raci.md": f"# B\n\n{HEADER}| Clean | N/A | You do. |\n",
    "odd [1]*/raci !#.md": "# C\n\n## Change management\n",
}


@pytest.fixture
def tree(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of pages with all kinds of faults, which is the current folder."""
    (tmp_path / ".git").mkdir()
    for path in (root / "examples").glob("*/*-responsibilities.md"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for name, text in PAGES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(tree: Path) -> list[CheckedPage]:
    """All pages, each with the settings that count for it."""
    configurations = Configurations(load_registry())
    checked = []
    for path in sorted(tree.rglob("*.md")):
        name = str(path.relative_to(tree))
        plan = configurations.of(name).plan(name)
        source = Source.from_bytes(name, path.read_bytes())
        checked.append(check_page(parse(source, plan.settings.conventions), plan.rules, plan.settings))
    return checked


def failing(pages: list[CheckedPage]) -> list[str]:
    return [it.code for page in pages for it in page.findings if it.level is not Level.INFO]


def test_what_is_left_out_lets_the_tree_pass(tree: Path) -> None:
    pages = check(tree)
    scope = determine_scope(str(tree), lambda _: frozenset(), ())
    found = look("ibm-cloud", pages, Level.WARNING, scope.name)
    assert len(failing(pages)) == sum(it.count for it in found.left_out) > 20
    (tree / NAME).write_bytes(write_configuration(found, held=False).encode())
    assert failing(check(tree)) == []
    # A page on which a rule reported nothing is checked by it as before, unless most pages had something.
    rare = next(it for it in found.left_out if len(it.paths) == 1)
    plan = Configurations(load_registry()).of("c/new.md").plan("c/new.md")
    assert rare.code in {rule.code for rule in plan.rules}


def test_what_a_baseline_holds_is_not_left_out(tree: Path) -> None:
    pages = check(tree)
    codes = frozenset(rule.code for rule in load_registry().rules)
    scope = determine_scope(str(tree), lambda _: codes, (str(tree),))
    found = look("ibm-cloud", pages, Level.WARNING, scope.name)
    (tree / NAME).write_bytes(write_configuration(found, held=True).encode())
    again = check(tree)
    assert [page.findings for page in again] == [page.findings for page in pages]
    assert failing(list(compare(again, make_baseline(pages, scope.name), scope).pages)) == []


def test_the_configuration_reads_well() -> None:
    pages = [
        check_page(parse(Source(path, text), SETTINGS.conventions), RULES, SETTINGS) for path, text in PAGES.items()
    ]
    found = look("ibm-cloud", pages, Level.WARNING, str)
    assert (
        write_configuration(found, held=False)
        == """\
# Settings of resp-lint, written by `resp-lint init`.
# `resp-lint config PAGE` shows what is in force for a page, `resp-lint explain RULE` why a rule exists.

# What a page should be: a profile's name, or a TOML file of your own that extends one.
profile = "ibm-cloud"

# The rules for everyone; "strict" holds all there are.
set = "recommended"

# The least bad level that makes a run fail: error, warning, info, never.
fail-on = "warning"

# Excluded for now: 7 findings on 3 of 3 pages.  Take a line away, fix what is then reported, go on.
ignore = [
  "RSP208", # missing-heading-id: 4 findings on 3 pages
  "RSP401", # missing-caption: 2 findings on 2 pages
]

[per-file-ignores]
"/a/raci.md" = ["row-without-owner"]

# More to set; all patterns are written as in .gitignore:
# exclude = ["drafts/"]                      # pages that are not checked
# responsibility-pages = ["who-does-what.md"]  # pages that are, whatever they are called
# [levels]
# missing-summary = "info"                   # how bad the findings of a rule are
"""
    )
    held = write_configuration(found, held=True)
    assert "# No rule is excluded.  7 findings on 3 of 3 pages, as they were on the first day, stand in\n" in held
    assert "#     4 × RSP208 missing-heading-id, on 3 pages\n" in held
    assert "ignore = " not in held


def test_nothing_to_leave_out() -> None:
    for held in (False, True):
        text = write_configuration(Look("raci", 3, (), 2), held=held)
        assert "# Nothing is excluded: no page had a finding of this level.\n" in text
        told = "stand in .resp-lint-baseline.json" if held else "are shown and make no run fail"
        assert f"# 2 findings of a lesser level {told}.\n" in text


@pytest.mark.parametrize("path", ["a.md", "docs/[a] *?.md", "!a#.md", "docs/a .md", "a\\b.md", "a .md ", "x/**/y.md"])
def test_a_path_becomes_a_pattern_for_itself_alone(path: str, tmp_path: Path) -> None:
    pattern = make_pattern(path)
    assert explain_problem(pattern) == ""
    patterns = PathPatterns(str(tmp_path), (pattern,))
    assert patterns.match(f"{tmp_path}/{path}")
    assert not patterns.match(f"{tmp_path}/b/{path}")
    assert not patterns.match(f"{tmp_path}/b.md")


def test_the_profile_that_fits() -> None:
    profiles = {name: load_registry().profile(name) for name in ("ibm-cloud", "raci")}
    ours = Source("raci.md", f"# A\n\n## Change management\n\n{HEADER}| Clean | | |\n")
    raci = Source("raci.md", "# A\n\n| Activity | Responsible | Accountable |\n|---|---|---|\n| Clean | a | b |\n")
    assert choose_profile([ours], profiles) == "ibm-cloud"
    assert choose_profile([raci, raci], profiles) == "raci"
    assert choose_profile([Source("a.md", "")], profiles) == "ibm-cloud"


# --- a new page


@pytest.mark.parametrize("name", ["ibm-cloud", "raci"])
def test_a_new_page_lacks_only_what_a_writer_must_say(name: str) -> None:
    profile = load_registry().profile(name)
    settings = Settings(profile, rule_set=RuleSet.STRICT)
    text = write_new_page(profile, "lantern-responsibilities.md", "lantern", TODAY)
    findings = lint_text(text, load_registry().select(settings), settings, "lantern-responsibilities.md")
    assert {finding.code for finding in findings} == {"RSP608"}


def test_a_new_page_of_teams_passes_once_it_is_filled_in() -> None:
    registry = load_registry()
    settings = Settings(registry.profile("raci"), rule_set=RuleSet.STRICT)
    text = write_new_page(settings.profile, "deployment-raci.md", "lantern", TODAY)
    for token, words in {
        "_process-name_": "deployments",
        "Task 1": "Deploy the lanterns",
        "_team-name_": "Lamp oil team",
        "N/A | N/A": "Wick team | Everybody",
    }.items():
        text = text.replace(token, words)
    assert lint_text(text, registry.select(settings), settings, "deployment-raci.md") == ()


def test_a_new_page_is_named_after_its_file() -> None:
    text = write_new_page(load_registry().profile("ibm-cloud"), "Lantern & Co.md", "", TODAY)
    assert "{: #lantern-co}\n" in text
    assert "{: #lantern-co-disaster-recovery}\n" in text
    assert "subcollection: lantern-co\n" in text
    assert 'lastupdated: "2026-03-04"\n' in text
    assert 'caption="Responsibilities for disaster recovery" caption-side="bottom"' in text


def test_a_profile_without_words_for_a_new_page_says_so() -> None:
    with pytest.raises(UsageError, match=r"^profile “bare” does not say what a new page looks like; add the table"):
        write_new_page(Profile(name="bare"), "a.md", "", TODAY)


REGISTRY = load_registry()
SETTINGS = Settings(REGISTRY.profile("ibm-cloud"), select=("RSP208", "RSP401", "RSP501"))
RULES = REGISTRY.select(SETTINGS)
