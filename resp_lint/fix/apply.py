"""`fix_page`: a page in, a fixed page out, without the fixes that do not hold."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.fix.rounds import MAX_FIXED, Check, State, UnstableError, mended
from resp_lint.linter import LIMIT_REACHED, add_findings, keep_all, own_finding
from resp_lint.source import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from resp_lint.fix.rounds import Keep
    from resp_lint.linter import CheckedPage
    from resp_lint.page.model import Page
    from resp_lint.rule import Finding, Rule
    from resp_lint.settings import Settings
    from resp_lint.source import Source

UNSTABLE_FIX = ("RSP907", "unstable-fix")
HELP = "fix this by hand, and report it to the rule's authors; --unfixable leaves the rule's fixes out"
FLOOD_HELP = "fix some of them by hand, or make several pages of it"


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
    first = check(page)
    found = check.report(first)
    if page.limits:
        return Fixed(found, found)
    if stopped := first.checked.stopped:
        others = [rule for rule in rules if rule.code not in stopped]
        return _add_limits(fix_page(page, others, settings, wanted, keep), found, rules)
    floods = {finding.code: finding.name for finding in first.checked.findings if wanted.takes(finding)}
    floods = {code: name for code, name in floods.items() if code in first.floods}
    wanted = replace(wanted, codes=wanted.codes - floods.keys())
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
            checked = check.report(state)
            said = [*_report_floods(checked, floods), *_report_refusals(checked, refused.values())]
            applied = tuple(filter(wanted.takes, first.checked.findings))
            return Fixed(found, add_findings(checked, said, rules), applied)


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


def _report_refusals(checked: CheckedPage, refusals: Iterable[Refusal]) -> Iterator[Finding]:
    """A finding for each rule whose fixes were left out, where its first finding stands."""
    for refusal in refusals:
        message = f"the fix of {refusal.code} {refusal.name} did not hold: {refusal.reason}; it is left out"
        yield own_finding(checked.source, UNSTABLE_FIX, message, HELP, _find_first(checked, refusal.code))


def _report_floods(checked: CheckedPage, floods: Mapping[str, str]) -> Iterator[Finding]:
    """A finding for each rule that has too many findings for them to be fixed."""
    for code, name in floods.items():
        message = f"more than {MAX_FIXED:,} findings of {name}; they are not fixed"
        yield own_finding(checked.source, LIMIT_REACHED, message, FLOOD_HELP, _find_first(checked, code))


def _find_first(checked: CheckedPage, code: str) -> int:
    """Where the first finding of a rule stands; the top of the page where there is none any more."""
    places = (finding.start for finding in checked.findings if finding.code == code)
    return checked.source.offset(next(places, Position(1, 1)))


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
