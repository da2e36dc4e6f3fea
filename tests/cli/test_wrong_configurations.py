"""Every wrong configuration ends a real command with one exact line and exit status 2."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from wrong_configurations import ALONE, TOGETHER, F, Files

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lint.config.configuration import Request
    from tests.cli.conftest import Command, Result

INVENTED = ("ACM101", "tuned")
"""The rule that only the tests of the library know."""
REAL = {text: line for text, line in ALONE.items() if not any(name in text + line for name in INVENTED)}


@pytest.fixture(autouse=True)
def repository(pages: Path) -> Path:
    (pages / ".git").mkdir()
    return pages


def put(pages: Path, files: Files) -> None:
    for name, content in files.items():
        path = pages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def options(request: Request | None) -> list[str]:
    """A request as it is typed."""
    if request is None:
        return []
    texts = {key: ",".join(value) if isinstance(value, tuple) else value for key, value in request.options.items()}
    given = [f"--{key}={text}" for key, text in texts.items()]
    return [*(f"--config={it}" for it in request.config), *(["--isolated"] if request.isolated else []), *given]


def is_one_line(result: Result, line: str) -> bool:
    assert (result.code, result.out, result.err) == (2, "", f"resp-lint: error: {line}\n")
    return True


@pytest.mark.parametrize(("text", "line"), REAL.items(), ids=REAL)
def test_a_file_by_itself(text: str, line: str, pages: Path, command: Command) -> None:
    put(pages, {F: text})
    assert is_one_line(command("docs"), line)


@pytest.mark.parametrize(("files", "request_", "line"), TOGETHER.values(), ids=TOGETHER)
def test_what_belongs_together(
    files: Files, request_: Request | None, line: str, pages: Path, command: Command
) -> None:
    put(pages, files)
    assert is_one_line(command("docs", *options(request_)), line)


COMMANDS = (
    "check docs",
    "docs --fix",
    "docs --since HEAD",
    "docs --add-ignores",
    "docs --statistics",
    "baseline",
    "init",
    "config docs/clean.md",
    "inspect docs/clean.md",
    "new docs/kiln.md",
    "explain RSP501",
)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_that_reads_settings_says_so(line: str, pages: Path, command: Command) -> None:
    put(pages, {F: 'profil = "ibm-cloud"'})
    before = sorted(pages.rglob("*"))
    result = command(*line.split())
    assert is_one_line(result, 'resp-lint.toml:1: profil = "ibm-cloud": unknown key; did you mean “profile”?')
    assert sorted(pages.rglob("*")) == before


def test_a_file_that_extends_itself_by_a_link(pages: Path, command: Command) -> None:
    put(pages, {F: 'extends = "base.toml"'})
    (pages / "base.toml").symlink_to(F)
    line = 'resp-lint.toml:1: extends = "base.toml": goes round in a circle: resp-lint.toml → resp-lint.toml'
    assert is_one_line(command("docs"), line)


def test_a_file_that_is_a_link_to_itself(pages: Path, command: Command) -> None:
    (pages / F).symlink_to(F)
    assert is_one_line(command("docs"), "resp-lint.toml: cannot be read: Too many levels of symbolic links")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_nobody_may_read(pages: Path, command: Command) -> None:
    put(pages, {F: ""})
    (pages / F).chmod(0)
    assert is_one_line(command("docs"), "resp-lint.toml: cannot be read: Permission denied")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\r\n"])
def test_an_empty_file_is_fine(text: str, pages: Path, command: Command) -> None:
    put(pages, {F: text})
    assert command("docs").err == ""
