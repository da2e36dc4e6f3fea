"""The last line of every report that people read: what was checked, what was passed over, what was found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from resp_lint.report.format import BOLD
from resp_lint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.linter import Run
    from resp_lint.report.format import Screen

_ABBREVIATED = ("info",)  # no plural: “2 info”


def format_count(number: int, noun: str) -> str:
    """A number and its noun.

    >>> format_count(1, "page"), format_count(0, "page"), format_count(2, "more info")
    ('1 page', '0 pages', '2 more info')
    """
    return f"{number} {noun}" if number == 1 or noun.endswith(_ABBREVIATED) else f"{number} {noun}s"


def render_closing(run: Run, screen: Screen, *, explain: bool = False) -> Iterator[str]:
    """The last lines of a report, unless the user wants quiet: how it went, and what to do next."""
    if screen.verbosity < 0:
        return
    yield screen.paint(describe_summary(run), BOLD)
    if screen.fixes and (hint := describe_fixable(run)):
        yield hint
    elif explain and run.findings:
        yield f"More about a rule: resp-lint explain {screen.text(run.findings[0].code)}"


def describe_fixable(run: Run) -> str:
    """How many findings can be fixed, and with which option; empty where there are none.

    >>> from resp_lint.linter import Run
    >>> describe_fixable(Run(()))
    ''
    """
    kinds = Counter(finding.fix.safe for finding in run.findings if finding.fix)
    safe, unsafe = kinds[True], kinds[False]
    if not unsafe:
        return f"{safe} fixable with --fix." if safe else ""
    if not safe:
        return f"{unsafe} fixable with --unsafe-fixes, to be looked at."
    return f"{safe} fixable with --fix, {unsafe} more with --unsafe-fixes, to be looked at."


def describe_summary(run: Run) -> str:
    """How many pages were checked, how many others passed over, and how many findings of each level there are."""
    others = f" ({format_count(run.passed_over, 'other')} passed over)" if run.passed_over else ""
    known = f" ({run.known} known from the baseline)" if run.known else ""
    return f"Checked {format_count(len(run.pages), 'page')}{others}: {_describe_outcome(run)}{known}."


def _describe_outcome(run: Run) -> str:
    if run.counts:
        return ", ".join(format_count(run.counts[level], level) for level in Level)
    if run.problems:
        return "nothing found, but the run is not complete"
    if run.pages:
        return "all good"
    return "none is a responsibility page; --all-pages checks them too" if run.passed_over else "nothing to check"
