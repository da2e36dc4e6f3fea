"""`--statistics`: where they go, as what, and that nothing else changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

pytestmark = pytest.mark.usefixtures("pages")

ONLY = ("--select", "RSP501", "docs")
CLOSING = "Checked 2 pages (1 other skipped): 1 error, 0 warnings, 0 info."


@pytest.mark.parametrize("form", [(), ("--output-format", "full"), ("--output-format", "grouped")], ids=" ".join)
def test_they_take_the_place_of_findings(command: Command, form: tuple[str, ...]) -> None:
    result = command("--statistics", *form, *ONLY)
    assert (result.code, result.err) == (1, "")
    tables, closing = result.out.rstrip("\n").rsplit("\n\n", 1)
    assert [table.split("\n")[-1].split(maxsplit=6)[-1] for table in tables.split("\n\n")] == [
        "docs/faulty.md",
        "Change management",
        "RSP501 row-without-owner",
    ]
    assert closing == CLOSING


def test_quiet_leaves_the_closing_line_out(command: Command) -> None:
    assert "Checked" not in command("-q", "--statistics", *ONLY).out


def test_json_and_files(pages: Path, command: Command) -> None:
    chosen = ("--output-format", "json", "--output-format", "sarif:out.sarif", "--output-format", "concise:out.txt")
    result = command("--statistics", *chosen, *ONLY)
    assert json.loads(result.out)["statistics"]["areas"][0]["area"] == "Change management"
    assert json.loads((pages / "out.sarif").read_bytes())["runs"][0]["results"]
    assert (pages / "out.txt").read_bytes().startswith(b"docs/faulty.md:16:")
    alone = command("--statistics", "--output-format", "concise:out.txt", *ONLY)
    assert alone.out.endswith(f"{CLOSING}\n")


@pytest.mark.parametrize(("form", "summed_up"), [((), True), (("--output-format", "json"), False)], ids=str)
def test_in_a_workflow_they_are_text_and_the_step_has_all_findings(
    form: tuple[str, ...],
    summed_up: bool,  # noqa: FBT001 -- a case
    tmp_path: Path,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    result = command("--statistics", *form, *ONLY)
    assert (result.code, result.out.endswith(f"{CLOSING}\n")) == (1, summed_up)
    assert summary.exists() == summed_up
    assert not summed_up or b"RSP501 row" in summary.read_bytes()


def test_an_area_of_the_configured_profile(pages: Path, command: Command) -> None:
    (pages / "own.toml").write_bytes(b'extends = "ibm-cloud"\n[[areas]]\ntitle = "Key rotation"\n')
    page = (pages / "docs/faulty.md").read_bytes()
    (pages / "docs/faulty.md").write_bytes(page.replace(b"Change management\n{: #change-", b"Key rotation\n{: #key-"))
    result = command("--statistics", "--config", "profile=own.toml", *ONLY)
    assert "Key rotation\n" in result.out
    assert "Key rotation\n" not in command("--statistics", *ONLY).out


def test_after_a_fix_what_is_left_counts(command: Command) -> None:
    assert command("--statistics", "--fix", *ONLY).out.endswith(f"{CLOSING}\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--output-format", "sarif"), "--statistics are text or JSON; leave sarif out, or give it a file: sarif:FILE"),
        (("--diff",), "--diff shows changes and no statistics; leave one of them out"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_does_not_go_together(command: Command, arguments: tuple[str, ...], said: str) -> None:
    result = command("--statistics", *arguments, *ONLY)
    assert (result.code, result.out, result.err) == (2, "", f"resp-lint: error: {said}\n")
