"""Code actions: what is offered, what it changes, and that it is what the command line would change."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from language_client import CAPABILITIES, apply_edits

from resp_lint.plugins import load_registry, make_default_settings
from resp_lint.server.actions import compare_texts
from resp_lint.server.documents import shrink_edit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from language_client import LanguageClient

    Start = Callable[..., LanguageClient]

FIX_ALL = "source.fixAll.resp-lint"


def ask(client: LanguageClient, uri: str, diagnostics: list[dict[str, Any]], *only: str) -> list[dict[str, Any]]:
    """The actions for diagnostics."""
    spot = (
        diagnostics[0]["range"]
        if diagnostics
        else {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}
    )
    context: dict[str, Any] = {"diagnostics": diagnostics, **({"only": list(only)} if only else {})}
    actions = client.request(
        "textDocument/codeAction", {"textDocument": {"uri": uri}, "range": spot, "context": context}
    )
    return list(actions)


def edits_of(client: LanguageClient, action: dict[str, Any]) -> list[dict[str, Any]]:
    """The edits of an action, which are for the present version."""
    resolved = action if "edit" in action else client.request("codeAction/resolve", action)
    (change,) = resolved["edit"]["documentChanges"]
    assert change["textDocument"]["version"] == client._versions[change["textDocument"]["uri"]]
    return list(change["edits"])


def read(path: Path) -> str:
    return path.read_bytes().decode()


def test_actions_for_a_finding(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    diagnostics = client.diagnostics(uri)
    fixable = next(it for it in diagnostics if it["code"] == "RSP403")
    actions = ask(client, uri, [fixable])
    assert [it["title"] for it in actions if it["kind"] == "quickfix"][-2:] == [
        "Ignore RSP403 missing-row-headers here, with a reason",
        "Explain RSP403 missing-row-headers",
    ]
    assert all("(RSP403)" in it["title"] for it in actions[:1])
    assert all(it["diagnostics"] == [fixable] for it in actions if it["kind"] == "quickfix")
    assert "edit" not in actions[0]
    fixed = apply_edits(read(page), edits_of(client, actions[0]))
    client.change(uri, fixed)
    assert "RSP403" not in {it["code"] for it in client.diagnostics(uri)}


def test_only_some_kinds_are_offered(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    diagnostics = client.diagnostics(uri)
    assert {it["kind"] for it in ask(client, uri, diagnostics, "quickfix")} == {"quickfix"}
    for only in ("source", "source.fixAll", FIX_ALL):
        assert [it["kind"] for it in ask(client, uri, diagnostics, only)] == [FIX_ALL]
    assert ask(client, uri, diagnostics, "source.fixAll.other", "refactor") == []


def test_an_older_version_has_no_fixes(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    old = client.diagnostics(uri)
    client.change(uri, read(page) + "\nMore.\n")
    assert ask(client, uri, old, "quickfix") == []
    new = client.diagnostics(uri)
    offered = ask(client, uri, new)
    client.change(uri, "\n" + read(page))
    answer = client.ask("codeAction/resolve", offered[0])
    assert answer["error"]["code"] == -32803


def test_other_servers_diagnostics_are_left_alone(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    foreign = [{**it, "source": "other"} for it in client.diagnostics(uri)]
    assert ask(client, uri, [*foreign, {**foreign[0], "code": {"value": 5}, "data": [1]}], "quickfix") == []


def test_edits_are_given_at_once_to_editors_that_do_not_ask_again(start: Start, page: Path) -> None:
    client = start()
    text_document = {**CAPABILITIES["textDocument"], "codeAction": {}}
    client.initialize(page.parent, textDocument=text_document, workspace={})
    uri = client.open(page)
    actions = ask(client, uri, client.diagnostics(uri))
    assert all("command" in it or set(it["edit"]["changes"]) == {uri} for it in actions)
    assert any("edit" in it for it in actions)


def test_a_finding_is_ignored_by_name_with_the_reason_given(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    diagnostics = client.diagnostics(uri)
    for code in ("RSP402", "RSP501"):
        one = next(it for it in diagnostics if it["code"] == code)
        action = next(it for it in ask(client, uri, [one]) if it["title"].startswith("Ignore"))
        text = apply_edits(read(page), edits_of(client, action))
        assert "say why this finding may stay -->" in text
        client.change(uri, text)
        codes = [it["code"] for it in client.diagnostics(uri)]
        assert code not in codes
        assert not [it for it in codes if it.startswith("RSP90")]
        client.change(uri, read(page))
        client.diagnostics(uri)
        diagnostics = client.diagnostics(uri, client.change(uri, read(page)))


def test_an_editor_that_asks_for_reasons_gets_them_written(start: Start, page: Path) -> None:
    client = start()
    client.request(
        "initialize",
        {"capabilities": CAPABILITIES, "rootUri": page.parent.as_uri(), "initializationOptions": {"asksReasons": True}},
    )
    client.notify("initialized", {})
    uri = client.open(page)
    one = next(it for it in client.diagnostics(uri) if it["code"] == "RSP402")
    action = next(it for it in ask(client, uri, [one]) if it["title"].startswith("Ignore"))
    arguments = [*action["command"]["arguments"], "agreed with the writers"]
    client.notify("$/nothing")
    client.request("workspace/executeCommand", {"command": action["command"]["command"], "arguments": arguments})
    asked = next(it for it in client.received if it.get("method") == "workspace/applyEdit")
    (change,) = asked["params"]["edit"]["documentChanges"]
    assert "ignore missing-summary -- agreed with the writers" in apply_edits(read(page), change["edits"])


def test_a_rule_is_explained(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    command = {"command": "resp-lint.explain", "arguments": ["RSP501"]}
    text = client.request("workspace/executeCommand", command)
    assert text.startswith("# RSP501 row-without-owner")
    assert [it["params"]["message"] for it in client.received if it.get("method") == "window/showMessage"] == [text]
    for wrong in ({"command": "resp-lint.explain", "arguments": ["RSP000"]}, {"command": "other"}):
        assert client.ask("workspace/executeCommand", wrong)["error"]["code"] == -32602


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_fix_all_is_what_the_command_line_does(start: Start, shared: Path, tmp_path: Path, ending: str) -> None:
    folder, fixed = tmp_path / "pages", tmp_path / "fixed"
    step = 1 if settings().max_examples > 1000 else 13
    for source in sorted((shared / "pages" / "fixes").glob("*.md"))[::step]:
        text = read(source).replace("\r\n", "\n").replace("keys", "keys 😀").replace("\n", ending)
        for target in (folder, fixed):
            (target / ".git").mkdir(parents=True, exist_ok=True)
            (target / source.name).write_bytes(text.encode())
    subprocess.run(
        [sys.executable, "-m", "resp_lint", "--fix", "--quiet", "."], cwd=fixed, capture_output=True, check=False
    )
    client = start()
    client.initialize(folder, pulls=True)
    number = 0
    for page in sorted(folder.glob("*.md")):
        uri = client.open(page)
        text = read(page)
        for action in ask(client, uri, [], FIX_ALL):
            (change,) = action["edit"]["documentChanges"]
            text = apply_edits(text, change["edits"])
            client.change(uri, text)
            assert ask(client, uri, [], FIX_ALL) == [], page.name
            number += 1
        assert text == read(fixed / page.name), page.name
    assert number > 3


def test_the_edits_between_two_texts_are_small() -> None:
    old, new = "a\r\nb\r\nc\r\nd\r\n", "a\r\nB\r\nc\r\nd e\r\nf\r\n"
    edits = compare_texts(old, new)
    assert edits == [(3, 4, "B"), (10, 10, " e\r\nf")]
    assert shrink_edit("same", "same") == (4, 4, "")
    assert load_registry().select(make_default_settings())
