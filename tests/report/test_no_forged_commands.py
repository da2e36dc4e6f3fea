"""Whatever stands in a page, a path or a message, GitHub's runner finds our commands and no others."""

from __future__ import annotations

import re

import pytest
from github_runner import Command, commands, parsed
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.linter import CheckedPage, Run
from resp_lint.page.where import Where
from resp_lint.plugins import load_registry
from resp_lint.report.format import Screen
from resp_lint.rule import Edit, Finding, Fix, Level
from resp_lint.source import Source

SCREENS = (
    Screen(github=True, docs="https://example.com/{name}", web="https://example.com/blob/x"),
    Screen(github=True, color=True, links=True, wraps=True, width=40, fixes=True),
    Screen(github=True, unicode=False),
)
PIECES = [
    *("::error::", "::stop-commands::x", "##[error]", "##[group]", "::", "file=x", "%0A", "\x1b[2J", "\x1b[0m"),
    *("\n", "\r", "\r\n", "\u2028", "\x85", "\x0c", " ", "\u3000", "\u202e", "\udcff", "\ufe0f", "\u200b", "\xad"),
    *"%,:#[]=a",
]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("::error::x", Command("error", {}, "x")),
        (" \u3000::ERROR file=a%2Cb,line=1,col=::x%0Ay", Command("ERROR", {"file": "a,b", "line": "1"}, "x\ny")),
        ("a ::error::x", None),
        ("::unknown::x", None),
        ("::error", None),
        ("a ##[group]x%5D", Command("group", {}, "x]")),
        ("##[error a=b;c=d]x", Command("error", {"a": "b", "c": "d"}, "x")),
        ("##[unknown]x", None),
        ("##[error", None),
        (":\u200b:error::x", None),
        ("#\u200b#[error]x", None),
    ],
    ids=ascii,
)
@pytest.mark.parametrize("culture", [False, True])
def test_how_the_runner_reads(line: str, command: Command | None, culture: bool) -> None:  # noqa: FBT001 -- a case
    assert parsed(line, culture=culture) == command


def hostile_run(path: str, message: str, remedy: str, text: str) -> Run:
    source = Source(f"x{path}", text or "x")
    start, end = source.position(0), source.position(len(source.text))
    fix = Fix(message, (Edit(0, 1, remedy),))
    where = Where(remedy, path, message, 1, 1, 1)
    findings = tuple(
        Finding(f"RSP1{path}", f"n{message}", level, source.path, start, end, message, remedy, fix, where)
        for level in Level
    )
    return Run((CheckedPage(source, findings),), problems=(message,))


@pytest.mark.parametrize("name", sorted(load_registry().formats))
@given(path=HOSTILE, message=HOSTILE, remedy=HOSTILE, text=HOSTILE)
def test_no_text_becomes_a_command(name: str, path: str, message: str, remedy: str, text: str) -> None:
    run = hostile_run(path, message, remedy, text)
    ours = ["error", "error", "warning", "notice"] if name == "github" else []
    for screen in SCREENS:
        lines = [screen.line(line) for line in load_registry().formats[name].render(run, screen)]
        assert all(line == "" or len(re.split("[\n\r]", line)) == 1 for line in lines)
        for culture in (False, True):
            found = commands("".join(f"{line}\n" for line in lines), culture=culture)
            assert [command.name for command in found] == ours
            assert not any("\n" in command.properties.get("file", "") for command in found)
