"""Configurations, baselines and files around pages that change while pages are open."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from language_client import LanguageClient

    Start = Callable[..., LanguageClient]

CREATED, CHANGED, DELETED = 1, 2, 3


def codes_of(diagnostics: Iterable[dict[str, Any]]) -> set[str]:
    return {it["code"] for it in diagnostics}


def tell(client: LanguageClient, path: Path, kind: int) -> None:
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": path.as_uri(), "type": kind}]})


def publication(client: LanguageClient, uri: str) -> set[str]:
    """The codes of the next diagnostics of a page."""
    message = client.wait(
        lambda it: it.get("method") == "textDocument/publishDiagnostics" and it["params"]["uri"] == uri
    )
    return codes_of(message["params"]["diagnostics"])


def test_a_configuration_counts_from_its_creation_to_its_deletion(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    before = codes_of(client.diagnostics(uri))
    configuration = page.with_name("resp-lint.toml")
    configuration.write_bytes(b'ignore = ["RSP501"]\n')
    tell(client, configuration, CREATED)
    assert publication(client, uri) == before - {"RSP501"}
    configuration.write_bytes(b'ignore = ["RSP402"]\n')
    tell(client, configuration, CHANGED)
    assert publication(client, uri) == before - {"RSP402"}
    configuration.unlink()
    tell(client, configuration, DELETED)
    assert publication(client, uri) == before


def test_an_extended_profile_counts(start: Start, page: Path) -> None:
    profile = page.with_name("ours.toml")
    profile.write_bytes(b'name = "ours"\nextends = "ibm-cloud"\n')
    page.with_name("resp-lint.toml").write_bytes(b'profile = "./ours.toml"\n')
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    assert "RSP107" in codes_of(client.diagnostics(uri))
    profile.write_bytes(b'name = "ours"\nextends = "ibm-cloud"\nreplace = ["links.overview", "links.terms"]\n')
    tell(client, profile, CHANGED)
    assert "RSP107" not in publication(client, uri)


def test_a_broken_configuration_leaves_the_last_good_one(start: Start, page: Path) -> None:
    configuration = page.with_name("resp-lint.toml")
    configuration.write_bytes(b'ignore = ["RSP501"]\n')
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    before = codes_of(client.diagnostics(uri))
    assert "RSP501" not in before
    configuration.write_bytes(b"ignore = [")
    for _ in range(2):
        tell(client, configuration, CHANGED)
    client.change(uri, page.read_bytes().decode() + "\n")
    diagnostics = client.diagnostics(uri)
    assert codes_of(diagnostics) == before
    shown = [it["params"] for it in client.received if it.get("method") == "window/showMessage"]
    assert len(shown) == 1
    assert "resp-lint.toml" in shown[0]["message"]
    one = diagnostics[0]
    context = {"diagnostics": [one]}
    params = {"textDocument": {"uri": uri}, "range": one["range"], "context": context}
    assert client.request("textDocument/codeAction", params)
    assert client.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": one["range"]["start"]})
    configuration.write_bytes(b"")
    tell(client, configuration, CHANGED)
    assert "RSP501" in publication(client, uri)


def test_a_broken_configuration_at_the_start_is_told(start: Start, page: Path) -> None:
    configuration = page.with_name("resp-lint.toml")
    configuration.write_bytes(b"ignore = 5\n")
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    assert client.diagnostics(uri) == []
    assert [it for it in client.received if it.get("method") == "window/showMessage"]
    configuration.unlink()
    tell(client, configuration, DELETED)
    assert "RSP501" in publication(client, uri)


def test_a_baseline_counts(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    assert client.diagnostics(uri)
    subprocess.run([sys.executable, "-m", "resp_lint", "baseline"], cwd=page.parent, capture_output=True, check=True)
    baseline = page.with_name(".resp-lint-baseline.json")
    tell(client, baseline, CREATED)
    assert publication(client, uri) == set()
    client.change(uri, page.read_bytes().decode().replace("| Watch the log | N/A |", "| Watch the log | |"))
    assert "RSP502" in codes_of(client.diagnostics(uri))
    baseline.unlink()
    tell(client, baseline, DELETED)
    assert "RSP501" in publication(client, uri)


def test_a_table_of_contents_counts(start: Start, page: Path) -> None:
    contents = page.with_name("toc.yaml")
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    assert "RSP802" not in codes_of(client.diagnostics(uri))
    contents.write_bytes(b"toc:\n  properties:\n    subcollection: demo\n  entries:\n  - other.md\n")
    tell(client, contents, CREATED)
    client.wait(lambda it: "RSP802" in str(it.get("params")))
    contents.write_bytes(contents.read_bytes().replace(b"other.md", b"responsibilities.md"))
    tell(client, contents, CHANGED)
    client.wait(lambda it: it.get("method") == "textDocument/publishDiagnostics" and "RSP802" not in str(it["params"]))


def test_files_above_the_folder_do_not_count(start: Start, page: Path) -> None:
    (page.parent.parent / "toc.yaml").write_bytes(b"toc:\n  entries:\n  - other.md\n")
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    client.diagnostics(uri)
    client.drain()
    assert "RSP802" not in str(client.received)


def test_files_are_asked_for_where_the_editor_can_watch(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    asked = client.wait(lambda it: it.get("method") == "client/registerCapability")
    patterns = [it["globPattern"] for it in asked["params"]["registrations"][0]["registerOptions"]["watchers"]]
    assert "**/*.{toml,yaml,yml}" in patterns


def test_saving_reloads_where_the_editor_cannot_watch(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent, workspace={})
    uri = client.open(page)
    assert "RSP501" in codes_of(client.diagnostics(uri))
    page.with_name("resp-lint.toml").write_bytes(b'ignore = ["RSP501"]\n')
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert "RSP501" not in publication(client, uri)


@pytest.mark.parametrize("refreshes", [True, False])
def test_editors_that_ask_are_asked_to_ask_again(start: Start, page: Path, refreshes: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    client = start()
    workspace = {"didChangeWatchedFiles": {"dynamicRegistration": True}, "diagnostics": {"refreshSupport": refreshes}}
    client.initialize(page.parent, workspace=workspace, pulls=True)
    uri = client.open(page)
    document = {"textDocument": {"uri": uri}}
    first = client.request("textDocument/diagnostic", document)
    configuration = page.with_name("resp-lint.toml")
    configuration.write_bytes(b'ignore = ["RSP501"]\n')
    client.received.clear()
    tell(client, configuration, CREATED)
    if refreshes:
        client.wait(lambda it: it.get("method") == "workspace/diagnostic/refresh")
    again = client.request("textDocument/diagnostic", {**document, "previousResultId": first["resultId"]})
    assert codes_of(first["items"]) - codes_of(again["items"]) == {"RSP501"}
    assert refreshes or "workspace/diagnostic/refresh" not in {it.get("method") for it in client.received}


def test_folders_come_and_go(start: Start, page: Path) -> None:
    page.with_name("resp-lint.toml").write_bytes(b'ignore = ["RSP501"]\n')
    client = start()
    client.initialize()
    uri = client.open(page)
    first = codes_of(client.diagnostics(uri))
    folder = {"uri": page.parent.as_uri(), "name": "docs"}
    client.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [folder], "removed": []}})
    client.change(uri, page.read_bytes().decode() + "\n")
    assert codes_of(client.diagnostics(uri)) == first
    client.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [folder]}})
    client.change(uri, page.read_bytes().decode())
    assert codes_of(client.diagnostics(uri)) == first
    assert "RSP501" not in first
