"""Annotations: what @actions/core would write, what the runner reads back, and nothing more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from github_runner import Command, commands

from resp_lint.linter import CheckedPage, Run
from resp_lint.report import github, sarif
from resp_lint.report.format import RunnerCommand, Screen
from resp_lint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Callable

SCREEN = Screen(github=True)

# From the tests of @actions/core: what `issueCommand(name, properties, message)` writes.
ISSUE_COMMAND: list[tuple[str, dict[str, str], str, str]] = [
    ("some-command", {}, "", "::some-command::"),
    ("some-command", {}, "some message", "::some-command::some message"),
    (
        "some-command",
        {},
        "percent % percent % cr \r cr \r lf \n lf \n",
        "::some-command::percent %25 percent %25 cr %0D cr %0D lf %0A lf %0A",
    ),
    ("some-command", {}, "%25 %25 %0D %0D %0A %0A", "::some-command::%2525 %2525 %250D %250D %250A %250A"),
    (
        "some-command",
        {"name": "percent % cr \r cr \r lf \n lf \n colon : colon : comma , comma ,"},
        "",
        "::some-command name=percent %25 cr %0D cr %0D lf %0A lf %0A colon %3A colon %3A comma %2C comma %2C::",
    ),
    (
        "some-command",
        {},
        "percent % cr \r cr \r lf \n lf \n colon : colon : comma , comma ,",
        "::some-command::percent %25 cr %0D cr %0D lf %0A lf %0A colon : colon : comma , comma ,",
    ),
    ("some-command", {"prop1": "value 1", "prop2": "value 2"}, "m", "::some-command prop1=value 1,prop2=value 2::m"),
    ("some-command", {"prop1": "", "prop2": "v"}, "m", "::some-command prop2=v::m"),
    ("some-command", {"prop1": ""}, "m", "::some-command ::m"),
    ("error", {}, "::warning::x", "::error::::warning::x"),
]


@pytest.mark.parametrize(("name", "properties", "message", "line"), ISSUE_COMMAND, ids=lambda part: str(part)[:30])
def test_commands_are_those_of_actions_core(name: str, properties: dict[str, str], message: str, line: str) -> None:
    assert github.make_command(name, properties, message) == line


def written(run: Run) -> list[Command]:
    """What the runner takes from a report."""
    return commands("".join(f"{SCREEN.line(line)}\n" for line in github.render(run, SCREEN)))


PLACE = "file=docs/a.md,line=3,endLine=3,col=1,endColumn=6"


def test_an_annotation(run_of: Callable[..., Run]) -> None:
    lines = list(github.render(run_of("# T\n\n| a |\n", (5, 10)), SCREEN))
    assert lines == [
        f"::error {PLACE},title=RSP401 missing-caption::the table has no caption%0Awrite one below it",
        "Checked 1 page: 1 error, 0 warnings, 0 info.",
    ]


def test_columns_go_where_the_lines_differ(run_of: Callable[..., Run]) -> None:
    line = next(github.render(run_of("a\nb\n", (0, 3)), SCREEN))
    assert line.startswith("::error file=docs/a.md,line=1,endLine=2,title=RSP401 missing-caption::")


@pytest.mark.parametrize(
    ("level", "name"), [(Level.ERROR, "error"), (Level.WARNING, "warning"), (Level.INFO, "notice")]
)
def test_levels(run_of: Callable[..., Run], level: Level, name: str) -> None:
    assert next(github.render(run_of("a", (0, 1), level=level), SCREEN)).startswith(f"::{name} ")


def test_a_long_message_is_cut_by_us(run_of: Callable[..., Run]) -> None:
    line = next(github.render(run_of("a", (0, 1), message="%" * 5000), SCREEN))
    (command,) = commands(line)
    assert command.data == "%" * 4095 + "…"


def many(checked: Callable[..., CheckedPage], numbers: dict[str, int], level: Level) -> Run:
    return Run(
        tuple(
            checked(path, "x\n" * 20, *((2 * i, 2 * i + 1) for i in range(n)), level=level)
            for path, n in numbers.items()
        )
    )


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize(("number", "shown", "more"), [(9, 9, ""), (10, 9, "1 more"), (15, 9, "6 more")])
def test_at_most_nine_and_a_line_for_the_others(
    checked: Callable[..., CheckedPage], level: Level, number: int, shown: int, more: str
) -> None:
    found = written(many(checked, {"a.md": number}, level))
    assert len([command for command in found if "file" in command.properties]) == shown
    others = [command.data for command in found if "file" not in command.properties]
    assert [text.startswith(more) for text in others] == [True] * bool(more)
    assert len(found) <= 10


def test_annotations_are_spread_over_files(checked: Callable[..., CheckedPage]) -> None:
    run = many(checked, {"a.md": 15, "b.md": 1, "c.md": 3}, Level.ERROR)
    files = [command.properties["file"] for command in written(run) if "file" in command.properties]
    assert files == ["a.md"] * 5 + ["b.md"] + ["c.md"] * 3


def test_errors_come_first(checked: Callable[..., CheckedPage]) -> None:
    pages = (
        checked("a.md", "x", (0, 1), level=Level.INFO),
        checked("b.md", "x", (0, 1), level=Level.WARNING),
        checked("c.md", "x", (0, 1), level=Level.ERROR),
    )
    assert [command.name for command in written(Run(pages))] == ["error", "warning", "notice"]


def test_only_annotations_are_commands(run_of: Callable[..., Run]) -> None:
    lines = list(github.render(run_of("a", (0, 1)), SCREEN))
    assert [isinstance(line, RunnerCommand) for line in lines] == [True, False]


def test_columns_count_utf_16_units_as_in_sarif(run_of: Callable[..., Run]) -> None:
    run = run_of("😀é end\n", (3, 6))
    assert "line=1,endLine=1,col=5,endColumn=8," in next(github.render(run, SCREEN))
    region = json.loads("".join(sarif.render(run, SCREEN)))["runs"][0]["results"][0]["locations"][0]
    assert (region["physicalLocation"]["region"]["startColumn"], run.findings[0].start.column) == (5, 4)


def test_what_could_not_be_checked_is_an_error() -> None:
    lines = list(github.render(Run((), problems=("docs/a%.md: no such file\nor folder",)), SCREEN))
    assert lines[0] == "::error title=resp-lint::docs/a%25.md: no such file%0Aor folder"
    assert isinstance(lines[0], RunnerCommand)
