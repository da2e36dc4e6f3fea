"""`resp-lint PATH...`: what it says and how it ends, in-process."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from resp_lint.cli.outcome import compute_exit_code
from resp_lint.linter import CheckedPage, Run
from resp_lint.rule import Finding, Level
from resp_lint.source import Position, Source

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

pytestmark = pytest.mark.usefixtures("pages")

FOUND = "docs/faulty.md:16:3: RSP501 error "
ONE = ("--select", "RSP501")
COUNTS = "1 error, 0 warnings, 0 info."


@pytest.mark.parametrize(
    ("arguments", "code", "found", "closing"),
    [
        (["docs"], 1, 1, f"Checked 2 pages (1 other skipped): {COUNTS}"),
        (["check", "docs"], 1, 1, f"Checked 2 pages (1 other skipped): {COUNTS}"),
        ([], 1, 1, f"Checked 2 pages (1 other skipped): {COUNTS}"),
        (["docs/clean.md"], 0, 0, "Checked 1 page: all good."),
        (["docs/start.md"], 0, 0, "Checked 1 page: all good."),
        (["docs/clean.md", "docs/faulty.md", "docs"], 1, 1, f"Checked 2 pages (1 other skipped): {COUNTS}"),
        (["docs", "--all-pages"], 1, 1, f"Checked 3 pages: {COUNTS}"),
        (["--exit-zero", "docs"], 0, 1, f"Checked 2 pages (1 other skipped): {COUNTS}"),
        (["--fail-on", "never", "docs"], 0, 1, f"Checked 2 pages (1 other skipped): {COUNTS}"),
        (["docs/faulty.md", "--fail-on=error", "docs/clean.md"], 1, 1, f"Checked 2 pages: {COUNTS}"),
        (["--ignore", "row-without-owner", "docs"], 0, 0, "Checked 2 pages (1 other skipped): all good."),
        (["--", "docs"], 1, 1, f"Checked 2 pages (1 other skipped): {COUNTS}"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_checks(command: Command, arguments: list[str], code: int, found: int, closing: str) -> None:
    start = 1 if arguments[:1] == ["check"] else 0
    result = command(*arguments[:start], *ONE, *arguments[start:])
    lines = result.out.split("\n")
    assert (result.code, result.err) == (code, "")
    assert [line.startswith(FOUND) for line in lines[:-2]] == [True] * found
    assert lines[-2:] == [closing, ""]


def test_only_other_pages_are_no_fault(pages: Path, command: Command) -> None:
    (pages / "docs/faulty.md").unlink()
    (pages / "docs/clean.md").unlink()
    result = command("docs")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Checked 0 pages (1 other skipped): none is a responsibility page")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.md"], "missing.md: no such file or folder"),
        (["empty"], "no Markdown files under empty"),
        (["pipe"], "pipe: neither a file nor a folder"),
        (["a\nb"], "a\\nb: no such file or folder"),
        (["\x1b[31m"], "\\x1b[31m: no such file or folder"),
    ],
    ids=ascii,
)
def test_a_bad_path_is_told_and_the_others_checked(
    pages: Path, command: Command, arguments: list[str], said: str
) -> None:
    (pages / "empty").mkdir()
    os.mkfifo(pages / "pipe")
    result = command(*ONE, *arguments, "docs/faulty.md", "docs/clean.md")
    assert (result.code, result.err) == (2, f"resp-lint: error: {said}\n")
    assert result.out.startswith(FOUND)


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", None, ""),
        (b"\n", None, ""),
        (b"\0\0\0", None, ""),
        (b"# T\r\r| a |\r|---|\r", None, ""),
        (b"\xef\xbb\xbf# T\n", None, ""),
        (
            b"# T\n\xff\xfe",
            2,
            "RSP901 error unreadable-page: the page cannot be read: not UTF-8: byte 0xff at offset 4",
        ),
        (b"\xed\xa0\x80", 2, "RSP901 error unreadable-page: the page cannot be read: not UTF-8: byte 0xed at offset 0"),
        (b"x" * 1_000_001, 2, "RSP905 error limit-reached: a line is longer than 1 MB"),
        (b"x\n" * 5_000_001, 2, "RSP905 error limit-reached: the file is larger than 10 MB"),
    ],
    ids=range(9),
)
def test_bytes_of_all_kinds(pages: Path, command: Command, data: bytes, code: int | None, said: str) -> None:
    (pages / "docs/odd.md").write_bytes(data)
    result = command(*ONE, "docs/odd.md", "docs/faulty.md")
    assert result.err == ""
    assert result.code == (code or 1)
    assert FOUND in result.out
    assert said in result.out
    assert "\x00" not in result.out


def test_a_page_that_vanished(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: str, *_: object) -> bytes:
        raise FileNotFoundError(2, "No such file or directory", path)

    monkeypatch.setattr("resp_lint.engine.runner.read_file", gone)
    result = command("docs/faulty.md")
    assert (result.code, result.err) == (2, "")
    assert result.out.startswith(
        "docs/faulty.md:1:1: RSP901 error unreadable-page: the page cannot be read: No such file or directory"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "RSP999"], '--select: "RSP999": unknown rule; did you mean '),
        (["--ignore", "row-without-ower"], "did you mean “row-without-owner”?"),
        (["--select", ","], "argument --select: give a code, a prefix of codes or a name (try: resp-lint --help)"),
        (["--select"], "argument --select: expected one argument"),
        (["--fail-on", "sometimes"], "argument --fail-on: invalid choice: 'sometimes'"),
        (["--output-format", "yaml"], "unknown format “yaml”; there are: "),
        (["--output-format", "json", "--output-format", "full"], "only one --output-format can go to standard output"),
        (["--output-format", "json:no/such/folder/x"], "cannot write no/such/folder/x: No such file or directory"),
        (
            ["--config", "profile=acme"],
            (
                '--config: profile = "acme": unknown profile; '
                "there are: ibm-cloud, raci, service-ownership, shared-responsibility"
            ),
        ),
        (["--jobs", "-1"], "no number of processes; give 1 or more, or auto"),
        (["--jobs", "many"], "“many” is no number of processes"),
        (["--jobs", "0"], "“0” is no number of processes; give 1 or more, or auto"),
        (["--page-timeout", "-1"], "“-1” is no number of seconds; give 0 for no limit, or more"),
        (["--page-timeout", "nan"], "“nan” is no number of seconds"),
        (["--page-timeout", "soon"], "“soon” is no number of seconds"),
        (["--unknown"], "unrecognized arguments: --unknown"),
        (["--sel", "RSP501"], "unrecognized arguments: --sel"),
        (["--unknown", "--", "x"], "unrecognized arguments: --unknown"),
        (["--unknown\n\x1b[2J"], "unrecognized arguments: --unknown\\n\\x1b[2J"),
        (["docs", "--version"], "--version comes alone"),
    ],
    ids=ascii,
)
def test_wrong_usage_is_one_line(command: Command, arguments: list[str], said: str) -> None:
    result = command("docs/clean.md", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("resp-lint: error: ")
    assert result.err.count("\n") == 1
    assert said in result.err


@pytest.mark.parametrize(
    ("arguments", "path"),
    [(["-"], "<stdin>"), (["-", "--stdin-filename", "docs/x.md"], "docs/x.md"), (["--stdin-filename=x.md"], "x.md")],
    ids=" ".join,
)
def test_standard_input(pages: Path, command: Command, arguments: list[str], path: str) -> None:
    result = command(*ONE, *arguments, stdin=(pages / "docs/faulty.md").read_bytes())
    assert result.code == 1
    assert result.out.startswith(f"{path}:16:3: RSP501 error ")


def test_what_follows_two_hyphens_is_a_path(pages: Path, command: Command) -> None:
    (pages / "--exit-zero").mkdir()
    (pages / "--exit-zero/a.md").write_bytes((pages / "docs/faulty.md").read_bytes())
    result = command(*ONE, "--", "--exit-zero", "--", "--select=x")
    assert result.code == 2
    assert result.out.startswith("--exit-zero/a.md:16:3: RSP501 error ")
    assert result.err.split("\n")[:-1] == [
        "resp-lint: error: --: no such file or folder",
        "resp-lint: error: --select=x: no such file or folder",
    ]
    assert "usage:" not in command("explain", "--", "--help").out


def test_standard_input_of_any_bytes(command: Command) -> None:
    assert command("-", stdin=b"\xff").code == 2
    assert command(*ONE, "-", stdin=b"").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-q"], ""),
        (["-v"], "resp-lint: skipped docs/start.md: not a responsibility page\n"),
        (["-v", "--all-pages"], ""),
    ],
    ids=" ".join,
)
def test_quiet_and_verbose(command: Command, arguments: list[str], said: str) -> None:
    result = command(*ONE, *arguments, "docs")
    assert result.err == said
    assert ("Checked" in result.out) == ("-q" not in arguments)


def test_hooks_leave_out_what_is_ignored(pages: Path, command: Command) -> None:
    (pages / ".git").mkdir()
    (pages / ".gitignore").write_bytes(b"faulty.md\n")
    assert command(*ONE, "docs/faulty.md").code == 1
    assert command(*ONE, "--force-exclude", "docs/faulty.md").code == 0
    assert command(*ONE, "docs").code == 0


def test_json(command: Command) -> None:
    result = command(*ONE, "--output-format", "json", "docs")
    read = json.loads(result.out)
    assert (result.code, result.err) == (1, "")
    assert [finding["path"] for finding in read["findings"]] == ["docs/faulty.md"]
    assert read["summary"] == {"pages": 2, "passed_over": 1, "known": 0, "error": 1, "warning": 0, "info": 0}


def test_several_formats_at_once(pages: Path, command: Command) -> None:
    result = command(*ONE, "--output-format", "concise", "--output-format", "json:report.json", "docs")
    assert result.out.startswith(FOUND)
    assert json.loads((pages / "report.json").read_bytes())["summary"]["error"] == 1
    again = command(*ONE, "--output-format", "json:report.json", "docs/clean.md")
    assert again.out == ""
    assert json.loads((pages / "report.json").read_bytes())["findings"] == []


@pytest.mark.parametrize("name", ["GITHUB_ACTIONS", "nothing"])
def test_the_format_suits_the_place(command: Command, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "true")
    assert command(*ONE, "docs").out.startswith("::error file=docs/" if name == "GITHUB_ACTIONS" else FOUND)


def test_the_summary_of_the_step(pages: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    (pages / "summary").write_bytes(b"before\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(pages))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(pages / "summary"))
    monkeypatch.chdir(pages / "docs")
    result = command(*ONE, ".")
    assert result.out.startswith("::error file=docs/faulty.md,line=16,")
    summary = (pages / "summary").read_bytes().decode()
    assert summary.startswith("before\n**Checked 2 pages (1 other skipped)")
    assert "\n#### docs/faulty.md\n" in summary
    assert "| 16:3 | error | RSP501 row-without-owner |" in summary


def test_stderr_holds_no_command_either(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = command("docs/clean.md", "##[error]x", "\r::error::x")
    assert result.code == 2
    assert not any("##[" in line or line.lstrip().startswith("::") for line in result.err.split("\n"))


@pytest.mark.parametrize(
    ("environment", "arguments", "colored"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "0"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, [], True),
        ({}, ["--color", "always"], True),
        ({"NO_COLOR": "1"}, ["--color=always"], True),
        ({"FORCE_COLOR": "1"}, ["--color=never"], False),
    ],
    ids=str,
)
def test_colours(
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    arguments: list[str],
    colored: bool,  # noqa: FBT001
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[1;31m" in command(*ONE, *arguments, "docs").out) == colored


def run_with(*levels: Level, problems: tuple[str, ...] = (), complete: bool = True) -> Run:
    place = Position(1, 1)
    findings = tuple(Finding("RSP1", "n", level, "a", place, place, "m", "", None) for level in levels)
    return Run((CheckedPage(Source("a", "x"), findings, complete),), problems=problems)


@pytest.mark.parametrize(
    ("run", "fail_on", "exit_zero", "code"),
    [
        (run_with(), Level.WARNING, False, 0),
        (run_with(Level.ERROR), Level.WARNING, False, 1),
        (run_with(Level.WARNING), Level.WARNING, False, 1),
        (run_with(Level.INFO), Level.WARNING, False, 0),
        (run_with(Level.WARNING, Level.INFO), Level.ERROR, False, 0),
        (run_with(Level.INFO), Level.INFO, False, 1),
        (run_with(Level.ERROR), None, False, 0),
        (run_with(Level.ERROR), Level.ERROR, True, 0),
        (run_with(problems=("x",)), Level.WARNING, False, 2),
        (run_with(Level.ERROR, problems=("x",)), Level.WARNING, False, 2),
        (run_with(Level.ERROR, complete=False), None, True, 2),
    ],
    ids=range(11),
)
def test_exit_codes(run: Run, fail_on: Level | None, exit_zero: bool, code: int) -> None:  # noqa: FBT001 -- a case
    assert compute_exit_code(run, lambda _: fail_on, exit_zero=exit_zero) == code


def test_a_pattern_without_end_stops_no_other_page(pages: Path, command: Command) -> None:
    (pages / "ours.toml").write_bytes(b"extends = \"ibm-cloud\"\n[template]\ntokens = ['(([A-Za-z ]+)+)+x9$']\n")
    (pages / "resp-lint.toml").write_bytes(b'profile = "ours.toml"\n')
    (pages / "long-responsibilities.md").write_bytes(b"# Long\n\nMany words that mean nothing at all to anybody.\n")
    faulty = command("docs/faulty.md").out.split("\n")[0]
    for jobs in ("1", "2"):
        result = command("--page-timeout", "1", "--jobs", jobs, ".")
        assert result.code == 2
        assert "“template.tokens” in ours.toml does not come to an end" in result.out
        assert faulty in result.out


HINTS = {
    "--disable RSP4 docs": "unrecognized arguments: --disable; did you mean “--ignore”? (try: resp-lint --help)",
    "--list-rules": "unrecognized arguments: --list-rules; did you mean “resp-lint rules”? (try: resp-lint --help)",
    "--output-format srif docs": "unknown format “srif”; did you mean “sarif”?",
    "--fail-on warn docs": "did you mean “warning”? (try: resp-lint --help)",
    "docs/faulti.md": "docs/faulti.md: no such file or folder; did you mean “docs/faulty.md”?",
    "doks": "doks: no such file or folder; did you mean “docs”?",
    "fix .": "unknown command “fix”; did you mean “resp-lint --fix”?",
    "inspekt docs/clean.md": "unknown command “inspekt”; did you mean “inspect”?",
    "--isolated inspect docs/clean.md": "a command comes first: resp-lint inspect --isolated docs/clean.md",
}


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(("line", "hint"), HINTS.items(), ids=HINTS)
def test_hints_at_what_is_meant(line: str, hint: str, command: Command) -> None:
    result = command(*line.split())
    assert result.code == 2
    assert result.err.endswith(f"{hint}\n")


def test_the_files_that_a_run_would_check(pages: Path, command: Command) -> None:
    shown = command("--show-files", "docs")
    assert (shown.code, shown.out, shown.err) == (0, "docs/clean.md\ndocs/faulty.md\n", "")
    assert command("--show-files", "--exclude", "docs/clean.md,x", "docs").out == "docs/faulty.md\n"
    assert command("--show-files", "--all-pages", "docs").out == "docs/clean.md\ndocs/faulty.md\ndocs/start.md\n"
    (pages / "resp-lint.toml").write_bytes(b'exclude = ["faulty.md"]\n')
    assert command("--show-files", "docs", "gone").out == "docs/clean.md\n"
    assert command("--show-files", "gone").code == 2
