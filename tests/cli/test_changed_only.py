"""`--since` and `--staged` in a repository of git."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

BLANK = b"| Rotate keys | | |\n"
ONE = ("--select", "RSP501", "-q")


def git(folder: Path, *arguments: str) -> None:
    settings = ("user.name=a", "user.email=a@b", "init.defaultBranch=main", "commit.gpgsign=false")
    command = ["git", *(word for setting in settings for word in ("-c", setting)), *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture(autouse=True)
def repository(pages: Path) -> Path:
    git(pages, "init", "--quiet")
    git(pages, "add", "--all")
    git(pages, "commit", "--message", "a")
    return pages


def edit(pages: Path) -> None:
    page = pages / "docs/faulty.md"
    page.write_bytes(page.read_bytes().replace(BLANK, BLANK + b"| Keep keys | | |\n"))


def test_nothing_changed(command: Command) -> None:
    assert command("--since", "HEAD").out == "Checked 0 pages: nothing to check.\n"
    assert command("--staged", "docs").code == 0


def test_only_the_new_line_is_reported(pages: Path, command: Command) -> None:
    edit(pages)
    result = command(*ONE, "--since", "HEAD", "docs")
    assert (result.code, result.out.count("\n"), result.err) == (1, 1, "")
    assert result.out.startswith("docs/faulty.md:17:3: RSP501 ")
    assert command(*ONE, "--staged").code == 0
    git(pages, "add", "--all")
    (pages / "docs/faulty.md").write_bytes(b"# Something else\n")
    assert command(*ONE, "--staged").out == result.out


def test_a_fault_elsewhere_that_a_change_causes(pages: Path, command: Command) -> None:
    page = pages / "docs/clean.md"
    page.write_bytes(page.read_bytes().replace(b'{: caption="Change management"}\n', b""))
    result = command("--select", "RSP401", "-q", "--since", "HEAD")
    assert (result.code, result.out.count("docs/clean.md")) == (1, 1)


def test_the_baseline_counts_too(pages: Path, command: Command) -> None:
    edit(pages)
    command("baseline")
    assert command("--since", "HEAD").code == 0
    assert command(*ONE, "--since", "HEAD", "--no-baseline").code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--since", "nowhere"), "“nowhere” is no revision that git knows here"),
        (("--since", ""), "“” is no revision"),
        (("--since", "HEAD", "--staged"), "not allowed with"),
        (("--since", "HEAD", "--fix"), "leave --since and --staged out"),
        (("--staged", "-"), "standard input has no history"),
    ],
    ids=str,
)
def test_a_mistake_is_one_line(command: Command, arguments: tuple[str, ...], said: str) -> None:
    result = command(*arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert said in result.err
