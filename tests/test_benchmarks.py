"""The benchmarks' own parts: corpora that are what they are said to be, and figures that say what was measured."""

from __future__ import annotations

import doctest
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import corpora
import growth
import made
import measure
import pytest
import results
import vary
import where_time_goes
from made import findings_page, growing_page
from measure import Case, Once, ratio
from peers import CHANGES, CONCISE, FIRST, FULL, MATRIX, ONE_JOB, RUMDL_SECOND, SECOND, runs_with_cache
from results import Measured, rendered
from targets import DISTINCT, MANY, ONE, PAGES, TREE
from vary import Variation, varied

from resp_lint import lint_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MODELS = corpora.Models((("a__one.md", growing_page(5000)), ("b__two.md", growing_page(6000))), (), real=False)


@pytest.mark.parametrize("module", [growth, made, measure, vary, where_time_goes], ids=lambda module: module.__name__)
def test_what_docstrings_say(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_pages_are_the_same_every_time_and_differ_from_each_other() -> None:
    once, again = (list(corpora.responsibility_pages(MODELS, 20, 0.1)) for _ in range(2))
    assert once == again
    assert len({text for _, text in once}) == len({name for name, _ in once}) == 20


def test_each_page_is_another_topic_of_another_service() -> None:
    text = varied(MODELS.responsibilities[0][1], Variation("s007"), corpora._seeded("any"))
    assert "\nsubcollection: nimbus-queue-s007\n" in text
    assert "\n{: #nimbus-queue-responsibilities-s007}\n" in text


@pytest.mark.parametrize("size", [20_000, 40_000])
def test_a_page_that_grows_in_bytes_has_no_finding(size: int) -> None:
    text = growing_page(size)
    assert 0 <= len(text) - size < len(made.row(1000))
    assert lint_text(text) == ()


@pytest.mark.parametrize("faults", [0, 10, 20])
def test_a_page_that_grows_in_findings_has_two_a_task(faults: int) -> None:
    assert len(lint_text(findings_page(1, faults)[1])) == 2 * faults


def case(name: str, seconds: Sequence[float], scale: float = 1.0) -> Case:
    """A case that was run, one run a second."""
    runs = [Once(one, one, 20.0, 0) for one in seconds]
    return Case(name, ("true",), len(seconds), scale=scale, runs=runs)


def test_a_ratio_is_that_of_runs_side_by_side() -> None:
    assert ratio(case("us", [1, 30, 3]), case("them", [2, 60, 12])) == 0.5
    assert ratio(case("us", [1, 9, 9]), case("them", [0.5], scale=10)) == 0.2


def test_a_command_is_timed_with_its_memory_and_its_status() -> None:
    once = measure.run((sys.executable, "-c", "import sys; sys.exit(3)"))
    assert once.status == 3
    assert once.wall > 0
    assert once.peak_mb > 5


def test_a_command_that_fails_stops_the_benchmarks() -> None:
    with pytest.raises(measure.FailedRunError, match="exit status 3"):
        Case("broken", (sys.executable, "-c", "import sys; sys.exit(3)"), 1).run()


def test_a_first_run_has_no_cache_and_a_second_one_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peers.HOME", tmp_path)
    first, second, *_ = runs_with_cache("pages", 1)
    command = ("/bin/sh", "-c", 'test -d "$RESP_LINT_CACHE_DIR" && exit 1; mkdir "$RESP_LINT_CACHE_DIR"')
    first, second = replace(first, command=command), replace(second, command=command)
    for _ in range(2):
        first.run()
        second.run()
    assert [[one.status for one in some.runs] for some in (first, second)] == [[0, 0], [1, 1]]


def test_a_command_on_a_terminal_sees_one() -> None:
    once = measure.run_on_terminal((sys.executable, "-c", "import sys; sys.exit(7 * sys.stdout.isatty())"))
    assert once.status == 7


def measured(ours: float) -> Measured:
    """A run in which everybody took a second and we took `ours`."""
    names = ("import markdown_it, pluggy, yaml", "rumdl", "codespell", "markdownlint-cli2", "pymarkdown")
    cases = {
        corpus: [
            case("resp-lint", [ours]),
            *(case(name, [ours]) for name in (ONE_JOB, SECOND, FULL, MATRIX, CHANGES)),
            *(case(name, [1.0]) for name in (*names, FIRST, RUMDL_SECOND, CONCISE)),
        ]
        for corpus in (ONE, PAGES, DISTINCT, TREE, MANY)
    }
    fits = (growth.Fit("bytes", (1, 2, 4, 8), (5, 6, 8, 12)), growth.Fit("files", (1, 2, 4, 8), (5, 6, 10, 26)))
    facts = {"files": 1, "bytes": 2, "cells": 3, "distinct cells": 4, "sha256": "5"}
    return Measured({"real": True, "corpora": {"one": facts}}, cases, fits, {"cores": "2"}, 0.0, 10.0, thorough=True)


@pytest.mark.parametrize(("ours", "missed"), [(0.0001, 1), (1.25, 5), (5.0, 9)])
def test_targets_are_held_against_what_was_measured(ours: float, missed: int) -> None:
    text = rendered(measured(ours), "## Notes\n")
    assert text.count("**not met**") == missed
    assert "| growing in bytes | exponent of cost | ≤ 1.05 | 1.000 | met |" in text
    assert "| growing in files | exponent of cost | ≤ 1.02 | 2.000 | **not met** |" in text
    assert text.endswith("## Notes\n")


def test_results_that_are_not_to_be_relied_on_say_so() -> None:
    assert "**" not in rendered(measured(0.0001), "").partition("## Targets")[0]
    busy = results.Measured(**{**vars(measured(1.0)), "busy": 0.5, "thorough": False})
    assert "Others used 50% of this machine" in rendered(busy, "")
    assert "quick run" in rendered(busy, "")
