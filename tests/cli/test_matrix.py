"""`resp-lint matrix`: who owns what, in all formats, of a folder and of a revision."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

TREE = {
    "docs/vault/responsibilities.md": """\
---
subcollection: vault
---

# Understanding your responsibilities when using {{site.data.keyword.vault}}
{: #vault-responsibilities}

## Change management
{: #change-management}

| Task | {{site.data.keyword.IBM_notm}} responsibilities | Your responsibilities |
|------|------|------|
| Rotate {{site.data.keyword.vault}} keys | N/A | Rotate keys. Store them. |
| =Patch | - Patch hosts. \\n - Patch racks. | |

IBM is responsible for the rest.

## Disaster recovery
{: #disaster-recovery}

The service does not have specific responsibilities.
""",
    "docs/pond/responsibilities.md": """\
# Your responsibilities

| Resource | Change management | Disaster recovery |
|------|------|------|
| Water | IBM | Shared |
| Fish | Customer | Fisher Ltd. |
""",
    "docs/vault/start.md": "# Getting started\n",
}


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)  # noqa: S607 -- whichever git


def commit(folder: Path) -> None:
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "pages")


def test_a_table_for_people(tree: Path, command: Command) -> None:
    assert tree.is_dir()
    result = command("matrix", "docs")
    assert result.code == 0
    lines = [" ".join(line.split()) for line in result.out.split("\n")]
    assert lines[0] == "docs/pond docs/pond/responsibilities.md"
    assert "vault docs/vault/responsibilities.md" in lines
    assert "customer Rotate \u2039vault\u203a keys 13" in lines
    assert "Disaster recovery: says none" in lines
    assert lines[-2] == "6 tasks on 2 pages: 2 provider, 2 customer, 1 shared, 1 third-party; 1 place skipped"
    assert result.err == "resp-lint: 2 keyrefs (1 name) that no file explains; --keyrefs FILE resolves them\n"


def test_json_keeps_its_schema(tree: Path, command: Command, root: Path) -> None:
    assert tree.is_dir()
    result = command("matrix", "--output-format", "json", "-q")
    assert (result.code, result.err) == (0, "")
    data = json.loads(result.out)
    Draft202012Validator(json.loads((root / "docs/static/matrix.schema.json").read_bytes())).validate(data)
    vault = data["pages"][1]
    assert {key: vault[key] for key in ("path", "service", "title")} == {
        "path": "docs/vault/responsibilities.md",
        "service": "vault",
        "title": "Understanding your responsibilities when using {{site.data.keyword.vault}}",
    }
    assert [(area["state"], area["line"]) for area in vault["areas"]] == [
        ("missing", None),
        ("listed", 8),
        ("missing", None),
        ("missing", None),
        ("none-stated", 18),
    ]
    assert vault["tasks"][0] == {
        "area": "Change management",
        "section": ["Change management"],
        "task": "Rotate {{site.data.keyword.vault}} keys",
        "column": None,
        "ownership": "customer",
        "parties": [
            {"party": "IBM", "role": "provider", "answer": "none", "text": "N/A", "statements": []},
            {
                "party": "customer",
                "role": "customer",
                "answer": "does",
                "text": "Rotate keys. Store them.",
                "statements": ["Rotate keys.", "Store them."],
            },
        ],
        "line": 13,
        "end_line": 13,
    }
    assert [(one["path"], one["line"]) for one in data["skipped"]] == [("docs/vault/responsibilities.md", 16)]


def test_json_lines(tree: Path, command: Command) -> None:
    assert tree.is_dir()
    lines = [json.loads(line) for line in command("matrix", "--output-format", "jsonl").out.splitlines()]
    assert [(line["service"], line["task"]) for line in lines][-1] == ("vault", "=Patch")
    assert len(lines) == 6


def test_csv_runs_nothing(tree: Path, command: Command) -> None:
    assert command("matrix", "--output-format", "csv:m.csv").code == 0
    data = (tree / "m.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfService,")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert data.count(b"\r\n") == len(rows) + 1 == 7
    assert [row["Task"] for row in rows if row["Service"] == "vault"] == ["Rotate \u2039vault\u203a keys", "'=Patch"]
    assert rows[3]["Third parties"] == "Fisher Ltd: Fisher Ltd."


def test_markdown(tree: Path, command: Command) -> None:
    assert tree.is_dir()
    out = command("matrix", "--output-format", "markdown").out
    assert "## vault" in out
    assert "| Water (Disaster recovery)" not in out  # its area says so already
    assert "<br>customer: Rotate keys. Store them. | 13 |" in out


def test_a_workbook(tree: Path, command: Command) -> None:
    books = [f"{name}.xlsx" for name in "ab"]
    assert all(command("matrix", "--output-format", f"xlsx:{book}").code == 0 for book in books)
    one, other = ((tree / book).read_bytes() for book in books)
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as book:
        workbook, tasks = book.read("xl/workbook.xml").decode(), book.read("xl/worksheets/sheet1.xml").decode()
        assert [name in workbook for name in ('name="Tasks"', 'name="Areas"', 'name="Skipped"')] == [True] * 3
        assert "<f>" not in tasks
        assert "<autoFilter" in tasks
        assert 'state="frozen"' in tasks
        assert "=Patch" in book.read("xl/sharedStrings.xml").decode()
    assert command("matrix", "--output-format", "xlsx").code == 2


@pytest.mark.parametrize(
    ("options", "tasks"),
    [
        (("--ownership", "customer"), ["Fish", "Rotate {{site.data.keyword.vault}} keys"]),
        (("--ownership", "shared,third-party"), ["Water", "Fish"]),
        (("--area", "disaster recovery"), ["Water", "Fish"]),
        (("--service", "vault"), ["Rotate {{site.data.keyword.vault}} keys", "=Patch"]),
        (("--service", "nobody"), []),
    ],
)
def test_filters(tree: Path, command: Command, options: tuple[str, ...], tasks: list[str]) -> None:
    assert tree.is_dir()
    data = json.loads(command("matrix", "--output-format", "json", *options).out)
    assert [task["task"] for page in data["pages"] for task in page["tasks"]] == tasks


def test_a_revision_is_read_without_checking_it_out(tree: Path, command: Command) -> None:
    commit(tree)
    page = tree / "docs/vault/responsibilities.md"
    page.write_bytes(page.read_bytes().replace(b"| =Patch |", b"| Mend |"))
    (tree / "docs/pond/responsibilities.md").unlink()
    data = json.loads(command("matrix", "--rev", "HEAD", "--output-format", "json", "docs").out)
    assert data["revision"] == "HEAD"
    assert [page["path"] for page in data["pages"]] == [
        "docs/pond/responsibilities.md",
        "docs/vault/responsibilities.md",
    ]
    assert [task["task"] for task in data["pages"][1]["tasks"]][1] == "=Patch"
    assert command("matrix", "--rev", "nowhere").err == (
        "resp-lint: error: “nowhere” is no revision that git knows here\n"
    )


@pytest.mark.parametrize("named", [True, False])
def test_keyrefs_are_resolved(tree: Path, command: Command, named: bool) -> None:  # noqa: FBT001 -- a parameter
    (tree / ("names.yaml" if named else "docs/keyref.yaml")).write_bytes(b"keyword:\n  vault: IBM Cloud *Vault*\n")
    options = ("--keyrefs", "names.yaml") if named else ()
    result = command("matrix", "--output-format", "json", *options)
    assert result.err == ""
    page = json.loads(result.out)["pages"][1]
    assert page["title"] == "Understanding your responsibilities when using IBM Cloud Vault"
    assert page["tasks"][0]["task"] == "Rotate IBM Cloud Vault keys"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--output-format", "yaml"), "unknown format “yaml” of matrix; there are: csv,"),
        (("--output-format", "json", "--output-format", "csv"), "only one --output-format"),
        (("--output-format", "csv:docs/vault/responsibilities.md"), "does not replace a page"),
        (("--ownership", "nobody"), "“nobody” is none of provider,"),
        (("--keyrefs", "none.yaml"), "none.yaml: cannot be read: No such file"),
        (("--keyrefs", "docs/vault/responsibilities.md"), "no map of keyrefs"),
        (("nowhere",), "nowhere: no such file or folder"),
    ],
)
def test_what_is_wrong_is_one_line(tree: Path, command: Command, arguments: tuple[str, ...], message: str) -> None:
    assert tree.is_dir()
    result = command("matrix", *arguments)
    assert result.code == 2
    assert message in result.err
    assert result.err.split("\n")[1:] == [""]


def test_more_processes_find_the_same(tree: Path, command: Command) -> None:
    assert tree.is_dir()
    one = command("matrix", "--output-format", "json", "--jobs", "1")
    assert command("matrix", "--output-format", "json", "--jobs", "2") == one
    assert command("matrix", "--output-format", "json", "--executor", "processes:1") == one


def test_a_page_that_cannot_be_read(tree: Path, command: Command) -> None:
    (tree / "docs/bad-responsibilities.md").write_bytes(b"# Responsibilities \xff")
    result = command("matrix", "docs/bad-responsibilities.md")
    assert result.code == 2
    assert "not UTF-8" in result.err


def test_names_that_hide_something_do_not(tree: Path, command: Command) -> None:
    text = TREE["docs/pond/responsibilities.md"].replace("Water", "Wa\u202eter\x1b[31m")
    (tree / "docs/pond/responsibilities.md").write_bytes(text.encode())
    for name in ("table", "markdown", "csv", "json", "jsonl"):
        out = command("matrix", "--output-format", name).out
        assert "\u202e" not in out
        assert "\x1b" not in out
