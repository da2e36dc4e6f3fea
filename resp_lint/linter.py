"""`lint(page, rules, …)`: the pure heart.  A page and rules in, findings out."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import accumulate
from operator import attrgetter
from sys import intern
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.finding import Excuse
from resp_lint.lazy import cached_property
from resp_lint.page.parser import parse
from resp_lint.page.terms import PageKind
from resp_lint.page.where import NOWHERE, Where, where
from resp_lint.plugins import load_registry, make_default_settings
from resp_lint.rule import Finding, FixKind, Level
from resp_lint.source import Position, Source
from resp_lint.time_limit import TimeLimitError, end_step, get_time_limit, start_step

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from resp_lint.finding import Fix, Violation
    from resp_lint.page.model import Page
    from resp_lint.profile import Profile
    from resp_lint.rule import Rule
    from resp_lint.settings import Settings


class Excused(Struct, frozen=True):
    """A rule that does not ask of a page what it asks of others, and why."""

    code: str
    name: str
    reason: str


class CheckedPage(Struct, frozen=True):
    """A page that was checked: its source, and its findings in the order of their places.

    `complete` is false where the linter itself failed, so that a run that saw it cannot pass; `stopped` holds the codes
    of the rules that took too long.  `excused` says which rules let the page pass, and why.
    """

    source: Source
    findings: tuple[Finding, ...]
    complete: bool = True
    stopped: frozenset[str] = frozenset()
    excused: tuple[Excused, ...] = ()


class Run(Struct, frozen=True, dict=True):
    """What a run found: the pages it checked, how many it skipped, and what kept it from being complete.

    `problems` are lines for people: a path that does not exist, a folder without pages.  `known` is how many old
    findings the baseline took out.
    """

    pages: tuple[CheckedPage, ...]
    skipped: int = 0
    problems: tuple[str, ...] = ()
    known: int = 0

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, page by page."""
        return tuple(finding for page in self.pages for finding in page.findings)

    @property
    def complete(self) -> bool:
        """Whether everything was looked at that was to be."""
        return not self.problems and all(page.complete for page in self.pages)

    @cached_property
    def counts(self) -> Counter[Level]:
        """How many findings there are of each level."""
        return Counter(finding.level for finding in self.findings)


# What the linter says of itself has rules too, so that it can be explained; nobody calls them.
UNREADABLE = ("RSP901", "unreadable-page")
LIMIT_REACHED = ("RSP905", "limit-reached")
INTERNAL_ERROR = ("RSP906", "internal-error")

MAX_FINDINGS = 1000
"""How many findings one rule may have on one page."""
OUT_OF_TIME = "make several pages of it, or give it more time with --page-timeout"


class Place(NamedTuple):
    """Where a violation lies, as findings say it."""

    path: str
    start: Position
    end: Position
    where: Where = NOWHERE


class Subject(Struct, frozen=True):
    """What a rule looks at: a page, or a set of `pages` pages.

    `place` says where one of its violations lies; None stands for a page that the rule may not report on.  What the
    linter says of the rule itself stands at `top`, or at that of the page that `top_of` finds by its path.
    """

    argument: Any
    top: Place
    place: Callable[[Any], Place | None]
    top_of: Callable[[str], Place]
    pages: int = 1


class _Told(Protocol):
    """What a violation of any kind says beside its place."""

    @property
    def message(self) -> str: ...

    @property
    def help(self) -> str: ...

    @property
    def fix(self) -> Fix | None: ...


class Outcome(NamedTuple):
    """What a rule found or excused, and whether it looked at everything, or was stopped as it took too long."""

    findings: list[Finding]
    complete: bool = True
    stopped: bool = False
    excused: tuple[Excused, ...] = ()


def report_own(kind: tuple[str, str], place: Place, message: str, help: str) -> Finding:  # noqa: A002 -- the field's name
    """A finding of the linter about itself."""
    return Finding(*kind, Level.ERROR, place.path, place.start, place.end, message, help, None)


def own_finding(source: Source, kind: tuple[str, str], message: str, help: str, offset: int = 0) -> Finding:  # noqa: A002 -- as above
    """A finding of the linter about itself, on a page."""
    at = source.position(offset)
    return report_own(kind, Place(source.path, at, at), message, help)


def report_unchecked(source: Source, kind: tuple[str, str], message: str, help: str) -> CheckedPage:  # noqa: A002 -- as above
    """A page that could not be checked, with the reason."""
    return CheckedPage(source, (own_finding(source, kind, message, help),), complete=False)


def report_unreadable(path: str, reason: str) -> CheckedPage:
    """A page that could not be read at all."""
    help_text = "save the page as UTF-8 text in a place that can be read"
    return report_unchecked(Source(path, ""), UNREADABLE, f"the page cannot be read: {reason}", help_text)


def run_rule(rule: Rule, subject: Subject, settings: Settings, limit: int = MAX_FINDINGS) -> Outcome:
    """Run one rule, of a page or of a set of pages, and turn its violations into findings.

    Nothing is raised: a rule that fails, or takes too long, becomes a finding.  Of more violations on a page than
    `limit`, the first are taken.
    """
    findings: list[Finding] = []
    excused: list[Excused] = []
    counts: Counter[str] | None = None
    name, place = rule.name, subject.place
    level = settings.levels.get(name, rule.level)
    arguments = (subject.argument, settings.profile) if rule.needs_profile else (subject.argument,)
    try:
        for violation in rule.check(*arguments, **settings.options.get(name, _NO_OPTIONS)):
            if isinstance(violation, Excuse):
                excused.append(Excused(rule.code, name, violation.reason))
                continue
            if not (at := place(violation)):
                continue
            if len(findings) >= limit:
                counts = counts or Counter(finding.path for finding in findings)
                counts[at.path] += 1
                if counts[at.path] == limit + 1:
                    findings.append(_report_flood(rule, subject.top_of(at.path), limit))
                if len(findings) > limit * subject.pages:
                    break
                if counts[at.path] > limit:
                    continue
            findings.append(_make_finding(rule, level, at, violation))
    except TimeLimitError as error:
        findings.append(_report_time(rule, subject.top, settings.profile, error))
        return Outcome(findings, complete=False, stopped=True)
    except Exception as error:  # noqa: BLE001 -- whatever a stranger's rule raises must cost its own findings only
        findings.append(_report_failure(rule, subject.top, error))
        return Outcome(findings, complete=False)
    return Outcome(findings, excused=tuple(excused))


_NO_OPTIONS: Mapping[str, Any] = {}


def _make_finding(rule: Rule, level: Level, place: Place, violation: _Told) -> Finding:
    path, start, end, where = place
    fix = violation.fix
    if fix and fix.safe and rule.fix is not FixKind.SAFE:  # no fix is safer than its rule says
        fix = replace(fix, safe=False)
    message, help_text = violation.message, violation.help
    if type(message) is type(help_text) is str:  # many findings say the same: it is kept, and sent, once
        message, help_text = intern(message), intern(help_text)
    return Finding(rule.code, rule.name, level, path, start, end, message, help_text, fix, where)


def _report_flood(rule: Rule, place: Place, limit: int) -> Finding:
    message = f"more than {limit:,} findings of {rule.name}; the first {limit:,} are shown"
    return report_own(LIMIT_REACHED, place, message, "fix these first, or exclude the rule with --ignore")


def is_flood_of(finding: Finding, names: Collection[str]) -> bool:
    """Whether a finding says that one of some rules, given by name, has more findings than are shown."""
    return finding.code == LIMIT_REACHED[0] and any(
        f" findings of {name}; the first " in finding.message for name in names
    )


def _report_time(rule: Rule, place: Place, profile: Profile, error: TimeLimitError) -> Finding:
    who = f"rule {rule.code} {rule.name} (plugin {rule.package})"
    message = (
        f"{who} takes longer than its share of the {get_time_limit():g} s that a page has{name_cause(error, profile)}"
    )
    return report_own(LIMIT_REACHED, place, message, "exclude the rule with --ignore, or give --page-timeout more")


def name_cause(error: TimeLimitError, profile: Profile) -> str:
    """Which regular expressions of the profile time ran out in, to be said after what happened; empty for none."""
    if not error.key:
        return ""
    files = " and ".join(profile.sources.get(error.key, (f"the profile {profile.name}",)))
    return f": a regular expression of “{error.key}” in {files} does not come to an end"


def _report_failure(rule: Rule, place: Place, error: Exception) -> Finding:
    cause = f"{type(error).__name__}: {error}".partition("\n")[0]
    message = f"rule {rule.code} {rule.name} (plugin {rule.package}) failed on {place.path}: {cause}"
    help_text = "report it to the plugin's authors; until then exclude the rule with --ignore"
    return report_own(INTERNAL_ERROR, place, message, help_text)


def check_page(page: Page, rules: Sequence[Rule], settings: Settings, limit: int = MAX_FINDINGS) -> CheckedPage:
    """Run rules over a page.

    Rules for responsibility pages are left out where it is none.  Nothing is raised: a rule that fails becomes a
    finding, and the other rules go on.  No rule has more findings than `limit`.
    """
    return settle(run_rules(page, rules, settings, limit), limit)


class Collected(Struct, frozen=True):
    """What rules found on a page, in the order in which they found it, before a finding gives way to another.

    `own` is what the linter says of the page itself.
    """

    page: Page
    own: tuple[Finding, ...]
    outcomes: tuple[tuple[Rule, Outcome], ...]
    complete: bool

    @property
    def findings(self) -> list[Finding]:
        """All of it."""
        return [*self.own, *(finding for _, outcome in self.outcomes for finding in outcome.findings)]

    def find_floods(self, limit: int) -> list[Rule]:
        """The rules that have more findings than that."""
        return [rule for rule, outcome in self.outcomes if _is_flood(rule, outcome, limit)]


def run_rules(page: Page, rules: Sequence[Rule], settings: Settings, limit: int) -> Collected:
    """Run rules over a page, each up to a number of findings."""
    complete = not page.limits
    own: list[Finding] = []
    for reached in page.limits:
        message = f"{reached}; the page is not checked in full"
        own.append(own_finding(page.source, LIMIT_REACHED, message, "simplify it"))
    outcomes: list[tuple[Rule, Outcome]] = []
    is_responsibility = page.kind is PageKind.RESPONSIBILITY
    subject = make_subject(page)
    for rule in rules:
        if rule.docset or not (rule.any_page or is_responsibility):
            continue
        if not start_step():
            message = (
                f"the page takes longer than {get_time_limit():g} s; {rule.code} and the rules after it were not run"
            )
            own.append(own_finding(page.source, LIMIT_REACHED, message, OUT_OF_TIME))
            complete = False
            break
        outcome = run_rule(rule, subject, settings, limit)
        outcomes.append((rule, outcome))
        complete = complete and outcome.complete
    end_step()
    return Collected(page, tuple(own), tuple(outcomes), complete)


def settle(collected: Collected, limit: int) -> CheckedPage:
    """A page with what was found on it, the first findings of each rule where there are more than `limit`."""
    page, findings = collected.page, list(collected.own)
    excused: list[Excused] = []
    for rule, outcome in collected.outcomes:
        if _is_flood(rule, outcome, limit):
            at = page.source.position(0)
            findings += [*outcome.findings[:limit], _report_flood(rule, Place(page.path, at, at), limit)]
        else:
            findings += outcome.findings
        excused += outcome.excused
    stopped = frozenset(rule.code for rule, outcome in collected.outcomes if outcome.stopped)
    rules = [rule for rule, _ in collected.outcomes]
    return CheckedPage(page.source, _sort_findings(findings, rules), collected.complete, stopped, tuple(excused))


def _is_flood(rule: Rule, outcome: Outcome, limit: int) -> bool:
    """Whether a rule has more findings on a page than that, what the linter says of the rule aside."""
    beyond = outcome.findings[limit : limit + 1]
    return bool(beyond) and (
        beyond[0].code == rule.code or (beyond[0].code == LIMIT_REACHED[0] and not outcome.stopped)
    )


def make_subject(page: Page) -> Subject:
    """A page as what a rule looks at."""
    position = page.source.position

    def place(violation: Violation) -> Place:
        start, end = violation.start, max(violation.start, violation.end)
        return Place(page.path, position(start), position(end), where(page, start, end))

    first = position(0)
    top = Place(page.path, first, first)
    return Subject(page, top, place, lambda _path: top)


def add_findings(checked: CheckedPage, more: Sequence[Finding], rules: Sequence[Rule]) -> CheckedPage:
    """A page with what the rules about the set of pages found on it too."""
    return replace(checked, findings=_sort_findings([*checked.findings, *more], rules)) if more else checked


def _sort_findings(findings: list[Finding], rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """Findings in the order of their places, without those that another rule says more exactly."""
    if not findings:
        return ()
    findings = _drop_repetition(findings, {rule.code: rule.yields_to for rule in rules if rule.yields_to})
    return tuple(sorted(findings, key=get_order))


get_order = attrgetter("start", "code", "end", "message")
"""What findings of a page are sorted by."""


def _drop_repetition(findings: list[Finding], yields_to: Mapping[str, tuple[str, ...]]) -> list[Finding]:
    """One cause, one finding: those without the ones that another rule says more exactly in the same place."""
    stronger = {code for codes in yields_to.values() for code in codes}
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code in stronger:
            by_code.setdefault(finding.code, []).append(finding)
    places = {code: _Places(some) for code, some in by_code.items()}
    return [
        finding
        for finding in findings
        if not any(code in places and places[code].overlap(finding) for code in yields_to.get(finding.code, ()))
    ]


class _Places:
    """Where the findings of a rule lie; there may be thousands, so none is compared with all of them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._starts = sorted(finding.start for finding in findings)
        ends = (finding.end for finding in sorted(findings, key=attrgetter("start")))
        self._furthest = list(accumulate(ends, max))

    def overlap(self, finding: Finding) -> bool:
        """Whether one of them overlaps a finding, or starts where it starts."""
        before = bisect_left(self._starts, finding.end)
        if before and finding.start < self._furthest[before - 1]:
            return True
        at = bisect_left(self._starts, finding.start)
        return at < len(self._starts) and self._starts[at] == finding.start


def keep_all(_page: Page, checked: CheckedPage) -> CheckedPage:
    """The filter of findings that keeps every one."""
    return checked


def lint(page: Page, rules: Sequence[Rule], settings: Settings) -> tuple[Finding, ...]:
    """The findings of `rules` on a page, in the order of their places."""
    return check_page(page, rules, settings).findings


def lint_text(
    text: str, rules: Sequence[Rule] | None = None, settings: Settings | None = None, path: str = "page.md"
) -> tuple[Finding, ...]:
    """The findings on a page given as text; `path` is what findings say, and a hint at the kind of page.

    Without `settings` they are those of a run without any, and without `rules` the ones that the settings select.
    Comments in the text suppress nothing, as no rule is to hide from its tests; with `check_paths` they do.
    Raises `UsageError` where plugins or the profile cannot be loaded.
    """
    settings = settings or make_default_settings()
    chosen = load_registry().select(settings) if rules is None else rules
    return lint(parse(Source(path, text), settings.conventions), chosen, settings)
