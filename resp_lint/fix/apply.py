"""`fix_page`: a page in, a mended page out, or the page as it was and the reason why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.fix.rounds import Check, State, UnstableError, mended
from resp_lint.linter import LIMIT_REACHED, MAX_FINDINGS, get_order, keep_all, own_finding, with_findings
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
HELP = "mend the page by hand, and report it to the rule's authors; --unfixable leaves the rule's fixes out"


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
    """What became of a page: what was found on it, what is still wrong with it as it is now, and what was mended.

    Where the fixes did not hold, the page is as it was and `taken_back` says why.  `applied` are the findings that were
    fixed, with their places at that time.
    """

    found: CheckedPage
    checked: CheckedPage
    applied: tuple[Finding, ...] = ()
    taken_back: str = ""

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
    """Check a page and mend what is wanted of what is found.

    `keep` is asked after each check which findings count; what it drops is not fixed.  It must be pure, as all this is.
    """
    check = Check(rules, settings, keep)
    first = State(page, check(page))
    if page.cut_short or page.front_matter.limit_reached:
        return _report(Fixed(first.checked, first.checked), first, first, check)
    if stopped := first.checked.stopped:
        others = [rule for rule in rules if rule.code not in stopped]
        return _add_limits(fix_page(page, others, settings, wanted, keep), first.checked, rules)
    try:
        state = mended(first, check, wanted.takes)
    except UnstableError as error:
        return _report(_taken_back(first, check, wanted, error), first, first, check)
    return _report(Fixed(first.checked, state.checked, state.applied), first, state, check)


def _report(fixed: Fixed, first: State, last: State, check: Check) -> Fixed:
    """A page with as many findings of each rule as a report shows."""
    before, after = (_cap(state, check) for state in (first, last))
    own = [finding for finding in fixed.checked.findings if finding.code == UNSTABLE_FIX[0]]
    return replace(fixed, found=before, checked=with_findings(after, own, check.rules))


def _cap(state: State, check: Check) -> CheckedPage:
    most = Counter(finding.code for finding in state.checked.findings).most_common(1)
    return check(state.page, MAX_FINDINGS) if most and most[0][1] > MAX_FINDINGS else state.checked


def _add_limits(fixed: Fixed, first: CheckedPage, rules: Sequence[Rule]) -> Fixed:
    """A page with what was said of the rules that were stopped, which it was fixed without."""
    limits = [finding for finding in first.findings if finding.code == LIMIT_REACHED[0]]
    found, checked = (
        replace(with_findings(page, limits, rules), complete=False) for page in (fixed.found, fixed.checked)
    )
    return replace(fixed, found=found, checked=checked)


def _taken_back(first: State, check: Check, wanted: Wanted, error: UnstableError) -> Fixed:
    """The page as it was, with a finding for each rule whose fixes do not hold."""
    source = first.page.source
    names = {finding.code: finding.name for finding in error.applied}
    culprits = [code for code in names if error.certain or _fails_alone(first, check, wanted, code)]
    findings = []
    for code in culprits or list(names):
        places = (it.start for it in first.checked.findings if it.code == code and wanted.takes(it))
        offset = source.offset(next(places, Position(1, 1)))
        message = f"the fix of {code} {names[code]} did not hold: {error.reason}; the page is left as it was"
        findings.append(own_finding(source, UNSTABLE_FIX, message, HELP, offset))
    ordered = sorted((*first.checked.findings, *findings), key=get_order)
    return Fixed(first.checked, replace(first.checked, findings=tuple(ordered)), taken_back=findings[0].message)


def _fails_alone(first: State, check: Check, wanted: Wanted, code: str) -> bool:
    try:
        mended(first, check, replace(wanted, codes=frozenset({code})).takes)
    except UnstableError:
        return True
    return False
