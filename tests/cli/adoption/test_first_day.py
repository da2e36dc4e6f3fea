"""Old pages adopt the linter in two commands, or live with their faults in other ways."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from adopted_tree import BASELINE, Story, calm
from old_tree import git, path_of, put, text_of

if TYPE_CHECKING:
    from tests.cli.conftest import Command


def test_a_tree_of_old_pages_has_faults_of_every_family(tree: Path, command: Command) -> None:
    del tree
    codes = {it["code"] for it in json.loads(command("--output-format", "json").out)["findings"]}
    assert {code[:4] for code in codes} >= {f"RSP{family}" for family in range(1, 8)}


def test_two_commands_adopt_it(story: Story) -> None:
    assert calm(story.command())
    written = (story.root / BASELINE).read_bytes()
    assert story.command("baseline").code == 0
    assert (story.root / BASELINE).read_bytes() == written
    assert story.command("baseline", "--prune").code == 0
    assert (story.root / BASELINE).read_bytes() == written
    assert git(story.root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("folder", "arguments"),
    [
        (".", ()),
        (".", ("docs",)),
        (".", ("./docs/",)),
        (".", ("docs/part-0", "docs/part-1", path_of(2))),
        ("docs", ()),
        ("docs", (".",)),
        ("docs/part-1", ("..",)),
        ("docs/part-1", ("../part-2", "../../docs/part-3")),
        ("docs/part-1", ("{root}/docs",)),
        ("docs/part-1", ("{root}/" + path_of(2), "kiln-1-responsibilities.md")),
        ("/", ("{root}",)),
    ],
    ids=str,
)
def test_from_any_folder_by_any_path(
    story: Story, folder: str, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(story.root / folder)
    assert calm(story.command(*(it.replace("{root}", str(story.root)) for it in arguments)))


@pytest.mark.parametrize("folder", ["docs", "docs/part-1", "docs/listed"])
def test_adopted_from_a_folder_below(
    tree: Path, folder: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("init")
    written = (tree / BASELINE).read_bytes()
    (tree / BASELINE).unlink()
    (tree / "resp-lint.toml").unlink()
    monkeypatch.chdir(tree / folder)
    assert command("init").code == 0
    assert (tree / BASELINE).read_bytes() == written
    (tree / BASELINE).unlink()
    assert command("baseline", str(tree)).code == 0
    assert (tree / BASELINE).read_bytes() == written


def test_adopted_by_suppressions(tree: Path, command: Command) -> None:
    """What can be suppressed is, each with its reason; the baseline holds the rest; and they go when the fault goes."""
    command("--add-ignores=from before the linter", "docs")
    assert command("init").code == 0
    assert calm(command("--extend-select", "RSP904"))
    left = json.loads((tree / BASELINE).read_bytes())["pages"]
    assert {it["rule"] for page in left.values() for it in page["findings"]} == {"RSP101", "RSP103"}
    page = tree / path_of(1)
    text = page.read_bytes().decode()
    assert text.count("| | You ") > 1
    put(tree, path_of(1), text.replace("| | You ", "| N/A | You ", 1))
    assert [it["name"] for it in json.loads(command("--output-format", "json").out)["findings"]] == [
        "unused-suppression"
    ]


@pytest.mark.skipif(os.name != "posix", reason="only there a name can be any bytes")
def test_a_page_whose_name_is_not_utf_8(tree: Path, command: Command) -> None:
    odd = os.fsencode(tree / "docs/part-1") + b"/caf\xe9-responsibilities.md"
    Path(os.fsdecode(odd)).write_bytes(text_of(1).replace("kiln-1-", "cafe-").encode())
    assert [command("init").code, command("baseline").code] == [0, 0]
    assert calm(command())
    assert "caf\\\\xe9-responsibilities.md" in (tree / BASELINE).read_bytes().decode()
    Path(os.fsdecode(odd)).rename(tree / "docs/part-1/cafe-responsibilities.md")
    assert calm(command())
    (tree / "docs/part-1/cafe-responsibilities.md").unlink()
    assert "of the baseline no longer occur" in command().err


def test_a_hook_that_names_every_file_finds_nothing_either(story: Story) -> None:
    """A page about something else was never looked at, so nothing of it stands in the baseline."""
    put(story.root, "docs/part-1/start.md", "# Getting started\n\nThe the kiln.\n\n| A | B |\n|---|---|\n| a | b |\n")
    names = git(story.root, "ls-files", "*.md").split()
    assert len(names) == 41
    assert calm(story.command("--force-exclude", *names))
    assert story.command("--force-exclude", "--fix", "docs/part-1/start.md").code == 0
    assert "repeated-word" in [name for name, _, _ in story.found("docs/part-1/start.md")]
