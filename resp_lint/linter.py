"""`lint(page, rules, …)`: the pure heart.  A page and rules in, findings out."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.lazy import cached_property
from resp_lint.page.collector import paused_collector
from resp_lint.page.kind import PageKind
from resp_lint.page.parser import parse
from resp_lint.page.where import where
from resp_lint.rule import Finding, FixKind, Level
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from resp_lint.finding import Fix, Violation
    from resp_lint.page.model import Page
    from resp_lint.rule import Rule
    from resp_lint.settings import Settings


class CheckedPage(Struct, frozen=True):
    """A page that was checked: its source, and its findings in the order of their places.

    `complete` is false where the linter itself failed, so that a run that saw it cannot pass.
    """

    source: Source
    findings: tuple[Finding, ...]
    complete: bool = True


class Run(Struct, frozen=True, dict=True):
    """What a run found: the pages it checked, how many it passed over, and what kept it from being complete.

    `problems` are lines for people: a path that does not exist, a folder without pages.  `known` is how many old
    findings the baseline took out.
    """

    pages: tuple[CheckedPage, ...]
    passed_over: int = 0
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
"""How many findings one rule may have on one page; a rule that floods costs its own findings only."""


def own_finding(source: Source, kind: tuple[str, str], message: str, help: str, offset: int = 0) -> Finding:  # noqa: A002
    """A finding of the linter about itself."""
    place = source.position(offset)
    return Finding(*kind, Level.ERROR, source.path, place, place, message, help, None)


def unreadable(path: str, reason: str) -> CheckedPage:
    """A page that could not be read at all."""
    source = Source(path, "")
    help_text = "save the page as UTF-8 text in a place that can be read"
    return CheckedPage(
        source, (own_finding(source, UNREADABLE, f"the page cannot be read: {reason}", help_text),), complete=False
    )


@paused_collector()
def check_page(page: Page, rules: Sequence[Rule], settings: Settings) -> CheckedPage:
    """Run rules over a page.

    Rules for responsibility pages are left out where it is none.  Nothing is raised: a rule that fails becomes a
    finding, and the other rules go on.
    """
    findings: list[Finding] = []
    complete = not page.cut_short and not page.front_matter.limit_reached
    if not complete:
        what = page.front_matter.problem if page.front_matter.limit_reached else "blocks are nested too deeply"
        findings.append(
            own_finding(page.source, LIMIT_REACHED, f"{what}; the page is not checked in full", "simplify it")
        )
    is_responsibility = page.kind is PageKind.RESPONSIBILITY
    for rule in rules:
        if rule.docset or not (rule.any_page or is_responsibility):
            continue
        found, fine = run_rule(rule, page, settings)
        findings += found
        complete = complete and fine
    return CheckedPage(page.source, _settled(findings, rules), complete)


def with_findings(checked: CheckedPage, more: Sequence[Finding], rules: Sequence[Rule]) -> CheckedPage:
    """A page with what the rules about the set of pages found on it too."""
    return replace(checked, findings=_settled([*checked.findings, *more], rules)) if more else checked


def _settled(findings: list[Finding], rules: Sequence[Rule]) -> tuple[Finding, ...]:
    """Findings in the order of their places, without those that another rule says more exactly."""
    if not findings:
        return ()
    findings = _without_repetition(findings, {rule.code: rule.yields_to for rule in rules if rule.yields_to})
    return tuple(sorted(findings, key=lambda finding: (finding.start, finding.code, finding.end, finding.message)))


def _without_repetition(findings: list[Finding], yields_to: Mapping[str, tuple[str, ...]]) -> list[Finding]:
    """One cause, one finding: those without the ones that another rule says more exactly in the same place."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    return [
        finding
        for finding in findings
        if not any(
            _overlap(finding, other) for code in yields_to.get(finding.code, ()) for other in by_code.get(code, ())
        )
    ]


def _overlap(one: Finding, other: Finding) -> bool:
    return (one.start < other.end and other.start < one.end) or one.start == other.start


def keep_all(_page: Page, checked: CheckedPage) -> CheckedPage:
    """The filter of findings that keeps every one."""
    return checked


def run_rule(rule: Rule, page: Page, settings: Settings) -> tuple[list[Finding], bool]:
    """One rule's findings on a page of any kind, and whether the rule got to its end."""
    findings: list[Finding] = []
    try:
        for violation in _call(rule, page, settings):
            findings.append(_finding(rule, page, violation, settings))
            if len(findings) > MAX_FINDINGS:
                raise RuntimeError(f"more than {MAX_FINDINGS} findings on one page")  # noqa: TRY301 -- the flood is one more way for a rule to fail
    except Exception as error:  # noqa: BLE001 -- whatever a stranger's rule raises must cost its own findings only
        return [
            *findings[:MAX_FINDINGS],
            own_finding(page.source, INTERNAL_ERROR, *failure(rule, page.path, error)),
        ], False
    return findings, True


def failure(rule: Rule, path: str, error: Exception) -> tuple[str, str]:
    """What to say of a rule that failed, and what to do about it."""
    cause = f"{type(error).__name__}: {error}".partition("\n")[0]
    plugin = rule.check.__module__.partition(".")[0]
    message = f"rule {rule.code} {rule.name} (plugin {plugin}) failed on {path}: {cause}"
    return message, "report it to the plugin's authors; until then leave the rule out with --ignore"


def _call(rule: Rule, page: Page, settings: Settings) -> Iterable[Violation]:
    ready = settings.ready_checks.get(rule.check)
    if ready is None:
        ready = settings.ready_checks[rule.check] = _ready(rule, settings)
    return ready(page)


def _ready(rule: Rule, settings: Settings) -> Callable[[Page], Iterable[Violation]]:
    """A rule's function with all but the page given."""
    check, needs, profile = rule.check, rule.needs, settings.profile
    options = settings.options.get(rule.name, {})
    if needs == ("page",):
        return partial(check, **options) if options else check
    if needs == ("page", "profile"):
        return lambda page: check(page, profile, **options)
    return lambda page: check(*[{"page": page, "profile": profile}[name] for name in needs], **options)


def _finding(rule: Rule, page: Page, violation: Violation, settings: Settings) -> Finding:
    position = page.source.position
    level = settings.levels.get(rule.name, rule.level)
    start, end = position(violation.start), position(max(violation.start, violation.end))
    place = where(page, violation.start, violation.end)
    return Finding(
        rule.code,
        rule.name,
        level,
        page.path,
        start,
        end,
        violation.message,
        violation.help,
        _fix(rule, violation),
        place,
    )


def _fix(rule: Rule, violation: Violation) -> Fix | None:
    """A violation's fix, which is not safer than its rule says."""
    fix = violation.fix
    return replace(fix, safe=False) if fix and fix.safe and rule.fix is not FixKind.SAFE else fix


def lint(page: Page, rules: Sequence[Rule], settings: Settings) -> tuple[Finding, ...]:
    """The findings of `rules` on a page, in the order of their places."""
    return check_page(page, rules, settings).findings


def lint_text(
    text: str, rules: Sequence[Rule] | None = None, settings: Settings | None = None, path: str = "page.md"
) -> tuple[Finding, ...]:
    """The findings on a page given as text; `path` is what findings say, and a hint at the kind of page.

    Without `settings` they are those of a run without any, and without `rules` the ones that the settings select.
    Raises `UsageError` where plugins or the profile cannot be loaded.
    """
    from resp_lint.plugins import default_settings, load_registry  # noqa: PLC0415 -- it imports every plugin

    settings = settings or default_settings()
    chosen = load_registry().select(settings) if rules is None else rules
    return lint(parse(Source(path, text), settings.conventions), chosen, settings)
