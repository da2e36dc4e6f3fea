"""SARIF of all pages, read by Microsoft's validator with GitHub's rules and by sarif-tools; we ask for the rest."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clients.conftest import Run

PAGE = """\
# Your responsibilities
{: #responsibilities}

## Change management
{: #change-management}

| Task | IBM responsibilities | Your responsibilities |
|------|----------------------|-----------------------|
| Rotate keys | | |
| Rotate certificates | | |
{: caption="Responsibilites"}

## Disaster recovery

Text.
"""


@pytest.fixture(scope="module")
def sarif(reports: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((reports / "sarif").read_bytes())
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


def validated(run: Run, clients: Path, log: Path, folder: Path) -> list[str]:
    """The rules of the validator that have something to say of a log; its exit status never does."""
    (program,) = (clients / "node_modules/@microsoft").glob("sarif-multitool-*/Sarif.Multitool")
    done = run(program, "validate", log, "--rule-kind", "Sarif;Ghas", "-o", folder / "verdict", cwd=folder)
    assert b"Analysis completed successfully" in done.out, done.out + done.err
    (verdict,) = json.loads((folder / "verdict").read_bytes().removeprefix(b"\xef\xbb\xbf"))["runs"]
    assert verdict["results"] is not None
    return [result["ruleId"] for result in verdict["results"]]


def written(resp_lint: Run, folder: Path, **environment: str) -> Path:
    """The log of one page."""
    (folder / "page.md").write_bytes(PAGE.encode())
    resp_lint("--output-format=sarif:page.sarif", "page.md", cwd=folder, environment=environment)
    return folder / "page.sarif"


def test_the_validator_has_nothing_to_say(run: Run, clients: Path, reports: Path, tmp_path: Path) -> None:
    log = tmp_path / "all.sarif"
    log.write_bytes((reports / "sarif").read_bytes())
    assert validated(run, clients, log, tmp_path) == []


def test_it_has_an_address_of_the_rules_by_itself(run: Run, clients: Path, resp_lint: Run, tmp_path: Path) -> None:
    assert validated(run, clients, written(resp_lint, tmp_path), tmp_path) == []


def test_the_validator_sees_faults(run: Run, clients: Path, resp_lint: Run, tmp_path: Path) -> None:
    log = written(resp_lint, tmp_path, RESP_LINT_DOCS_URL="https://example.com/{name}")
    log.write_bytes(log.read_bytes().replace(b'"ruleIndex": 0', b'"ruleIndex": 99', 1))
    assert validated(run, clients, log, tmp_path)


def test_every_finding_is_a_result(sarif: dict[str, Any], findings: list[dict[str, Any]]) -> None:
    levels = {"info": "note"}
    assert [
        (
            result["ruleId"],
            result["level"],
            unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]),
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for result in sarif["results"]
    ] == [(f["code"], levels.get(f["level"], f["level"]), f["path"], f["line"]) for f in findings]


def test_what_the_validator_does_not_ask(sarif: dict[str, Any], pages: tuple[Path, str]) -> None:
    rules = sarif["tool"]["driver"]["rules"]
    for result in sarif["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert (pages[0] / unquote(place["artifactLocation"]["uri"])).is_file()
        assert place["artifactLocation"]["uriBaseId"] in sarif["originalUriBaseIds"]
        region = place["region"]
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
        assert (1, 1) <= (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
        assert re.fullmatch("[0-9a-f]{1,16}:[1-9][0-9]*", result["partialFingerprints"]["primaryLocationLineHash"])
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"].endswith((".", "!", "?"))


def test_rules_are_told_about(sarif: dict[str, Any]) -> None:
    rules = sarif["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) > 5
    for rule in rules:
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
        assert rule["properties"]["problem.severity"] in {"error", "warning", "recommendation"}


def hashes(log: Path) -> dict[tuple[str, str], int]:
    """The line of each rule's fingerprint."""
    (run,) = json.loads(log.read_bytes())["runs"]
    return {
        (result["ruleId"], result["partialFingerprints"]["primaryLocationLineHash"]): result["locations"][0][
            "physicalLocation"
        ]["region"]["startLine"]
        for result in run["results"]
    }


def test_fingerprints_stay_when_lines_above_move(resp_lint: Run, tmp_path: Path) -> None:
    before = hashes(written(resp_lint, tmp_path))
    moved = PAGE.replace("## Change", "A new paragraph.\n\nAnd another.\n\n## Change").encode()
    (tmp_path / "page.md").write_bytes(moved)
    resp_lint("--output-format=sarif:page.sarif", "page.md", cwd=tmp_path)
    after = hashes(tmp_path / "page.sarif")
    below = {key: line for key, line in before.items() if line > 3}
    assert len(below) > 2
    assert {key: line + 4 for key, line in below.items()}.items() <= after.items()


def test_sarif_tools_reads_it(
    run: Run, clients: Path, reports: Path, findings: list[dict[str, Any]], tmp_path: Path
) -> None:
    log = tmp_path / "all.sarif"
    log.write_bytes((reports / "sarif").read_bytes())
    program = clients / "bin/sarif"
    listed = run(program, "csv", "--output", tmp_path / "all.csv", log, cwd=tmp_path)
    assert listed.code == 0, listed.err
    rows = (tmp_path / "all.csv").read_bytes().decode().strip().split("\n")
    assert len(rows) == len(findings) + 1
    summary = run(program, "summary", log, cwd=tmp_path).out.decode()
    errors = sum(finding["level"] == "error" for finding in findings)
    assert re.search(rf"^error: {errors}$", summary, re.MULTILINE), summary
