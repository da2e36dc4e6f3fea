"""`resp-lint changes`: what changed hands between revisions, folders, files and exported data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from tests.cli.test_matrix import commit, git, tree

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

__all__ = ["tree"]  # a fixture
PAGE = "docs/vault/responsibilities.md"
CUSTOMER = "Rotate {{site.data.keyword.vault}} keys"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


@pytest.fixture
def changed(tree: Path) -> Path:
    """A repository whose pages are not as they were committed."""
    commit(tree)
    edit(tree / PAGE, "N/A | Rotate keys. Store them.", "Rotate keys. Store them. | N/A")
    edit(tree / PAGE, "Patch racks.", "Patch RACKS")
    return tree


def test_text_for_people(changed: Path, command: Command) -> None:
    assert changed.is_dir()
    result = command("changes", "HEAD", "-q")
    assert (result.code, result.err) == (0, "")
    lines = [" ".join(line.split()) for line in result.out.split("\n")]
    assert lines[0] == "vault"
    assert lines[2] == "“Rotate \u2039vault\u203a keys”: you owned it; now IBM does."
    assert "+ customer: N/A" in lines
    assert lines[-2].startswith("3 changes: 1 ownership, 1 loses, 1 gains")


def test_json_keeps_its_schema(changed: Path, command: Command, root: Path) -> None:
    edit(changed / "docs/pond/responsibilities.md", "| Fish | Customer | Fisher Ltd. |\n", "")
    (changed / "docs/new-responsibilities.md").write_bytes(b"IBM responsibilities:\n- Run.\n")
    data = json.loads(command("changes", "HEAD", "--output-format", "json", "--cosmetic").out)
    Draft202012Validator(json.loads((root / "docs/static/changes.schema.json").read_bytes())).validate(data)
    assert (data["version"], data["old"], data["new"]) == (1, "HEAD", "the working tree")
    kinds = [(change["path"], change["change"], change["task"]) for change in data["changes"]]
    assert kinds == [
        ("docs/new-responsibilities.md", "page-added", None),
        ("docs/pond/responsibilities.md", "removed", "Fish"),
        ("docs/pond/responsibilities.md", "removed", "Fish"),
        (PAGE, "ownership", CUSTOMER),
        (PAGE, "loses", CUSTOMER),
        (PAGE, "gains", CUSTOMER),
        (PAGE, "cosmetic", "=Patch"),
    ]
    assert data["changes"][0]["new"][0]["task"] == "Run."
    assert {change["column"] for change in data["changes"][1:3]} == {"Change management", "Disaster recovery"}


def test_release_notes(changed: Path, command: Command) -> None:
    assert changed.is_dir()
    out = command("changes", "HEAD", "--output-format", "markdown", "-q").out
    assert "# Changes in responsibilities from HEAD to the working tree\n\n## vault\n\n### Owner changed\n" in out
    assert "You no longer: Rotate keys. Store them." in out
    assert "IBM now: Rotate keys. Store them." in out


@pytest.mark.parametrize(
    ("kinds", "code"), [("ownership", 1), ("removed,added", 0), ("gains,removed", 1), ("cosmetic", 1)]
)
def test_a_gate(changed: Path, command: Command, kinds: str, code: int) -> None:
    assert changed.is_dir()
    assert command("changes", "HEAD", "-q", "--fail-on", kinds).code == code


def test_a_page_that_goes_is_a_gate_for_what_is_removed(changed: Path, command: Command) -> None:
    (changed / "docs/pond/responsibilities.md").unlink()
    result = command("changes", "HEAD", "-q", "--fail-on", "removed")
    assert result.code == 1
    assert "The page docs/pond/responsibilities.md is gone, with 4 tasks." in result.out


def test_all_ways_to_name_two_versions_say_the_same(changed: Path, command: Command) -> None:
    old = command("matrix", "--rev", "HEAD", "--output-format", "json:old.json", "docs")
    assert old.code == 0
    git(changed, "add", "docs")
    git(changed, "commit", "--quiet", "--message", "edited")
    git(changed, "worktree", "add", "--quiet", "before", "HEAD~1")

    def tell(*sides: str) -> list[tuple[str, str]]:
        result = command("changes", *sides, "--output-format", "json", "-q")
        assert result.err == ""
        return [(change["change"], change["task"]) for change in json.loads(result.out)["changes"]]

    expected = [("ownership", CUSTOMER), ("loses", CUSTOMER), ("gains", CUSTOMER)]
    assert tell("HEAD~1", "docs") == expected
    assert tell("HEAD~1", "HEAD") == expected
    assert tell("HEAD~1", "HEAD", "docs/vault") == expected
    assert tell("HEAD~1", PAGE) == expected
    assert tell("old.json", "docs") == expected
    assert tell("before/docs", "docs") == expected
    assert tell(f"before/{PAGE}", PAGE) == expected
    assert tell("HEAD", "docs") == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere",), "“nowhere” is no revision that git knows here"),
        (("HEAD", "nowhere"), "“nowhere” is no revision"),
        (("docs",), "docs is a file or a folder: give what to compare it with"),
        (("broken.json", "docs"), "broken.json: not a matrix as JSON"),
        (("newer.json", "docs"), "newer.json: written by a newer resp-lint: version 99"),
        (("HEAD", "--fail-on", "everything"), "“everything” is none of ownership,"),
        (("one", "other"), "several pages of the service “s” cannot be told apart: "),
        (("HEAD", "--output-format", "csv"), "unknown format “csv” of changes"),
    ],
)
def test_what_is_wrong_is_one_line(changed: Path, command: Command, arguments: tuple[str, ...], message: str) -> None:
    (changed / "broken.json").write_bytes(b"{}")
    (changed / "newer.json").write_bytes(b'{"version": 99}')
    for folder, names in {"one": "ab", "other": "cd"}.items():
        (changed / folder).mkdir()
        for name in names:
            page = f"---\nsubcollection: s\n---\nIBM responsibilities:\n- Run {name}.\n"
            (changed / folder / f"{name}-responsibilities.md").write_bytes(page.encode())
    result = command("changes", *arguments)
    assert result.code == 2
    assert message in result.err
    assert result.err.count("\n") == 1


def test_a_renamed_page_is_known_by_its_service(changed: Path, command: Command) -> None:
    (changed / PAGE).rename(changed / "docs/vault-responsibilities.md")
    data = json.loads(command("changes", "HEAD", "--output-format", "json", "-q").out)
    assert {(change["path"], change["change"]) for change in data["changes"]} == {
        ("docs/vault-responsibilities.md", kind) for kind in ("ownership", "loses", "gains")
    }


def test_the_summary_of_a_step_gets_the_notes(changed: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command("changes", "HEAD").code == 0
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(changed / "summary.md"))
    assert command("changes", "HEAD").code == 0
    assert b"### Owner changed" in (changed / "summary.md").read_bytes()
