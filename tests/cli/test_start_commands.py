"""`resp-lint init`, `new` and `config`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command


@pytest.fixture(autouse=True)
def repository(pages: Path) -> Path:
    (pages / ".git").mkdir()
    return pages


@pytest.mark.parametrize("extra", [(), ("--no-baseline",)], ids=str)
def test_a_tree_passes_after_init(pages: Path, command: Command, extra: tuple[str, ...]) -> None:
    assert command().code == 1
    told = command("init", *extra)
    assert (told.code, told.err) == (0, "")
    assert (pages / "resp-lint.toml").exists()
    assert (pages / ".resp-lint-baseline.json").exists() is not bool(extra)
    assert told.out.endswith("\nCommit this; from now on only what is new is reported.  Next: resp-lint\n")
    assert command().code == 0
    again = command("init")
    assert (again.code, again.err) == (2, "resp-lint: error: resp-lint.toml: there is a configuration already\n")


def test_init_begins_at_the_root(pages: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pages / "docs")
    assert command("init").code == 0
    assert (pages / "resp-lint.toml").exists()
    assert command().code == 0


def test_a_new_page_has_placeholders_only(pages: Path, command: Command) -> None:
    assert command("new", "docs/kiln-responsibilities.md").code == 0
    result = command("-q", "docs/kiln-responsibilities.md")
    assert {line.split()[1] for line in result.out.splitlines()} == {"RSP608"}
    again = command("new", "docs/kiln-responsibilities.md")
    assert (again.code, again.err) == (2, "resp-lint: error: docs/kiln-responsibilities.md: exists already\n")
    assert (pages / "docs/kiln-responsibilities.md").exists()


def test_new_takes_the_profile_and_the_colours_of_every_command(pages: Path, command: Command) -> None:
    (pages / "own.toml").write_bytes(b'extends = "ibm-cloud"\n[[areas]]\ntitle = "Data residency"\n')
    (pages / "resp-lint.toml").write_bytes(b'profile = "own.toml"\n')
    assert command("new", "--color", "never", "a-responsibilities.md").code == 0
    assert command("new", "--isolated", "b-responsibilities.md").code == 0
    assert command("new", "--isolated", "--config", "profile=own.toml", "c-responsibilities.md").code == 0
    written = [b"Data residency" in (pages / f"{name}-responsibilities.md").read_bytes() for name in "abc"]
    assert written == [True, False, True]


def test_config_says_where_a_setting_comes_from(pages: Path, command: Command) -> None:
    (pages / "resp-lint.toml").write_bytes(b'ignore = ["RSP105"]\n')
    lines = command("config", "docs/faulty.md").out.split("\n")
    assert [line.split("#")[1].strip() for line in lines if line.startswith("ignore ")] == ["resp-lint.toml:1"]
    assert "resp-lint.toml" not in command("config", "--isolated").out


def test_the_schema_is_json(command: Command) -> None:
    assert json.loads(command("config", "--schema").out)["title"] == "resp-lint"


def test_a_profile_is_shown_and_checked(pages: Path, command: Command) -> None:
    (pages / "own.toml").write_bytes(b'extends = "ibm-cloud"\n[[areas]]\ntitle = "Data residency"\n')
    assert "Data residency" in command("profile", "show", "own.toml").out
    assert command("profile", "check", "own.toml").out == "own.toml: all good\n"
    assert command("profile", "check", "ibm-cloud").code == 0
    wrong = command("profile", "show", "acme")
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)


def test_what_is_wrong_with_a_profile_is_shown_line_by_line(pages: Path, command: Command) -> None:
    (pages / "own.toml").write_bytes(b'extends = "raci"\ndialekt = "plain"\nnam = "x"\n')
    result = command("profile", "check", "own.toml")
    assert (result.code, result.err) == (1, "")
    assert result.out.split("\n") == [
        'own.toml:2: dialekt = "plain": unknown key; did you mean “dialect”?',
        'own.toml:3: nam = "x": unknown key; did you mean “name”?',
        "",
    ]
    missing = command("profile", "check", "none.toml")
    assert (missing.code, missing.err) == (
        2,
        "resp-lint: error: none.toml: cannot be read: No such file or directory\n",
    )


def test_the_profiles_are_listed(command: Command) -> None:
    lines = command("profile", "list").out.rstrip("\n").split("\n")
    assert [line.split()[0] for line in lines] == sorted(load_registry().profiles)
    assert command("profile", "list", "raci").code == command("profile", "show").code == 2


def test_the_schema_of_profiles_is_json(command: Command) -> None:
    assert json.loads(command("profile", "schema").out)["title"] == "resp-lint profile"
