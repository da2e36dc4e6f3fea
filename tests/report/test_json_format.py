"""One JSON document that every reader takes, with exactly the names that were promised."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.linter import CheckedPage, Excused, Run
from resp_lint.report import json as json_format
from resp_lint.report.format import Screen
from resp_lint.rule import Edit, Finding, Fix, Level
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable


def document(run: Run) -> Any:  # noqa: ANN401 -- what JSON holds
    text = "\n".join(json_format.render(run, Screen()))
    assert text.isascii()
    assert "\x7f" not in text
    return json.loads(text)


def test_an_empty_run() -> None:
    assert document(Run((), 2)) == {
        "version": 1,
        "findings": [],
        "excused": [],
        "summary": {"pages": 0, "passed_over": 2, "known": 0, "error": 0, "warning": 0, "info": 0},
    }


def test_the_whole_document(run_of: Callable[..., Run]) -> None:
    fix = Fix("write it", (Edit(5, 6, "ü\n"), Edit(8, 8, "")), safe=False)
    run = run_of("# T\n\n| a |\n", (5, 10), fix=fix, level=Level.WARNING)
    assert document(run) == {
        "version": 1,
        "findings": [
            {
                "code": "RSP401",
                "name": "missing-caption",
                "level": "warning",
                "message": "the table has no caption",
                "help": "write one below it",
                "path": "docs/a.md",
                "line": 3,
                "column": 1,
                "end_line": 3,
                "end_column": 6,
                "fix": {
                    "safe": False,
                    "title": "write it",
                    "edits": [{"start": 5, "end": 6, "text": "ü\n"}, {"start": 8, "end": 8, "text": ""}],
                },
            }
        ],
        "excused": [],
        "summary": {"pages": 1, "passed_over": 0, "known": 0, "error": 0, "warning": 1, "info": 0},
    }


def test_what_a_page_is_excused_from() -> None:
    excused = Excused("RSP201", "missing-section", "it says that it has no unique responsibilities")
    run = Run((CheckedPage(Source("docs/a.md", ""), (), excused=(excused,)),))
    assert document(run)["excused"] == [
        {
            "path": "docs/a.md",
            "code": "RSP201",
            "name": "missing-section",
            "reason": "it says that it has no unique responsibilities",
        }
    ]


def test_names_stand_in_the_promised_order(run_of: Callable[..., Run]) -> None:
    run = run_of("x", (0, 1))
    names = ["code", "name", "level", "message", "help", "path", "line", "column", "end_line", "end_column", "fix"]
    assert list(document(run)["findings"][0]) == names
    assert document(run)["findings"][0]["fix"] is None


@pytest.mark.parametrize(
    ("path", "read_back"),
    [
        ("a\udcff.md", "a\\xff.md"),
        ("a\ud800.md", "a\\ud800.md"),
        ("a\n\x1b\u202e.md", "a\n\x1b\u202e.md"),
        ("\x7f##[error]\\", "\x7f##[error]\\"),
        ("😀.md", "😀.md"),
    ],
    ids=ascii,
)
def test_paths_of_any_bytes(run_of: Callable[..., Run], path: str, read_back: str) -> None:
    assert document(run_of("x", (0, 1), path=path))["findings"][0]["path"] == read_back


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=4, max_size=4))
def test_any_text_is_read_back(texts: list[str]) -> None:
    path, message, remedy, title = texts
    source = Source(path, "x")
    place = source.position(0)
    finding = Finding("RSP1", "n", Level.INFO, path, place, place, message, remedy, Fix(title, ()))
    read = document(Run((CheckedPage(source, (finding,)),)))["findings"][0]
    assert [read["path"], read["message"], read["help"], read["fix"]["title"]] == texts


@given(st.text('#[]:\\"\n%e', max_size=12))
def test_the_runner_finds_no_command_in_it(text: str) -> None:
    source = Source(text, "x")
    place = source.position(0)
    finding = Finding("RSP1", "n", Level.INFO, text, place, place, text, text, None)
    lines = list(json_format.render(Run((CheckedPage(source, (finding,)),)), Screen(github=True)))
    assert not any("##[" in line or line.lstrip().startswith("::") for line in lines)
    assert lines == [Screen(github=True).line(line) for line in lines]
