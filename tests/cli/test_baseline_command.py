"""`resp-lint baseline`, and runs where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

NAME = ".resp-lint-baseline.json"
BLANK = b"| Rotate keys | | |\n"


@pytest.fixture(autouse=True)
def repository(pages: Path) -> Path:
    (pages / ".git").mkdir()
    return pages


def test_only_what_is_new_is_reported(pages: Path, command: Command) -> None:
    before = command("docs")
    assert before.code == 1
    told = command("baseline")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"{NAME}: ")
    after = command("docs")
    assert (after.code, after.out.count("\n"), after.err) == (0, 1, "")
    assert "all good (" in after.out
    assert after.out.endswith(" known from the baseline).\n")
    assert command("docs", "--no-baseline").out == before.out
    page = pages / "docs/faulty.md"
    page.write_bytes(page.read_bytes().replace(BLANK, BLANK + b"| Keep keys | | |\n"))
    new = command("docs", "--select", "RSP501")
    assert (new.code, new.out.count("RSP501")) == (1, 1)


def test_what_is_gone_is_told_and_dropped(pages: Path, command: Command) -> None:
    command("baseline")
    page = pages / "docs/faulty.md"
    page.write_bytes((pages / "docs/clean.md").read_bytes())
    said = command("docs")
    assert said.code == 0
    assert said.err.endswith("drop with: resp-lint baseline --prune\n")
    assert command("docs", "-q").err == ""
    assert command("baseline", "--prune").code == 0
    assert b"RSP501" not in (pages / NAME).read_bytes()
    assert command("docs").err == ""


def test_it_is_found_from_a_folder_below(pages: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    command("baseline")
    monkeypatch.chdir(pages / "docs")
    assert command().code == 0
    written = (pages / NAME).read_bytes()
    assert command("baseline").code == 0
    assert (pages / NAME).read_bytes() == written


def test_pages_that_were_not_looked_at_stay(pages: Path, command: Command) -> None:
    command("baseline")
    written = (pages / NAME).read_bytes()
    assert command("baseline", "docs/clean.md").code == 0
    assert (pages / NAME).read_bytes() == written


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        (b"{", ("docs",), "not JSON"),
        (b'{"version": 2}', ("docs",), "a version that this program does not know"),
        (b"{", ("baseline",), "not JSON"),
        (b"", ("baseline", "--prune"), "no such file; write it with: resp-lint baseline"),
    ],
    ids=str,
)
def test_a_mistake_is_one_line(
    pages: Path, command: Command, text: bytes, arguments: tuple[str, ...], said: str
) -> None:
    if text:
        (pages / NAME).write_bytes(text)
    result = command(*arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert said in result.err


def test_nothing_is_written_where_not_all_can_be_looked_at(pages: Path, command: Command) -> None:
    assert command("baseline", "docs", "missing.md").code == 2
    assert not (pages / NAME).exists()


def test_what_is_known_can_be_fixed_all_the_same(pages: Path, command: Command) -> None:
    command("baseline")
    page = pages / "docs/faulty.md"
    before = page.read_bytes()
    result = command("--unsafe-fixes", "docs/faulty.md")
    assert result.code == 0
    assert page.read_bytes() != before
