"""`--timing`: where the time of a run went, by phase and by rule.

The rules of such a run are stood in for by ones that look at a clock.  No other run looks at one.
"""

from __future__ import annotations

import os
import sys
from functools import update_wrapper
from time import perf_counter_ns, process_time_ns
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen
from resp_lint.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from resp_lint.cli.options import Options
    from resp_lint.rule import Rule

CHECKING = "reading and parsing"
FIXING = "reading, parsing, fixing, reporting"
WIDTH = 44
PHASES = f"{'phase':<{WIDTH}}{'ms':>10}{'share':>8}"
RULES = f"{'rule':<{WIDTH}}{'ms':>10}{'share':>8}{'runs':>8}{'µs/run':>10}{'findings':>10}"


class TimedCheck:
    """A rule's function that says how long it took; what the linter does with each finding counts as its time."""

    def __init__(self, check: Callable[..., Iterable[Any]]) -> None:
        update_wrapper(self, check)
        self.__code__ = check.__code__  # a rule says by it what it needs
        self.check = check
        self.spent = self.calls = self.findings = 0

    def __call__(self, *arguments: object, **options: object) -> Iterator[Any]:
        """The violations that the rule finds."""
        self.calls += 1
        start = perf_counter_ns()
        try:
            for violation in self.check(*arguments, **options):
                self.findings += 1
                yield violation
        finally:
            self.spent += perf_counter_ns() - start

    @property
    def told(self) -> str:
        """How often the rule ran, how long it took for once, and what it found: the end of a line."""
        return f"{self.calls:>8}{self.spent / max(1, self.calls) / 1e3:>10.1f}{self.findings:>10}"


def measure_run(check: Callable[[Session, Callable[[str], None]], int], options: Options) -> int:
    """Check, and show on standard error where the time went, if anybody listens there."""
    watch = Stopwatch()
    code = check(Session(options, prepare=watch.time_rule), watch.end_phase)
    watch.end_phase("reporting" if watch.has_checked else FIXING)
    if sys.stderr is not None:
        show(watch.lines(), make_screen(sys.stderr, os.environ), sys.stderr)
    return code


class Stopwatch:
    """Takes the times of one run, from the start of the process on."""

    def __init__(self) -> None:
        self._spent = {"starting Python, and what is imported first": process_time_ns()}
        self._last = perf_counter_ns()
        self._checks: dict[str, TimedCheck] = {}

    @property
    def has_checked(self) -> bool:
        """Whether pages were checked by themselves, and not fixed on the way."""
        return CHECKING in self._spent

    def time_rule(self, rule: Rule) -> Rule:
        """A rule that looks at the clock; each has one, however many checkers use it."""
        check = self._checks.setdefault(f"{rule.code} {rule.name}", TimedCheck(rule.check))
        return replace(rule, check=check)

    def end_phase(self, phase: str) -> None:
        """Count what was spent since the last phase to this one."""
        now = perf_counter_ns()
        self._spent[phase] = now - self._last
        self._last = now

    def lines(self) -> Iterator[str]:
        """A table of phases, and one of rules, those first that took longest."""
        checks = {name: check for name, check in self._checks.items() if check.calls}
        rules = sum(check.spent for check in checks.values())
        total = sum(self._spent.values())
        yield PHASES
        for name, spent in self._spent.items():
            if name in {CHECKING, FIXING}:
                yield _format_line("rules", rules, total)
            yield _format_line(name, spent - rules if name in {CHECKING, FIXING} else spent, total)
        yield _format_line("all", total, total)
        yield ""
        yield RULES
        for name, check in sorted(checks.items(), key=lambda item: (-item[1].spent, item[0])):
            yield _format_line(name, check.spent, total) + check.told
        yield "What several rules need is worked out once and counted for the first of them."


def _format_line(name: str, spent: int, total: int) -> str:
    return f"{name:<{WIDTH}}{spent / 1e6:>10.2f}{spent / total:>8.1%}"
