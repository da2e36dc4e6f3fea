"""A stranger's format: it is held to our promises, and its failure is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lint.cli.options import Options
from resp_lint.cli.reports import deliver, requested
from resp_lint.linter import Run
from resp_lint.report.format import Format, RunnerCommand
from resp_lint.settings import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from resp_lint.report.format import Screen

RUN = Run(())


def careless(_run: Run, _screen: Screen) -> Iterator[str]:
    yield "::error::x"
    yield "a\n\x1b[2J\u202e##[error]\udcff"
    yield RunnerCommand("::notice::meant")


def failing(_run: Run, _screen: Screen) -> Iterator[str]:
    yield "first"
    raise KeyError("gone")


FORMATS = {"careless": Format("careless", "", careless), "failing": Format("failing", "", failing)}


@pytest.mark.parametrize(
    ("environment", "lines"),
    [
        ({}, ["::error::x", "a\\n\\x1b[2J\\u202e##[error]\\xff", "::notice::meant"]),
        (
            {"GITHUB_ACTIONS": "true"},
            [":\u200b:error::x", "a\\n\\x1b[2J\\u202e#\u200b#[error]\\xff", "::notice::meant"],
        ),
    ],
    ids=["", "on GitHub"],
)
def test_a_careless_format(
    capfdbinary: pytest.CaptureFixture[bytes], environment: dict[str, str], lines: list[str]
) -> None:
    options = Options(output_format=("careless",))
    deliver(requested(options, FORMATS, environment), RUN, options, environment)
    assert capfdbinary.readouterr().out.decode().split("\n")[:-1] == lines


def test_a_careless_format_in_a_file(tmp_path: Path) -> None:
    options = Options(output_format=(f"careless:{tmp_path}/out",))
    deliver(requested(options, FORMATS, {"GITHUB_ACTIONS": "true"}), RUN, options, {"GITHUB_ACTIONS": "true"})
    assert (tmp_path / "out").read_bytes().startswith(b"::error::x\na\\n\\x1b[2J")


def test_a_failing_format_is_named() -> None:
    options = Options(output_format=("failing",))
    with pytest.raises(UsageError, match="format “failing” failed: KeyError: 'gone'"):
        deliver(requested(options, FORMATS, {}), RUN, options, {})


def test_the_other_formats_are_named_where_one_is_unknown() -> None:
    with pytest.raises(UsageError, match="unknown format “yaml”; there are: careless, failing"):
        requested(Options(output_format=("yaml:x",)), FORMATS, {})
