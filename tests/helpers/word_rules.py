"""Pages with faults that everybody can see: a rule that reports each `FAULT`, and one that reports each `SLIP`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from resp_lint.finding import Edit, Fix, Level
from resp_lint.linter import check_page
from resp_lint.page.model import Part
from resp_lint.page.parser import parse
from resp_lint.plugins import Registry, load_registry
from resp_lint.rule import Finding, FixKind, Rule, RuleSet, rule
from resp_lint.settings import Settings
from resp_lint.source import Source
from resp_lint.suppressions.apply import Suppressed, Suppressor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.finding import Violation
    from resp_lint.page.model import Page


def _each(page: Page, word: str) -> Iterator[Violation]:
    for match in re.finditer(word, page.source.text):
        fix = Fix("Remove it", (Edit(*match.span(), ""),))
        yield Part(page.source, *match.span()).at(f"“{word}” stands here", fix=fix)


@rule("ACM201", any_page=True, fix=FixKind.SAFE)
def fault_word(page: Page) -> Iterator[Violation]:
    """A word that is a fault."""
    return _each(page, "FAULT")


@rule("ACM202", any_page=True, level=Level.WARNING, fix=FixKind.SAFE)
def slip_word(page: Page) -> Iterator[Violation]:
    """A word that is a slip."""
    return _each(page, "SLIP")


@dataclass(frozen=True)
class Lint:
    """Rules to check texts with, and what comes of it."""

    settings: Settings = field(repr=False)
    registry: Registry = field(default_factory=load_registry, repr=False)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        return self.registry.select(self.settings)

    def page(self, text: str, path: str = "raci.md") -> Page:
        return parse(Source(path, text), self.settings.conventions)

    def findings(self, text: str, path: str = "raci.md") -> tuple[Finding, ...]:
        """What the rules find, whatever the page suppresses."""
        return check_page(self.page(text, path), self.rules, self.settings).findings

    def suppress(self, text: str, path: str = "raci.md") -> Suppressed:
        suppressor = Suppressor(self.rules, self.settings, self.registry.rules)
        return suppressor.suppress(self.page(text, path), self.findings(text, path))

    def kept(self, text: str) -> list[tuple[str, int]]:
        """The codes and lines of what is left, in order."""
        return [(finding.code, finding.start.line) for finding in self.suppress(text).findings]


@pytest.fixture(scope="session")
def words() -> Lint:
    """The two rules above, and those on suppressions."""
    real = load_registry()
    registry = replace(real, rules=(*real.rules, fault_word, slip_word))
    return Lint(Settings(real.profile("ibm-cloud"), select=("ACM", "RSP902", "RSP903", "RSP904")), registry)


@pytest.fixture(scope="session")
def every() -> Lint:
    """All real rules, on all pages."""
    return Lint(Settings(load_registry().profile("ibm-cloud"), rule_set=RuleSet.STRICT, all_pages=True))
