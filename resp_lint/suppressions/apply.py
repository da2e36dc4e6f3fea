"""Takes out of checked pages what they suppress, and adds what is to be reported of the suppressions."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.linter import LIMIT_REACHED, MAX_FINDINGS, get_order, is_flood_of, own_finding
from resp_lint.page.terms import PageKind
from resp_lint.suppressions.find import find_suppressions, list_codes
from resp_lint.suppressions.model import NOTHING, UNSUPPRESSIBLE, UNUSED, Facts
from resp_lint.suppressions.parse import index_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from resp_lint.linter import CheckedPage
    from resp_lint.page.model import Page
    from resp_lint.rule import Finding, Rule
    from resp_lint.settings import Settings
    from resp_lint.suppressions.model import Suppression


class Use(Struct, frozen=True):
    """One code of a suppression."""

    first: int
    last: int
    suppression: int


class Suppressed(Struct, frozen=True):
    """What became of findings: those that count, what is said of suppressions among them, and those suppressed.

    `complete` is false where there was more to say of suppressions than anybody could read.
    """

    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()
    complete: bool = True


class Suppressor:
    """Takes out of checked pages what they suppress; made once for all pages that are checked alike."""

    def __init__(self, rules: Sequence[Rule], settings: Settings, every_rule: Iterable[Rule]) -> None:
        """Know the rules that run, and every rule that a suppression can name."""
        self.rules = rules
        self.settings = settings
        self.known = index_names({rule.code: rule.name for rule in every_rule})
        self._own = {rule.code: rule for rule in rules if rule.own}
        self._of_sets = frozenset(rule.code for rule in rules if rule.docset)

    def __call__(self, page: Page, checked: CheckedPage) -> CheckedPage:
        """A page as it was checked, without what it suppresses."""
        result = self.suppress(page, checked.findings)
        if result.findings is checked.findings:
            return checked
        return replace(checked, findings=result.findings, complete=checked.complete and result.complete)

    def suppress(self, page: Page, findings: tuple[Finding, ...]) -> Suppressed:
        """The findings on a page that count, with what is to be said of its suppressions."""
        return self._apply(page, findings, _list_codes_run(page, self.rules), self._own)

    def filter_set(self, page: Page, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Those that count of what rules about the set of pages found on a page."""
        return self.suppress_of_set(page, findings).findings

    def suppress_of_set(self, page: Page, findings: tuple[Finding, ...]) -> Suppressed:
        """The same for what rules about the set of pages found, when all pages have been checked.

        Of suppressions it says only which of those rules they name in vain.
        """
        own = {code: rule for code, rule in self._own.items() if code == UNUSED}
        return self._apply(page, findings, self._of_sets, own)

    def _apply(
        self, page: Page, findings: tuple[Finding, ...], ran: frozenset[str], own: Mapping[str, Rule]
    ) -> Suppressed:
        found = find_suppressions(page)
        if not found:
            return Suppressed(findings)
        used: dict[int, set[str]] = {}
        kept: list[Finding] = []
        suppressed: list[Finding] = []
        uses = _index_uses(found, self.known)
        for finding in sorted(findings, key=lambda finding: finding.start):
            by = _find_suppressor(finding, uses)
            if by is None:
                kept.append(finding)
            else:
                used.setdefault(by, set()).add(finding.code)
                suppressed.append(finding)
        silent = self._list_silent_rules(page, found)
        kept = [finding for finding in kept if not is_flood_of(finding, silent)]
        from resp_lint.suppressions.report import report_suppressions  # noqa: PLC0415 -- only a page with suppressions needs it

        said = report_suppressions(page, found, Facts(used, ran, self.known), own, self.settings)
        kept += islice(said, MAX_FINDINGS)
        complete = next(said, None) is None
        if not complete:
            message = f"more than {MAX_FINDINGS} findings on suppressions; the others are not shown"
            kept.append(own_finding(page.source, LIMIT_REACHED, message, "fix these first"))
        kept.sort(key=get_order)
        return Suppressed(tuple(kept), tuple(suppressed), complete)

    def _list_silent_rules(self, page: Page, found: Sequence[Suppression]) -> list[str]:
        """The names of the rules that are suppressed on the whole page: how many findings they have does not matter."""
        last = len(page.source.line_starts)
        whole = (one for one in found if one.lines[0] <= 1 and one.lines[1] >= last)
        codes = {code for one in whole for code in list_codes(one.directive, self.known)}
        return [rule.name for rule in self.rules if rule.code in codes]


class _Sweep:
    """The uses of one code; asked for lines in their order, it looks at each use once."""

    def __init__(self) -> None:
        self.uses: list[Use] = []
        self.open: list[Use] = []

    def start(self) -> None:
        """Put the last use to start first: of those that start on one line, the smallest."""
        self.uses.sort(key=lambda use: (-use.first, use.last))

    def find_innermost(self, line: int) -> int | None:
        """The number of the innermost suppression that covers a line."""
        while self.uses and self.uses[-1].first <= line:
            self.open.append(self.uses.pop())
        while self.open and self.open[-1].last < line:
            self.open.pop()
        return self.open[-1].suppression if self.open else None


def _index_uses(found: Sequence[Suppression], known: Mapping[str, str]) -> dict[str, _Sweep]:
    uses: dict[str, _Sweep] = {}
    for index, suppression in enumerate(found):
        if suppression.lines != NOTHING:
            for code in list_codes(suppression.directive, known):
                uses.setdefault(code, _Sweep()).uses.append(Use(*suppression.lines, index))
    for sweep in uses.values():
        sweep.start()
    return uses


def _find_suppressor(finding: Finding, uses: dict[str, _Sweep]) -> int | None:
    """The number of the innermost suppression that covers a finding; findings come in the order of their lines."""
    if finding.code.startswith(UNSUPPRESSIBLE) or finding.code not in uses:
        return None
    return uses[finding.code].find_innermost(finding.start.line)


def _list_codes_run(page: Page, rules: Iterable[Rule]) -> frozenset[str]:
    """The codes of the rules that were called on a page alone."""
    everything = page.kind is PageKind.RESPONSIBILITY
    return frozenset(rule.code for rule in rules if not rule.own and not rule.docset and (rule.any_page or everything))
