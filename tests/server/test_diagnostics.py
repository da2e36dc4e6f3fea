"""Diagnostics are what the command line reports of the same bytes, in the editor's units."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from resp_lint.server.frames import encode_frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from language_client import LanguageClient

    Start = Callable[..., LanguageClient]

SEVERITIES = {"error": 1, "warning": 2, "info": 3}
UNITS = {
    "utf-8": lambda text: len(text.encode()),
    "utf-16": lambda text: len(text.encode("utf-16-le")) // 2,
    "utf-32": len,
}


def run(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """What the command line finds in a folder."""
    command = [sys.executable, "-m", "resp_lint", "--no-cache", "--output-format", "json", *arguments, "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return findings


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def expected(findings: list[dict[str, Any]], text: str, encoding: str) -> list[tuple[object, ...]]:
    """Findings as diagnostics must show them: those without width are left to what contains them."""
    lines, units = lines_of(text), UNITS[encoding]

    def place(line: int, column: int) -> tuple[int, int]:
        return line - 1, units(lines[line - 1][: column - 1])

    return [
        (
            it["code"],
            SEVERITIES[it["level"]],
            *place(it["line"], it["column"]),
            *place(it["end_line"], it["end_column"]),
        )
        for it in findings
    ]


def shown(diagnostics: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    return [
        (
            it["code"],
            it["severity"],
            *(it["range"]["start"][key] for key in ("line", "character")),
            *(it["range"]["end"][key] for key in ("line", "character")),
        )
        for it in diagnostics
    ]


def agree(actual: list[tuple[Any, ...]], wanted: list[tuple[Any, ...]]) -> bool:
    """Whether diagnostics are findings, place for place; a finding without width is marked by a range around it."""
    return len(actual) == len(wanted) and all(
        is_ == must if must[2:4] != must[4:6] else is_[:3] == must[:3] and is_[3] <= must[3] <= is_[5]
        for is_, must in zip(actual, wanted, strict=True)
    )


@pytest.mark.fuzz
@pytest.mark.parametrize("encoding", UNITS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_real_pages_are_diagnosed_as_the_command_line_reports_them(
    start: Start, tmp_path: Path, shared: Path, encoding: str, ending: str
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / ".git").mkdir()
    # `make fuzz` takes them all.
    step = 1 if settings().max_examples > 1000 else 29
    for source in sorted((shared / "pages").glob("*/*.md"))[::step]:
        text = source.read_bytes().decode().replace("\r\n", "\n").replace("keys", "keys 😀").replace("\n", ending)
        (folder / f"{source.parent.name}-{source.name}").write_bytes(text.encode())
    reported: dict[str, list[dict[str, Any]]] = {}
    for finding in run(folder):
        reported.setdefault(finding["path"], []).append(finding)
    client = start()
    client.initialize(folder, general={"positionEncodings": [encoding]}, pulls=True)
    pages = sorted(folder.glob("*.md"))
    assert len(pages) > 25
    for page in pages:
        uri = client.open(page)
        report = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        wanted = expected(reported.get(page.name, []), page.read_bytes().decode(), encoding)
        assert agree(shown(report["items"]), wanted), page.name
        client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert reported


def test_a_diagnostic_has_its_parts_apart(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    diagnostics = client.diagnostics(client.open(page))
    one = next(it for it in diagnostics if it["code"] == "RSP501")
    line = page.read_bytes().decode().split("\n").index("| Rotate keys | | |")
    assert one["source"] == "resp-lint"
    assert one["range"]["start"] == {"line": line, "character": 2}
    assert "RSP501" not in one["message"]
    assert one["data"] == {"version": 1}


def test_blank_cells_are_marked(start: Start, page: Path) -> None:
    page.write_bytes(page.read_bytes().replace(b"| Rotate keys | | |", b"| Rotate keys | Rotates. ||"))
    client = start()
    client.initialize(page.parent)
    diagnostics = client.diagnostics(client.open(page))
    one = next(it for it in diagnostics if it["code"] == "RSP502")
    assert one["range"]["start"]["character"] < one["range"]["end"]["character"]


def test_changes_in_one_write_are_published_once(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    client.drain()
    client.received.clear()
    spot = {"line": 0, "character": 3}
    change = {"range": {"start": spot, "end": spot}, "text": " "}
    documents = [{"uri": uri, "version": version} for version in range(2, 52)]
    params = [{"textDocument": document, "contentChanges": [change]} for document in documents]
    changes = [{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": it} for it in params]
    client.write(b"".join(map(encode_frame, changes)))
    client.diagnostics(uri, 51)
    assert len([it for it in client.received if it.get("method") == "textDocument/publishDiagnostics"]) <= 2


def test_versions_ascend_and_closing_takes_diagnostics_away(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    for _ in range(5):
        client.diagnostics(uri, client.change(uri, page.read_bytes().decode() + "\nmore\n" * client._versions[uri]))
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    client.drain()
    sent = [it["params"] for it in client.received if it.get("method") == "textDocument/publishDiagnostics"]
    versions = [it["version"] for it in sent if "version" in it]
    assert all(before <= after for before, after in pairwise(versions))
    assert versions[-1] == 6
    assert sent[-1] == {"uri": uri, "diagnostics": []}


def test_an_editor_that_asks_is_not_told_besides(start: Start, page: Path) -> None:
    client = start()
    capabilities = client.initialize(page.parent, pulls=True)["capabilities"]
    assert capabilities["diagnosticProvider"]["interFileDependencies"] is True
    uri = client.open(page)
    first = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    assert first["kind"] == "full"
    assert first["items"]
    params = {"textDocument": {"uri": uri}, "previousResultId": first["resultId"]}
    assert client.request("textDocument/diagnostic", params) == {"kind": "unchanged", "resultId": first["resultId"]}
    client.change(uri, "# Nothing\n")
    assert client.request("textDocument/diagnostic", params)["items"] != first["items"]
    assert not [it for it in client.received if it.get("method") == "textDocument/publishDiagnostics"]


def test_an_editor_that_is_told_cannot_ask(start: Start, page: Path) -> None:
    client = start()
    assert "diagnosticProvider" not in client.initialize(page.parent)["capabilities"]


@pytest.mark.parametrize("text", ["# Something else\n\nNo tasks.\n", ""], ids=["another page", "nothing"])
def test_pages_of_other_kinds_have_no_diagnostics(start: Start, page: Path, text: str) -> None:
    client = start()
    client.initialize(page.parent)
    assert client.diagnostics(client.open(page.with_name("other.md"), text)) == []


@pytest.mark.parametrize("by", ["resp-lint.toml", ".gitignore"])
def test_excluded_pages_have_no_diagnostics(start: Start, page: Path, by: str) -> None:
    page.with_name(by).write_bytes({"resp-lint.toml": b'exclude = ["resp*.md"]\n', ".gitignore": b"resp*.md\n"}[by])
    client = start()
    client.initialize(page.parent)
    assert client.diagnostics(client.open(page)) == []


def test_unsaved_pages_are_checked(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    text = page.read_bytes().decode()
    assert client.diagnostics(client.open("untitled:Untitled-1", text))


def test_a_page_that_is_too_large_is_said_to_be(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    text = page.read_bytes().decode()
    uri = client.open(page, text + "x" * 1_000_001)
    assert [it["code"] for it in client.diagnostics(uri)] == ["RSP905"]
    client.change(uri, text)
    assert "RSP501" in {it["code"] for it in client.diagnostics(uri)}


def test_an_unsaved_page_counts_for_those_that_are_open(start: Start, page: Path) -> None:
    """Of two pages with one topic id the rule reports the one whose path comes later."""
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    assert "RSP801" not in {it["code"] for it in client.diagnostics(uri)}
    text = page.read_bytes().decode()
    before, after = (client.open(page.with_name(name), text) for name in ("before.md", "zafter.md"))
    client.wait(lambda _: all(any(has_code(it, one, "RSP801") for it in client.received) for one in (uri, after)))
    client.notify("textDocument/didClose", {"textDocument": {"uri": before}})
    client.wait(lambda it: is_publication(it, uri) and not has_code(it, uri, "RSP801"))


def is_publication(message: dict[str, Any], uri: str) -> bool:
    return message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri


def has_code(message: dict[str, Any], uri: str, code: str) -> bool:
    return is_publication(message, uri) and code in {it["code"] for it in message["params"]["diagnostics"]}


def test_a_page_on_the_disk_counts_unless_it_is_open(start: Start, page: Path) -> None:
    before = page.with_name("before.md")
    before.write_bytes(page.read_bytes())
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    client.wait(lambda it: has_code(it, uri, "RSP801"))
    client.open(before, before.read_bytes().decode().replace("#demo-responsibilities", "#other-responsibilities"))
    client.wait(lambda it: is_publication(it, uri) and not has_code(it, uri, "RSP801"))
    client.notify("textDocument/didClose", {"textDocument": {"uri": before.as_uri()}})
    client.wait(lambda it: has_code(it, uri, "RSP801"))


def test_pages_on_the_disk_count_whatever_is_opened_first(start: Start, page: Path) -> None:
    page.with_name("before.md").write_bytes(page.read_bytes())
    client = start()
    client.initialize(page.parent)
    assert client.diagnostics(client.open(page.with_name("notes.md"), "# Notes\n")) == []
    client.drain()
    uri = client.open(page)
    client.wait(lambda it: has_code(it, uri, "RSP801"))


def test_several_folders_have_their_own_configurations(start: Start, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    text = (folder / "responsibilities.md").read_bytes()
    (other / "responsibilities.md").write_bytes(text)
    (other / "resp-lint.toml").write_bytes(b'ignore = ["RSP501"]\n')
    client = start()
    client.initialize(folder, other)
    here = client.diagnostics(client.open(folder / "responsibilities.md"))
    there = client.diagnostics(client.open(other / "responsibilities.md"))
    assert {it["code"] for it in here} - {it["code"] for it in there} == {"RSP501"}


def test_a_page_outside_of_all_folders_is_checked(start: Start, folder: Path, tmp_path: Path) -> None:
    lonely = tmp_path / "lonely.md"
    lonely.write_bytes((folder / "responsibilities.md").read_bytes())
    client = start()
    client.initialize(folder)
    assert "RSP501" in {it["code"] for it in client.diagnostics(client.open(lonely))}


def test_the_command_line_names_the_configuration(start: Start, page: Path, tmp_path: Path) -> None:
    page.with_name("resp-lint.toml").write_bytes(b'ignore = ["RSP501"]\n')
    mine = tmp_path / "mine.toml"
    mine.write_bytes(b'ignore = ["RSP502"]\n')
    client = start("--config", "mine.toml")
    client.initialize(page.parent)
    codes = {it["code"] for it in client.diagnostics(client.open(page))}
    assert "RSP501" in codes
    assert "RSP502" not in codes


def test_what_a_plugin_prints_does_not_reach_the_stream(tmp_path: Path, page: Path) -> None:
    from language_client import LanguageClient  # noqa: PLC0415 -- with an environment of its own

    site = tmp_path / "site"
    (site / "noisy-1.dist-info").mkdir(parents=True)
    (site / "noisy-1.dist-info" / "entry_points.txt").write_bytes(b"[resp_lint]\nnoisy = noisy\n")
    (site / "noisy.py").write_bytes(
        b"import os, sys\nfrom resp_lint import hookimpl, rule\n"
        b"@rule('NSY001')\ndef noisy_page(page):\n    'Prints.'\n"
        b"    print('noise', flush=True); os.write(1, b'noise')\n"
        b"    assert sys.stdin.read() == ''\n    os.system('echo noise')\n    return ()\n"
        b"@rule('NSY002')\ndef failing_rule(page):\n    'Fails.'\n    raise ValueError('on purpose')\n"
        b"@hookimpl\ndef resp_lint_rules():\n    return [noisy_page, failing_rule]\n"
    )
    with LanguageClient(cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)}) as client:
        client.initialize(page.parent)
        uri = client.open(page)
        diagnostics = client.diagnostics(uri)
        assert [it["message"] for it in diagnostics if it["code"] == "RSP906"]
        client.change(uri, page.read_bytes().decode() + "\n")
        assert client.diagnostics(uri)
        assert client.quit() == 0
    assert b"noise" in client.stderr
