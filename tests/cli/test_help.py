"""Help texts: all there is in them, and on any terminal."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from resp_lint.cli.commands import COMMANDS
from resp_lint.cli.manual import EXAMPLES, MORE, Section, fill_paragraphs, show_section

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

SECTION = Section(
    "shells", (("sh", "old and everywhere"), ("bash", "newer")), "There are others, such as resp-lint has none of."
)


WIDE = """\
shells:
  sh    old and everywhere
  bash  newer
  There are others, such as resp-lint has none of."""
NARROW = """\
shells:
  sh  old
      and
      everywhere
  bash
      newer
  There are
  others,
  such as
  resp-lint
  has none
  of."""


@pytest.mark.parametrize(("width", "expected"), [(60, WIDE), (12, NARROW)])
def test_a_section(width: int, expected: str) -> None:
    assert show_section(SECTION, width) == expected


def test_paragraphs_are_filled_and_lists_are_not() -> None:
    assert fill_paragraphs("a b c d\n\nlist:\n  a b c d\n", 4) == "a b\nc d\n\nlist:\n  a b c d"


@pytest.mark.parametrize("width", [56, 80, 200])
@pytest.mark.parametrize("command_name", COMMANDS)
def test_no_line_is_wider_than_the_terminal(
    command: Command, monkeypatch: pytest.MonkeyPatch, width: int, command_name: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = command("help", command_name)
    assert (result.code, result.err) == (0, "")
    assert [line for line in result.out.split("\n") if len(line) > min(width, 80)] == []


def test_the_programs_help_tells_everything(command: Command) -> None:
    said = command("--help").out
    assert all(f"\n{section.title}:\n" in said for section in MORE)
    assert all(f"\n  {name} " in said for name in COMMANDS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_of_their_command(name: str) -> None:
    assert all(f"resp-lint {name}" in typed for typed, _ in EXAMPLES[name])
    assert "examples:" in import_module(f"resp_lint.cli.{name}").make_command_parser().format_help()


def test_every_environment_variable_and_file_of_the_manual_is_real(root: Path) -> None:
    sources = b"".join(path.read_bytes() for path in (root / "resp_lint").rglob("*.py") if path.name != "manual.py")
    (files,) = (section.entries for section in MORE if section.title == "files")
    (variables,) = (section.entries for section in MORE if section.title == "environment")
    names = [name for term, _ in (*files, *variables) for name in term.split(", ")]
    assert [name for name in names if f'"{name}"'.encode() not in sources] == []
