"""Who takes part how: letters below names, names below “Responsible”, marks of two parties, the duties of roles."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from resp_lint.cli.main import main
from resp_lint.ownership.compare import compare_ownership
from resp_lint.ownership.extract import read_ownership
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lint.ownership.model import PageOwnership, Party

LETTERS = """\
# RACI of the release

| Task | Product | Platform | Security | Support |
|------|---------|----------|----------|-------|
| **Prepare** | | | | |
| Tag | I | A/R | C | |
| Sign | TBD | R | A | N/A |
| Ship | C | R | A | I |
"""
NAMES = """\
# Who is responsible for releases

| Task | Responsible | Accountable | Consulted | Informed |
|------|-------------|-------------|-----------|----------|
| Tag | Ann, Bob (until May) | Ann | Security team | |
"""
MARKS = """\
# Shared responsibilities

| Task | Provider | Customer |
|------|----------|----------|
| Hardware | ✅ | ❌ |
| Patches | ✅ | ◐ |
"""
DUTIES = """\
# Responsibilities of roles

| Role | Responsibilities |
|------|------------------|
| Reviewer | Reads changes. Asks questions. |
"""
LISTS = """\
# Service owners

| Service | Description | Owner | Contact |
|---------|-------------|-------|---------|
| Queues | Carries messages. | [@ann](https://github.com/ann)<br>[@bob](https://github.com/bob) | #queues |
| Vault | Keeps keys. | | #vault |
"""


def read(text: str, profile: str) -> PageOwnership:
    return read_ownership(parse(Source("page.md", text), load_registry().profile(profile).conventions))


def show(party: Party) -> tuple[str, str, str]:
    return party.party, party.answer.value, " ".join(part.value for part in party.involvement)


@pytest.mark.parametrize(
    ("text", "profile", "expected"),
    [
        (
            LETTERS,
            "raci",
            {
                "Tag": (
                    "third-party",
                    ("Product", "none", "informed"),
                    ("Platform", "does", "accountable responsible"),
                    ("Security", "none", "consulted"),
                    ("Support", "blank", ""),
                ),
                "Sign": (
                    "undecided",
                    ("Product", "undecided", ""),
                    ("Platform", "does", "responsible"),
                    ("Security", "does", "accountable"),
                    ("Support", "none", ""),
                ),
                "Ship": (
                    "third-party",
                    ("Product", "none", "consulted"),
                    ("Platform", "does", "responsible"),
                    ("Security", "does", "accountable"),
                    ("Support", "none", "informed"),
                ),
            },
        ),
        (
            NAMES,
            "raci",
            {
                "Tag": (
                    "third-party",
                    ("Ann", "does", "responsible accountable"),
                    ("Bob", "does", "responsible"),
                    ("Security team", "none", "consulted"),
                )
            },
        ),
        (
            MARKS,
            "shared-responsibility",
            {
                "Hardware": ("provider", ("provider", "does", "responsible"), ("customer", "none", "")),
                "Patches": ("shared", ("provider", "does", "responsible"), ("customer", "does", "supporting")),
            },
        ),
        (DUTIES, "service-ownership", {"Reviewer": ("third-party", ("Reviewer", "does", ""))}),
        (
            LISTS,
            "service-ownership",
            {"Queues": ("third-party", ("@ann", "does", ""), ("@bob", "does", "")), "Vault": ("unstated",)},
        ),
    ],
    ids=["letters", "names", "marks", "duties", "lists"],
)
def test_who_takes_part_how(text: str, profile: str, expected: dict[str, tuple[Any, ...]]) -> None:
    page = read(text, profile)
    assert {task.task: (task.ownership.value, *map(show, task.parties)) for task in page.tasks} == expected
    assert page.skipped == ()


def test_duties_are_statements() -> None:
    (task,) = read(DUTIES, "service-ownership").tasks
    assert task.parties[0].statements == ("Reads changes.", "Asks questions.")


def test_text_of_the_template_is_no_task() -> None:
    page = read(
        LISTS.replace("Queues", "Task 1").replace(
            "| [@ann](https://github.com/ann)<br>[@bob](https://github.com/bob) |", "| TBD |"
        ),
        "service-ownership",
    )
    assert [task.task for task in page.tasks] == ["Vault"]
    assert [(one.line, one.reason) for one in page.skipped] == [(5, "text of the template that nobody filled in")]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("| A/R | C |", "| A | R |", "crossed"),
        ("| A/R | C |", "| A/R | I |", "reworded"),
        ("| A/R | C |", "| A/R | C |", None),
        ("| Tag | I | A/R | C | |\n", "", "removed"),
    ],
)
def test_a_change_of_roles_is_a_change(old: str, new: str, kind: str | None) -> None:
    changes = compare_ownership(read(LETTERS, "raci"), read(LETTERS.replace(old, new), "raci"))
    assert [change.change.value for change in changes] == ([kind] if kind else [])


# --- outputs


@pytest.fixture
def matrix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "release-raci.md").write_bytes(LETTERS.replace("TBD", "I").encode())
    (tmp_path / "resp-lint.toml").write_bytes(b'profile = "raci"\n')
    formats = ["json", "csv", "markdown", "html", "table"]
    outputs = [part for name in formats for part in ("--output-format", f"{name}:m.{name}")]
    assert main(["matrix", *outputs, "release-raci.md"]) == 0
    return tmp_path


def test_data_has_the_roles(matrix: Path) -> None:
    tag = json.loads((matrix / "m.json").read_bytes())["pages"][0]["tasks"][0]
    assert [party.get("involvement") for party in tag["parties"]] == [
        ["informed"],
        ["accountable", "responsible"],
        ["consulted"],
        None,
    ]


def test_spreadsheets_have_a_column_for_each_role(matrix: Path) -> None:
    rows = list(csv.DictReader((matrix / "m.csv").read_bytes().decode("utf-8-sig").splitlines()))
    roles = ("Responsible", "Accountable", "Supporting", "Consulted", "Informed")
    assert [tuple(row[role] for role in roles) for row in rows] == [
        ("Platform", "Platform", "", "Security", "Product"),
        ("Platform", "Security", "", "", "Product"),
        ("Platform", "Security", "", "Product", "Support"),
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("markdown", "Platform: accountable, responsible"),
        ("html", "Platform: accountable, responsible"),
        ("table", "    Platform            Tag  "),
    ],
)
def test_people_read_the_roles(matrix: Path, name: str, said: str) -> None:
    assert said in (matrix / f"m.{name}").read_bytes().decode()


def test_a_page_without_roles_has_no_columns_for_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "owners.md").write_bytes(LISTS.encode())
    (tmp_path / "resp-lint.toml").write_bytes(b'profile = "service-ownership"\n')
    assert main(["matrix", "--output-format", "csv:m.csv", "--output-format", "json:m.json", "owners.md"]) == 0
    assert "Accountable" not in (tmp_path / "m.csv").read_bytes().decode()
    assert b"involvement" not in (tmp_path / "m.json").read_bytes()
