"""Hover, completion, outline, folds, and ids of headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from demo_page import PAGE
from language_client import CAPABILITIES, apply_edits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from language_client import LanguageClient

    Start = Callable[..., LanguageClient]


def place(text: str, before: str) -> dict[str, int]:
    """The position after a stretch of text."""
    offset = text.index(before) + len(before)
    return {"line": text.count("\n", 0, offset), "character": offset - (text.rfind("\n", 0, offset) + 1)}


@pytest.fixture
def client(start: Start, page: Path) -> LanguageClient:
    client = start()
    client.initialize(page.parent)
    return client


def hover(client: LanguageClient, uri: str, text: str, before: str) -> str:
    found = client.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": place(text, before)})
    return str(found["contents"]["value"]) if found else ""


def test_hover(client: LanguageClient, page: Path) -> None:
    text = PAGE.replace("Learn who", "Learn {{site.data.keyword.IBM_notm}} and {{site.data.keyword.own}} who")
    page.with_name("keyref.yaml").write_bytes(b"keyword:\n  own: Ours\n")
    uri = client.open(page, text)
    assert "RSP501 row-without-owner" in hover(client, uri, text, "| Rotate")
    row = hover(client, uri, text, "| Watch")
    assert "Watch the log" in row
    assert "Watch it daily." in row
    assert hover(client, uri, text, "site.data.keyword.IBM") == "`{{site.data.keyword.IBM_notm}}` is “IBM”"
    assert hover(client, uri, text, "site.data.keyword.ow").startswith("`{{site.data.keyword.own}}` is “Ours”")
    said = hover(client, uri, text, 'caption="Table')
    assert "Table 1. Tasks" in said
    assert "3 columns and 3 rows" in said
    assert hover(client, uri, text, "copyright") == ""


def complete(client: LanguageClient, uri: str, text: str, before: str) -> dict[str, str]:
    """What is offered after a stretch of text: the text as it would then be, by label."""
    params = {"textDocument": {"uri": uri}, "position": place(text, before)}
    items: list[dict[str, Any]] = client.request("textDocument/completion", params)
    return {it["label"]: apply_edits(text, [it["textEdit"]]) for it in items}


@pytest.mark.parametrize(
    ("old", "new", "before", "label", "made"),
    [
        ("{: caption=", "{: su caption=", "{: su", 'summary=""', '{: summary="" caption='),
        ("{: caption=", "{: row caption=", "{: row", "row-headers", "{: row-headers caption="),
        ('"Table 1. Tasks"', '""', 'caption="', "Responsibilities for incident and operations management", None),
        ('caption-side="bottom"', 'summary=""', 'summary="', None, 'summary="The first column is “Task”.'),
        ('"bottom"', '"t"', 'caption-side="t', "top", 'caption-side="top"'),
        ("{: shortdesc}", "{: .sh}", "{: .sh", ".shortdesc", "{: .shortdesc}"),
        ("{: #incident-and-ops}", "{: #}", "management\n{: #", "#incident-and-operations-management", None),
        ("Learn who", "## Dis\n\nLearn who", "## Dis", "Disaster recovery", "## Disaster recovery\n"),
        ("| Watch the log | N/A |", "| Watch the log | N |", "| Watch the log | N", "N/A", "| Watch the log | N/A |"),
        ("| Task | IBM resp", "| Task | I", "| Task | I", "IBM Cloud responsibilities", None),
        (
            "Learn who",
            "{{site. Learn who",
            "{{site.",
            "{{site.data.keyword.IBM_notm}}",
            "{{site.data.keyword.IBM_notm}} L",
        ),
        ("Learn who", "{{ke Learn who", "{{ke", "{{site.data.keyword.own}}", None),
        ("Learn who", "See [it](#) Learn", "See [it](#", "incident-and-ops", "[it](#incident-and-ops)"),
    ],
)
def test_completion(  # noqa: PLR0913, PLR0917 -- one case a line
    client: LanguageClient, page: Path, old: str, new: str, before: str, label: str | None, made: str | None
) -> None:
    page.with_name("keyref.yaml").write_bytes(b"keyword:\n  own: Ours\n")
    text = PAGE.replace(old, new, 1)
    assert text != PAGE
    uri = client.open(page, text)
    offered = complete(client, uri, text, before)
    if label:
        assert label in offered
    if made:
        assert made in (offered[label] if label else "".join(offered.values()))


def test_areas_that_are_there_are_not_offered(client: LanguageClient, page: Path) -> None:
    text = PAGE.replace("Learn who", "## D\n\nLearn who")
    offered = complete(client, client.open(page, text), text, "## D")
    assert "Incident and operations management" not in offered
    assert "Change management" in offered


def test_nothing_is_offered_in_text(client: LanguageClient, page: Path) -> None:
    assert complete(client, client.open(page), PAGE, "Learn who") == {}


def names(symbols: list[dict[str, Any]]) -> list[Any]:
    return [[it["name"], names(it["children"])] if it.get("children") else it["name"] for it in symbols]


def test_outline(client: LanguageClient, page: Path) -> None:
    symbols = client.request("textDocument/documentSymbol", {"textDocument": {"uri": client.open(page)}})
    tasks = ["Table 1. Tasks", ["Rotate keys", "Watch the log"]]
    area = ["Incident and operations management", [tasks]]
    assert names(symbols) == [["Understanding your responsibilities with Demo", [area]]]

    def check(symbol: dict[str, Any]) -> None:
        whole, part = symbol["range"], symbol["selectionRange"]
        for side, order in (("start", 1), ("end", -1)):
            outer, inner = ((it[side]["line"] * order, it[side]["character"] * order) for it in (whole, part))
            assert outer <= inner, symbol["name"]
        for child in symbol.get("children", ()):
            check(child)

    check(symbols[0])


def test_outline_for_editors_that_know_no_trees(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent, textDocument={**CAPABILITIES["textDocument"], "documentSymbol": {}})
    symbols = client.request("textDocument/documentSymbol", {"textDocument": {"uri": client.open(page)}})
    assert [it["name"] for it in symbols][-1] == "Watch the log"
    assert {it["location"]["uri"] for it in symbols} == {page.as_uri()}


def test_folds(client: LanguageClient, page: Path) -> None:
    folds = client.request("textDocument/foldingRange", {"textDocument": {"uri": client.open(page)}})
    lines = PAGE.split("\n")
    table = lines.index("| Task | IBM responsibilities | Your responsibilities |")
    assert {"startLine": 0, "endLine": 6} in folds
    assert {"startLine": table, "endLine": table + 3} in folds


# --- ids


LINKS = """\
# Notes on responsibilities
{: #notes-responsibilities}

See [operations](/docs/demo?topic=demo-demo-responsibilities#incident-and-ops),
[the page](/docs/demo?topic=demo-demo-responsibilities),
[it](responsibilities.md#incident-and-ops) and [this](#notes-responsibilities).
"""


def locations(found: list[dict[str, Any]]) -> list[tuple[str, int]]:
    return sorted((it["uri"].rpartition("/")[2], it["range"]["start"]["line"]) for it in found)


def test_ids_lead_from_links_to_headings_and_back(client: LanguageClient, page: Path) -> None:
    other = page.with_name("notes-responsibilities.md")
    other.write_bytes(LINKS.encode())
    uri, notes = client.open(page), client.open(other)
    heading = PAGE.split("\n").index("{: #incident-and-ops}")

    def ask(method: str, document: str, text: str, before: str, **more: object) -> Any:  # noqa: ANN401 -- any answer
        params = {"textDocument": {"uri": document}, "position": place(text, before), **more}
        return client.request(f"textDocument/{method}", params)

    for before in ("responsibilities#incident", "responsibilities.md#inc"):
        assert locations(ask("definition", notes, LINKS, before)) == [("responsibilities.md", heading)]
    title = PAGE.split("\n").index("{: #demo-responsibilities}")
    assert locations(ask("definition", notes, LINKS, "[the page](/docs/demo?topic=demo-de")) == [
        ("responsibilities.md", title)
    ]
    uses = [("notes-responsibilities.md", 3), ("notes-responsibilities.md", 5)]
    assert locations(ask("references", uri, PAGE, "{: #inci", context={"includeDeclaration": False})) == uses
    everything = ask("references", uri, PAGE, "{: #inci", context={"includeDeclaration": True})
    assert locations(everything) == [*uses, ("responsibilities.md", heading)]
    assert ask("definition", uri, PAGE, "Learn who") == []

    spot = ask("prepareRename", uri, PAGE, "{: #inci")
    assert (spot["start"]["character"], spot["end"]["character"]) == (4, 4 + len("incident-and-ops"))
    changes = ask("rename", uri, PAGE, "{: #inci", newName="operations")["documentChanges"]
    renamed = {it["textDocument"]["uri"].rpartition("/")[2]: it["edits"] for it in changes}
    assert apply_edits(LINKS, renamed["notes-responsibilities.md"]) == LINKS.replace("incident-and-ops", "operations")
    assert apply_edits(PAGE, renamed["responsibilities.md"]) == PAGE.replace("{: #incident-and-ops}", "{: #operations}")
    changes = ask("rename", uri, PAGE, "{: #demo-resp", newName="duties")["documentChanges"]
    renamed = {it["textDocument"]["uri"].rpartition("/")[2]: it["edits"] for it in changes}
    assert "topic=demo-duties#incident-and-ops" in apply_edits(LINKS, renamed["notes-responsibilities.md"])
    params = {"textDocument": {"uri": uri}, "position": place(PAGE, "{: #inci"), "newName": "two words"}
    assert client.ask("textDocument/rename", params)["error"]["code"] == -32602


def test_related_places_and_unnecessary_suppressions(client: LanguageClient, page: Path) -> None:
    text = PAGE.replace("| Watch the log |", "| Rotate keys |").replace(
        "Learn who", "<!-- resp-lint: ignore RSP401 -- nothing to ignore -->\n\nLearn who"
    )
    uri = client.open(page, text)
    diagnostics = client.diagnostics(uri)
    unused = next(it for it in diagnostics if it["code"] == "RSP902")
    assert unused["tags"] == [1]
    related = [it["relatedInformation"] for it in diagnostics if "relatedInformation" in it]
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if line.startswith("| Rotate keys |"))
    assert first in {one["location"]["range"]["start"]["line"] for some in related for one in some}
