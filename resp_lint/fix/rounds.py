"""Fixing in rounds: findings are fixed on the text that the round before left, until none is left to fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.fix.edits import apply_edits, choose
from resp_lint.fix.new_findings import new_findings
from resp_lint.fix.shift import Shift
from resp_lint.fix.verify import difference
from resp_lint.linter import MAX_FINDINGS, CheckedPage, Collected, run_rules, settle
from resp_lint.page.parser import parse
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from resp_lint.page.model import Page
    from resp_lint.rule import Finding, Rule
    from resp_lint.settings import Settings

    Keep = Callable[[Page, CheckedPage], CheckedPage]

MAX_ROUNDS = 10
MAX_FIXED = 5 * MAX_FINDINGS
"""How many findings a rule may have on a page for them to be fixed; a report shows fewer."""


class Check(Struct, frozen=True):
    """How pages are checked in each round."""

    rules: Sequence[Rule]
    settings: Settings
    keep: Keep

    def __call__(self, page: Page, rounds: tuple[Round, ...] = ()) -> State:
        """A page as it is after some rounds, with what is found on it."""
        collected = run_rules(page, self.rules, self.settings, MAX_FIXED)
        return State(page, collected, self.keep(page, settle(collected, MAX_FIXED)), rounds)

    def report(self, state: State) -> CheckedPage:
        """A page with as many findings of each rule as a report shows."""
        if not state.collected.find_floods(MAX_FINDINGS):
            return state.checked
        return self.keep(state.page, settle(state.collected, MAX_FINDINGS))

    def parsed(self, source: Source, text: str) -> Page:
        return parse(Source(source.path, text), self.settings.conventions)


class Round(Struct, frozen=True):
    """What was applied in one round, and how far it moved the text."""

    applied: tuple[Finding, ...]
    shift: Shift


class State(Struct, frozen=True):
    """A page after some rounds: what was found on it, and which of it counts."""

    page: Page
    collected: Collected
    checked: CheckedPage
    rounds: tuple[Round, ...] = ()

    @property
    def floods(self) -> dict[str, str]:
        """The rules with more findings than are looked at, by code; their fixes and their new findings do not count."""
        return {rule.code: rule.name for rule in self.collected.find_floods(MAX_FIXED)}

    @property
    def applied(self) -> tuple[Finding, ...]:
        """The findings that were fixed, with their places at that time."""
        return tuple(finding for one in self.rounds for finding in one.applied)

    def placed(self, finding: Finding, rounds: Sequence[Round] = ()) -> tuple[Finding, int, int]:
        """A finding of this page with the offsets at which it stands after these rounds."""
        start, end = self.page.source.offset(finding.start), self.page.source.offset(finding.end)
        for one in rounds:
            start, end = one.shift.span(start, end)
        return finding, start, end


class UnstableError(Exception):
    """Fixes did not hold: why, and what was fixed; `certain` says that all of it has to do with that."""

    def __init__(self, reason: str, applied: Sequence[Finding], *, certain: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.applied = applied
        self.certain = certain


def mended(first: State, check: Check, takes: Callable[[Finding], bool]) -> State:
    """The page when nothing is left to fix.

    Raises `UnstableError`.
    """
    state = first
    for _ in range(MAX_ROUNDS):
        findings = {id(finding.fix): finding for finding in state.checked.findings if takes(finding)}
        if not findings:
            break
        state = _round(state, check, findings)
    if left := [finding for finding in state.checked.findings if takes(finding)]:
        turning = (*state.rounds[-1].applied, *left)
        raise UnstableError(f"there is no end to it after {MAX_ROUNDS} rounds", turning, certain=True)
    if state is not first and (new := _new_findings(first, state)):
        finding = new[0]
        reason = f"it brings a new finding, {finding.code} in line {finding.start.line}: {finding.message}"
        raise UnstableError(reason, state.applied)
    return state


def _round(state: State, check: Check, findings: dict[int, Finding]) -> State:
    """The page after one round.

    Raises `UnstableError`.
    """
    text = state.page.source.text
    fixes = choose(text, [finding.fix for finding in findings.values() if finding.fix])
    applied = tuple(findings[id(fix)] for fix in fixes)
    shift = Shift(text, fixes)
    result = apply_edits(text, shift.edits)
    if result == text:
        raise UnstableError("it changes nothing, or does not fit the page", applied or tuple(findings.values()))
    page = check.parsed(state.page.source, result)
    if reason := difference(state.page, page, fixes, shift):
        raise UnstableError(reason, applied)
    return check(page, (*state.rounds, Round(applied, shift)))


def _new_findings(first: State, state: State) -> list[Finding]:
    """What is wrong with the mended page and was not before, be it shown or not."""
    floods = first.floods
    now = [state.placed(finding) for finding in state.checked.findings if finding.code not in floods]
    known = dict.fromkeys(first.checked.findings)
    if not new_findings((first.placed(finding, state.rounds) for finding in known), now):
        return []
    known |= dict.fromkeys(first.collected.findings)
    return new_findings((first.placed(finding, state.rounds) for finding in known), now)
