"""`fix_page`: a page in, a fixed page out, without the fixes that do not hold."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.fix.rounds import Check, State, UnstableError, mended
from resp_lint.linter import LIMIT_REACHED, MAX_FINDINGS, add_findings, get_order, keep_all, own_finding
from resp_lint.source import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resp_lint.fix.rounds import Keep
    from resp_lint.linter import CheckedPage
    from resp_lint.page.model import Page
    from resp_lint.rule import Finding, Rule
    from resp_lint.settings import Settings
    from resp_lint.source import Source

UNSTABLE_FIX = ("RSP907", "unstable-fix")
HELP = "fix this by hand, and report it to the rule's authors; --unfixable leaves the rule's fixes out"


class Wanted(Struct, frozen=True):
    """Which fixes are to be applied: those of rules with these codes, the safe ones or all."""

    codes: frozenset[str]
    unsafe: bool = False

    def takes(self, finding: Finding) -> bool:
        """Whether a finding is to be fixed."""
        return finding.fix is not None and finding.code in self.codes and (finding.fix.safe or self.unsafe)

    def count(self, findings: Iterable[Finding]) -> int:
        """How many of the findings are to be fixed."""
        return sum(map(self.takes, findings))


class Fixed(Struct, frozen=True):
    """What became of a page: what was found on it, what is still wrong with it as it is now, and what was fixed.

    `applied` are those of the findings that were fixed, by their own fix or by another's.  What a fix laid open and a
    later round fixed is none of them: as many are fixed as a check promises, those of rules whose fixes clash aside.
    """

    found: CheckedPage
    checked: CheckedPage
    applied: tuple[Finding, ...] = ()

    @property
    def before(self) -> Source:
        """The page as it was."""
        return self.found.source

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.checked.source.text != self.before.text

    @property
    def data(self) -> bytes:
        """The page as it is to stand in its file."""
        return self.checked.source.text.encode()

    @property
    def counts(self) -> Counter[str]:
        """How many findings of each rule were fixed, by code."""
        return Counter(finding.code for finding in self.applied)

    def unwritten(self) -> Fixed:
        """The page as it was, for when it could not be written."""
        return Fixed(self.found, self.found)


def fix_page(page: Page, rules: Sequence[Rule], settings: Settings, wanted: Wanted, keep: Keep = keep_all) -> Fixed:
    """Check a page and fix what is wanted of what is found; rules whose fixes do not hold are left out.

    `keep` is asked after each check which findings count; what it drops is not fixed.  It must be pure, as all this is.
    """
    check = Check(rules, settings, keep)
    first = State(page, check(page))
    if page.limits:
        return _report(Fixed(first.checked, first.checked), first, first, check)
    if stopped := first.checked.stopped:
        others = [rule for rule in rules if rule.code not in stopped]
        return _add_limits(fix_page(page, others, settings, wanted, keep), first.checked, rules)
    refused: dict[str, Refusal] = {}
    while True:
        try:
            state = mended(first, check, wanted.takes)
        except UnstableError as error:
            for code in _find_unstable(first, check, wanted, error):
                name = next(finding.name for finding in error.applied if finding.code == code)
                refused[code] = Refusal(code, name, error.reason)
            wanted = replace(wanted, codes=wanted.codes - refused.keys())
        else:
            checked = _report_refusals(state.checked, refused.values())
            applied = tuple(filter(wanted.takes, first.checked.findings))
            return _report(Fixed(first.checked, checked, applied), first, state, check)


def _report(fixed: Fixed, first: State, last: State, check: Check) -> Fixed:
    """A page with as many findings of each rule as a report shows."""
    before, after = (_cap(state, check) for state in (first, last))
    own = [finding for finding in fixed.checked.findings if finding.code == UNSTABLE_FIX[0]]
    return replace(fixed, found=before, checked=add_findings(after, own, check.rules))


def _cap(state: State, check: Check) -> CheckedPage:
    most = Counter(finding.code for finding in state.checked.findings).most_common(1)
    return check(state.page, MAX_FINDINGS) if most and most[0][1] > MAX_FINDINGS else state.checked


def _add_limits(fixed: Fixed, first: CheckedPage, rules: Sequence[Rule]) -> Fixed:
    """A page with what was said of the rules that were stopped, which it was fixed without."""
    limits = [finding for finding in first.findings if finding.code == LIMIT_REACHED[0]]
    found, checked = (
        replace(add_findings(page, limits, rules), complete=False) for page in (fixed.found, fixed.checked)
    )
    return replace(fixed, found=found, checked=checked)


class Refusal(Struct, frozen=True):
    """A rule whose fixes do not hold on a page, and why."""

    code: str
    name: str
    reason: str


def _report_refusals(checked: CheckedPage, refusals: Iterable[Refusal]) -> CheckedPage:
    """A page with a finding for each rule whose fixes were left out, where its first finding stands."""
    source = checked.source
    findings = list(checked.findings)
    for refusal in refusals:
        places = (finding.start for finding in checked.findings if finding.code == refusal.code)
        offset = source.offset(next(places, Position(1, 1)))
        message = f"the fix of {refusal.code} {refusal.name} did not hold: {refusal.reason}; it is left out"
        findings.append(own_finding(source, UNSTABLE_FIX, message, HELP, offset))
    findings.sort(key=get_order)
    return replace(checked, findings=tuple(findings)) if len(findings) > len(checked.findings) else checked


def _find_unstable(first: State, check: Check, wanted: Wanted, error: UnstableError) -> Sequence[str]:
    """The rules to leave out: those that fail alone, else one without which the others hold, else all of them."""
    codes = sorted({finding.code for finding in error.applied})
    if error.certain or len(codes) == 1:
        return codes
    if alone := [code for code in codes if not _holds(first, check, replace(wanted, codes=frozenset({code})))]:
        return alone
    spare = (code for code in codes if _holds(first, check, replace(wanted, codes=wanted.codes - {code})))
    return list(islice(spare, 1)) or codes


def _holds(first: State, check: Check, wanted: Wanted) -> bool:
    try:
        mended(first, check, wanted.takes)
    except UnstableError:
        return False
    return True
