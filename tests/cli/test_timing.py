"""`--timing`: the report as without it, and after it on standard error where the time went."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from resp_lint.cli import timing
from resp_lint.cli.timing import TimedCheck
from resp_lint.plugins import load_registry
from resp_lint.rule import Rule, Violation, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.page.model import Page
    from tests.cli.conftest import Command

LINE = re.compile(r"^(?P<name>.+?) +(?P<ms>[\d.]+) +(?P<share>[\d.]+)%(?: +(?P<runs>\d+) +[\d.]+ +(?P<found>\d+))?$")


def told(text: str) -> dict[str, re.Match[str]]:
    """The lines of both tables, by their names."""
    return {match["name"]: match for match in map(LINE.match, text.split("\n")) if match}


@pytest.mark.usefixtures("pages")
def test_the_report_is_as_without_it(command: Command) -> None:
    plain, profiled = command("docs"), command("--timing", "docs")
    assert (profiled.out, profiled.code) == (plain.out, plain.code)


@pytest.mark.usefixtures("pages")
def test_every_rule_that_ran_is_told_with_what_it_found(command: Command) -> None:
    rules = told(command("--timing", "--select", "RSP501,RSP502,RSP801", "docs").err)
    ran = {name: (line["runs"], line["found"]) for name, line in rules.items() if line["runs"]}
    assert ran == {
        "RSP501 row-without-owner": ("2", "1"),
        "RSP502 blank-owner-cell": ("2", "0"),
        "RSP801 duplicate-topic-id": ("1", "1"),  # of the set of pages
    }


@pytest.mark.usefixtures("pages")
def test_rules_that_took_longest_come_first(command: Command) -> None:
    times = [float(line["ms"]) for line in told(command("--timing", "docs").err).values() if line["runs"]]
    assert times == sorted(times, reverse=True)
    assert len(times) > 30


@pytest.mark.parametrize("options", [(), ("--fix",), ("--add-ignores",), ("--diff",), ("--isolated", "-q")])
@pytest.mark.usefixtures("pages")
def test_phases_add_up_to_all(command: Command, options: tuple[str, ...]) -> None:
    phases = {name: float(line["ms"]) for name, line in told(command("--timing", *options, "docs").err).items()}
    phases = {name: ms for name, ms in phases.items() if not name.startswith("RSP")}
    total = phases.pop("all")
    assert sum(phases.values()) == pytest.approx(total, abs=0.05)
    assert phases["rules"] > 0


def test_a_rule_in_front_of_a_clock_is_the_same_rule() -> None:
    for known in load_registry().rules:
        timed = TimedCheck(known.check)
        again = Rule(known.code, known.level, known.rule_set, known.fix, known.any_page, known.own, timed)
        same = ("name", "doc", "summary", "option_names", "needs_profile", "package")
        assert [getattr(again, name) for name in same] == [getattr(known, name) for name in same]


def test_a_rule_that_fails_fails_as_ever_and_its_time_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 1000, 7))
    monkeypatch.setattr(timing, "perf_counter_ns", lambda: next(ticks))

    @rule("TST001")
    def failing(page: Page) -> Iterator[Violation]:
        """One fault, then an error."""
        yield Violation(0, 1, f"{page}")
        raise ValueError("no")

    timed = TimedCheck(failing.check)
    faults = timed("page")
    assert next(faults).message == "page"
    with pytest.raises(ValueError, match="no"):
        next(faults)
    assert (timed.spent, timed.calls, timed.findings) == (7, 1, 1)


@pytest.mark.usefixtures("pages")
def test_nobody_else_looks_at_a_clock(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise AssertionError

    monkeypatch.setattr(timing, "perf_counter_ns", fail)
    assert command("docs").code == 1


def test_the_old_name_says_the_new_one(command: Command) -> None:
    said = "resp-lint: error: --profile is called --timing now, as a profile says what a page should be\n"
    assert (command("--profile").code, command("docs", "--profile").err) == (2, said)
