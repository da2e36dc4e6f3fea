"""Annotations: what @actions/core would write, what the runner reads back, and nothing more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.lint import CheckedPage, Run
from resp_lint.page.source import Source
from resp_lint.report import concise, full, github
from resp_lint.report import json as json_format
from resp_lint.report.format import RunnerCommand, Screen
from resp_lint.report.markdown import cut
from resp_lint.report.markdown import render as markdown
from resp_lint.rule import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
    ("some-command", {"prop1": ""}, "m", "::some-command::m"),
    ("error", {}, "::warning::x", "::error::::warning::x"),
]


@pytest.mark.parametrize(("name", "properties", "message", "line"), ISSUE_COMMAND, ids=lambda part: str(part)[:30])
def test_commands_are_those_of_actions_core(name: str, properties: dict[str, str], message: str, line: str) -> None:
    assert github.command(name, properties, message) == line


def read_by_runner(line: str) -> tuple[str, dict[str, str], str] | None:
    """What GitHub's runner takes a line for: `ActionCommand.TryParseV2`, then `TryParse`."""
    trimmed = line.lstrip()
    end = trimmed.find("::", 2)
    if trimmed.startswith("::") and end >= 0:
        name, _, listed = trimmed[2:end].partition(" ")
        pairs = (pair.split("=", 1) for pair in listed.split(",") if "=" in pair)
        return name, {key: unescaped(value) for key, value in pairs}, unescaped(trimmed[end + 2 :])
    if legacy := re.search(r"##\[([^\] ]*)[^\]]*\](.*)", line, re.DOTALL):
        return legacy[1], {}, legacy[2]
    return None


def unescaped(text: str) -> str:
    for token, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(token, character)
    return text


def read_back(lines: list[str]) -> list[tuple[str, dict[str, str], str]]:
    return [command for line in lines if (command := read_by_runner(line)) is not None]


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
    command = read_by_runner(line)
    assert command is not None
    assert command[2] == "%" * 4095 + "…"


@pytest.mark.parametrize(
    ("path", "root", "shown"),
    [
        ("a.md", "", "a.md"),
        ("docs/a.md", "{cwd}", "docs/a.md"),
        ("{cwd}/docs/a.md", "{cwd}", "docs/a.md"),
        ("a.md", "{cwd}/..", "{name}/a.md"),
        ("../a.md", "{cwd}", "../a.md"),
        ("a,b:c%.md", "{cwd}", "a,b:c%.md"),
        ("a\nb\udcff.md", "{cwd}", "a\\nb\\xff.md"),
    ],
)
def test_paths_are_the_workspaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, root: str, shown: str
) -> None:
    monkeypatch.chdir(tmp_path)
    here = {"cwd": str(tmp_path), "name": tmp_path.name}
    assert github.relative(path.format(**here), root.format(**here)) == shown.format(**here)


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
    commands = read_back(list(github.render(many(checked, {"a.md": number}, level), SCREEN)))
    placed = [command for command in commands if "file" in command[1]]
    assert len(placed) == shown
    assert [command[2].startswith(more) for command in commands if "file" not in command[1]] == [True] * bool(more)
    assert len(commands) <= 10


def test_annotations_are_spread_over_files(checked: Callable[..., CheckedPage]) -> None:
    run = many(checked, {"a.md": 15, "b.md": 1, "c.md": 3}, Level.ERROR)
    files = [command[1]["file"] for command in read_back(list(github.render(run, SCREEN))) if "file" in command[1]]
    assert files == ["a.md"] * 5 + ["b.md"] + ["c.md"] * 3


def test_errors_come_first(checked: Callable[..., CheckedPage]) -> None:
    pages = (
        checked("a.md", "x", (0, 1), level=Level.INFO),
        checked("b.md", "x", (0, 1), level=Level.WARNING),
        checked("c.md", "x", (0, 1), level=Level.ERROR),
    )
    names = [name for name, _, _ in read_back(list(github.render(Run(pages), SCREEN)))]
    assert names == ["error", "warning", "notice"]


PIECES = [
    *("::error::", "::stop-commands::x", "##[error]", "##[group]", "::", "file=x", "%0A", "\x1b[2J"),
    *("\n", "\r", "\r\n", "\u2028", "\x85", "\x0c", " ", "\u3000", "\u202e", "\udcff"),
    *"%,:#[]=a",
]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_text_becomes_a_command(path: str, message: str, remedy: str, text: str) -> None:
    source = Source(f"x{path}", text or "x")
    start, end = source.position(0), source.position(len(source.text))
    findings = tuple(
        Finding(f"RSP1{path}", f"n{message}", level, source.path, start, end, message, remedy, None) for level in Level
    )
    run = Run((CheckedPage(source, findings),))
    for render in (concise.render, full.render, json_format.render, markdown):
        lines = [SCREEN.line(line) for line in render(run, SCREEN)]
        assert read_back(lines) == []
        # The runner reads a line up to any line end.
        assert all(line == "" or len(re.split("[\n\r]", line)) == 1 for line in lines)
    commands = read_back([SCREEN.line(line) for line in github.render(run, SCREEN)])
    assert [name for name, _, _ in commands] == ["error", "warning", "notice"]
    assert all("\n" not in properties["file"] for _, properties, _ in commands)


def test_only_annotations_are_commands(run_of: Callable[..., Run]) -> None:
    lines = list(github.render(run_of("a", (0, 1)), SCREEN))
    assert [isinstance(line, RunnerCommand) for line in lines] == [True, False]


MESSAGE = "&#96;x&#96; &#124; &lt;b&gt;y&lt;/b&gt; &amp; &#42;z&#42;"


def test_the_summary_of_the_step(run_of: Callable[..., Run]) -> None:
    run = run_of("a", (0, 1), path="docs/a_b.md", message="`x` | <b>y</b> & *z*", help="")
    assert list(markdown(run, SCREEN)) == [
        "**Checked 1 page: 1 error, 0 warnings, 0 info.**",
        "",
        "| Place | Level | Rule | What is wrong |",
        "| --- | --- | --- | --- |",
        f"| docs/a&#95;b.md&#58;1&#58;1 | error | RSP401 missing-caption | {MESSAGE} |",
    ]


@pytest.mark.parametrize("number", [1, 100, 1000])
def test_the_summary_is_cut_below_its_limit(number: int) -> None:
    lines = list(cut(("ü" * 20 for _ in range(number)), 1000))
    size = len("".join(f"{line}\n" for line in lines).encode())
    assert size <= 1000
    assert (number > 21) == lines[-1].endswith("may not be longer.")
    assert sum(line.startswith("ü") for line in lines) + int(lines[-1].split()[0] if number > 21 else 0) == number
