"""Configuration files in force: what counts for which page, and what a mistake in one says."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

ONE = 'select = ["RSP501"]\n'
FOUND = "docs/faulty.md:16:3: RSP501 "


@pytest.fixture(autouse=True)
def repository(pages: Path) -> Path:
    (pages / ".git").mkdir()
    return pages


def put(folder: Path, text: str, name: str = "resp-lint.toml") -> None:
    (folder / name).write_bytes(text.encode())


def test_a_file_counts_for_the_pages_below_it(pages: Path, command: Command) -> None:
    put(pages, ONE)
    result = command("-q", "docs")
    assert (result.code, result.out.count("\n"), result.err) == (1, 1, "")
    assert result.out.startswith(FOUND)
    put(pages / "docs", 'extends = "../resp-lint.toml"\n[levels]\nrow-without-owner = "info"\n')
    result = command("-q", "docs")
    assert (result.code, result.out.count(" info ")) == (0, 1)


def test_each_page_has_its_own_limit(pages: Path, command: Command) -> None:
    put(pages, ONE)
    (pages / "old").mkdir()
    (pages / "old/faulty.md").write_bytes((pages / "docs/faulty.md").read_bytes())
    put(pages / "docs", ONE + 'fail-on = "never"\n')
    assert command("docs").code == 0
    assert command("docs", "old").code == 1


def test_excluded_pages_are_checked_only_where_they_are_named(pages: Path, command: Command) -> None:
    put(pages, ONE + 'exclude = ["faulty.md"]\n')
    assert command("docs").out == "Checked 1 page (1 other skipped): all good.\n"
    assert command("docs/faulty.md").code == 1
    assert command("docs/faulty.md", "--force-exclude").code == 0


def test_the_page_on_standard_input_has_its_configuration(pages: Path, command: Command) -> None:
    put(pages / "docs", ONE + 'exclude = ["*.md"]\n')
    data = (pages / "docs/faulty.md").read_bytes()
    result = command("-", "-q", "--stdin-filename", "docs/faulty.md", "--force-exclude", stdin=data)
    assert (result.code, result.out.startswith(FOUND)) == (1, True)


def test_rules_are_left_out_by_page_also_where_pages_are_fixed(pages: Path, command: Command) -> None:
    put(pages, 'select = ["RSP"]\n[per-file-ignores]\n"docs/faulty.md" = ["RSP"]\n')
    result = command("--unsafe-fixes", "--diff", "docs/faulty.md")
    assert (result.code, result.out) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 0),
        (("--isolated",), 1),
        (("--config", "other.toml"), 1),
        (("--config", 'fail-on="warning"'), 1),
        (("--fail-on", "error"), 1),
        (("--extend-select", "RSP5"), 0),
    ],
    ids=str,
)
def test_the_command_line_is_nearest(pages: Path, command: Command, arguments: tuple[str, ...], code: int) -> None:
    put(pages, ONE + 'fail-on = "never"\n')
    put(pages, ONE, "other.toml")
    assert command("docs", *arguments).code == code


def test_reports_come_from_the_configuration_of_the_folder(pages: Path, command: Command) -> None:
    put(pages, ONE + 'output = ["json"]\n')
    assert json.loads(command("docs").out)["summary"]["pages"] == 2
    assert command("docs", "-q", "--output-format", "concise").out.startswith(FOUND)


@pytest.mark.parametrize("arguments", [(), ("--fix",), ("--stdin-filename", "docs/faulty.md")], ids=str)
def test_a_mistake_is_one_line_and_nothing_is_checked(
    pages: Path, command: Command, arguments: tuple[str, ...]
) -> None:
    put(pages / "docs", 'profile = "ibm-cloud"\nselekt = ["RSP5"]\n')
    result = command(*arguments, *(["docs"] if len(arguments) < 2 else []))
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith("resp-lint: error: docs/resp-lint.toml:2: selekt = ")


NOT_READ = "is not read; settings stand in resp-lint.toml, or in [tool.resp-lint] of pyproject.toml"


@pytest.mark.parametrize("arguments", ["-q docs", "config docs/clean.md", "baseline", "-q --fix docs"])
@pytest.mark.parametrize("name", ["resplint.toml", ".resp-lint.yaml", "resp-lint.yml", "resp_lint.toml"])
def test_a_file_that_is_called_nearly_right_is_told(name: str, arguments: str, pages: Path, command: Command) -> None:
    put(pages, ONE, name)
    assert command(*arguments.split()).err.startswith(f"resp-lint: warning: {name} {NOT_READ}\n")


@pytest.mark.parametrize(
    ("here", "name", "more", "told"),
    [
        ("docs", "resplint.toml", {}, "../resplint.toml"),
        ("docs", "docs/resplint.toml", {}, "resplint.toml"),
        ("docs", "resplint.toml", {"resp-lint.toml": ""}, ""),
        (".", "docs/resplint.toml", {}, ""),
        (".", "resp-lint.json", {}, ""),
    ],
)
def test_where_it_is_told(  # noqa: PLR0913, PLR0917 -- a case, and what it needs
    here: str,
    name: str,
    more: dict[str, str],
    told: str,
    pages: Path,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for path, text in {name: ONE, **more}.items():
        put(pages, text, path)
    monkeypatch.chdir(pages / here)
    result = command("-q", ".")
    assert result.err == (f"resp-lint: warning: {told} {NOT_READ}\n" if told else "")
    assert command("-q", "--isolated", ".").err == ""


def test_a_run_without_configuration_reads_nothing_of_it() -> None:
    code = (
        "import sys; from resp_lint.cli.main import main; main(['docs/clean.md']);"
        "print(*(it for it in sys.modules if it.startswith(('resp_lint.config.', 'pathspec'))))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode()
    modules = said.strip("\n").split("\n")[-1].split()
    assert {it for it in modules if it.startswith(("resp_lint.config", "pathspec"))} == {
        "resp_lint.config.configuration",
        "resp_lint.config.errors",
        "resp_lint.config.find",
        "resp_lint.config.patterns",
        "resp_lint.config.profile_loader",
        "resp_lint.config.toml",
    }
