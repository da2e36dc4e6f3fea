"""The last line of every report that people read: what was checked, what was skipped, what was found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from resp_lint.report.format import BOLD
from resp_lint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.linter import Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding

_ABBREVIATED = ("info",)  # no plural: “2 info”
_MANY = 30  # findings that nobody reads one by one
_MARK = "[*]"


def format_count(number: int, noun: str) -> str:
    """A number and its noun.

    >>> format_count(1, "page"), format_count(0, "page"), format_count(2, "more info")
    ('1 page', '0 pages', '2 more info')
    """
    return f"{number} {noun}" if number == 1 or noun.endswith(_ABBREVIATED) else f"{number} {noun}s"


def describe_finding(finding: Finding, screen: Screen) -> str:
    """What a finding says after the name of its rule, and a mark where `--fix` makes it good."""
    mark = f" {_MARK}" if finding.fix and finding.fix.safe else ""
    return f"{screen.text(finding.name)}: {screen.text(finding.message)}{mark}"


def render_closing(
    run: Run, screen: Screen, *, explain: bool = False, marks: bool = False, counted: bool = False
) -> Iterator[str]:
    """The last lines of a report, unless the user wants quiet: how it went, and what to do next.

    `explain` says that a rule may be named to read about, `marks` that the report marks what can be fixed safely,
    `counted` that it counts the findings.
    """
    if screen.verbosity < 0:
        return
    yield screen.paint(describe_summary(run), BOLD)
    if screen.fixes and (hint := describe_fixable(run, f"{_MARK} " if marks else "")):
        yield hint
    elif explain and 0 < len(run.findings) < _MANY:
        yield f"More about a rule: resp-lint explain {screen.text(run.findings[0].code)}"
    if screen.fixes and len(run.findings) >= _MANY:
        yield _suggest_next(run, screen, counted=counted)


def _suggest_next(run: Run, screen: Screen, *, counted: bool) -> str:
    """What to do about many findings: count them, read about the rule with the most of them, start from a baseline."""
    code, _ = Counter(finding.code for finding in run.findings).most_common(1)[0]
    steps = [] if counted else ["resp-lint --statistics counts them"]
    steps.append(f"resp-lint explain {screen.text(code)} explains the most frequent rule")
    if not run.known:
        steps.append("resp-lint init starts a baseline")
    return f"Next: {', '.join(steps)}."


def describe_fixable(run: Run, mark: str = "") -> str:
    """How many findings can be fixed, and with which option; empty where there are none.

    `mark` is what marks those with a safe fix in the report above.

    >>> from resp_lint.linter import Run
    >>> describe_fixable(Run(()))
    ''
    """
    kinds = Counter(finding.fix.safe for finding in run.findings if finding.fix)
    safe, unsafe = kinds[True], kinds[False]
    if not unsafe:
        return f"{mark}{safe} fixable with --fix." if safe else ""
    if not safe:
        return f"{unsafe} fixable with --unsafe-fixes, to be looked at."
    return f"{mark}{safe} fixable with --fix, {unsafe} more with --unsafe-fixes, to be looked at."


def describe_summary(run: Run) -> str:
    """How many pages were checked, how many others skipped, and how many findings of each level there are."""
    others = f" ({format_count(run.skipped, 'other')} skipped)" if run.skipped else ""
    known = f" ({run.known} known from the baseline)" if run.known else ""
    return f"Checked {format_count(len(run.pages), 'page')}{others}: {_describe_outcome(run)}{known}."


def _describe_outcome(run: Run) -> str:
    if run.counts:
        return ", ".join(format_count(run.counts[level], level) for level in Level)
    if run.problems:
        return "nothing found, but the run is not complete"
    if run.pages:
        return "all good"
    return "none is a responsibility page; --all-pages checks them too" if run.skipped else "nothing to check"
