"""A stranger's format: it is held to our promises, and its failure is its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from resp_lint.cli.options import Options
from resp_lint.cli.reports import deliver, request_reports
from resp_lint.errors import UsageError
from resp_lint.linter import Run
from resp_lint.report.format import Format, RunnerCommand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from resp_lint.report.format import Screen
    from tests.cli.conftest import Command

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
    deliver(request_reports(options, FORMATS, environment), RUN, options, environment)
    assert capfdbinary.readouterr().out.decode().split("\n")[:-1] == lines


def test_a_careless_format_in_a_file(tmp_path: Path) -> None:
    options = Options(output_format=(f"careless:{tmp_path}/out",))
    deliver(request_reports(options, FORMATS, {"GITHUB_ACTIONS": "true"}), RUN, options, {"GITHUB_ACTIONS": "true"})
    assert (tmp_path / "out").read_bytes().startswith(b"::error::x\na\\n\\x1b[2J")


def test_a_failing_format_is_named() -> None:
    options = Options(output_format=("failing",))
    with pytest.raises(UsageError, match="format “failing” failed: KeyError: 'gone'"):
        deliver(request_reports(options, FORMATS, {}), RUN, options, {})


def test_the_other_formats_are_named_where_one_is_unknown() -> None:
    with pytest.raises(UsageError, match="unknown format “yaml”; there are: careless, failing"):
        request_reports(Options(output_format=("yaml:x",)), FORMATS, {})


# --- where a report goes: never where the checked tree would have it


NO_PLACE = {
    "docs/faulty.md": "a report does not replace a page that is checked; name another file",
    "other/../docs/faulty.md": "a report does not replace a page that is checked; name another file",
    "docs/linked.md": "a report is not written through a link; name the file that it leads to",
    ".git/config": "a report is not written into the folder .git",
    ".git": "a report is not written into the folder .git",
    "kept/config": "a report is not written into the folder .git",
    "link.json": "a report is not written through a link; name the file that it leads to",
    "away/r.json": "a link leads out of the repository; name the folder that it leads to",
}


@pytest.mark.parametrize("file", NO_PLACE)
@pytest.mark.parametrize("more", [[], ["--fix"], ["--add-ignores"], ["--statistics"]], ids=str)
def test_files_that_no_report_is_written_to(
    file: str, more: list[str], pages: Path, command: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (pages / ".git").mkdir()
    (pages / "other").mkdir()
    (pages / ".git/config").write_bytes(b"[core]\n")
    (pages / "kept").symlink_to(".git")
    (pages / "link.json").symlink_to(".git/config")
    (pages / "docs/linked.md").symlink_to("faulty.md")
    (pages / "away").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    before = contents(pages)
    result = command("docs", f"--output-format=json:{file}", *more)
    assert (result.code, result.out, result.err) == (2, "", f"resp-lint: error: {file}: {NO_PLACE[file]}\n")
    assert contents(pages) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_report_takes_the_place_of_one_among_the_pages(pages: Path, command: Command) -> None:
    for _ in range(2):
        result = command("docs", "--output-format=markdown:docs/report.md")
        assert (result.code, result.err) == (1, "")
        assert b"RSP501" in (pages / "docs/report.md").read_bytes()
    assert not [path for path in pages.rglob("*") if path.name.startswith(".resp-lint")]


def test_a_report_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(0o600)
    options = Options(output_format=(f"failing:{path}",))
    with pytest.raises(UsageError, match="failed"):
        deliver(request_reports(options, FORMATS, {}), RUN, options, {})
    assert contents(tmp_path) == {str(path): b"old"}
    options = Options(output_format=(f"careless:{path}",))
    deliver(request_reports(options, FORMATS, {}), RUN, options, {})
    assert path.read_bytes().startswith(b"::error::x")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_report_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    options = Options(output_format=(f"careless:{tmp_path}/pipe",))
    deliver(request_reports(options, FORMATS, {}), RUN, options, {})
    assert os.read(reader, 9) == b"::error::"
    os.close(reader)
