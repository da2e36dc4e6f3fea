"""The parser against the renderer: what marked-it-core 2.4.2 made of small pages and of whole published ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from resp_lint.page.kind import Conventions
from resp_lint.page.parser import parse
from resp_lint.source import Source

SHARED = Path(__file__).parents[3] / "shared"


def load(name: str) -> list[dict[str, Any]]:
    path = SHARED / "conformance" / name
    loaded: list[dict[str, Any]] = json.loads(path.read_bytes()) if path.exists() else []
    return loaded


CASES = [*load("cases.json"), *load("cases-2.json")]
PAGES = [("other", page) for page in load("pages.json")] + [("more", page) for page in load("more.json")]

# Where we read a whole page otherwise than the renderer, and why.
EXPLAINED = {
    "codeengine__toolchain-ce.md": "the renderer shows an escaped quote in a cell with tags as “&quot;”",
    "direct-link__subnet-configuration.md": "a quote in the middle of a value, which the renderer drops",
    "dl__release_notes.md": "a definition right below a keyref, which stands for definitions when the site is built",
}


def read(source: Source) -> dict[str, list[dict[str, Any]]]:
    page = parse(source, Conventions())
    headings: list[dict[str, Any]] = []
    for heading in page.headings:
        told: dict[str, Any] = {"level": heading.level, "text": heading.text, "id": heading.id}
        if heading.attrs:
            told["attrs"] = dict(heading.attrs)
        headings.append(told)
    tables = [
        {
            "header": [cell.text for cell in table.header.cells],
            "rows": [[cell.text for cell in row.cells] + [""] * (row.width - len(row.cells)) for row in table.rows],
            "id": table.id,
            "classes": list(table.classes),
            "attrs": {key: value for key, value in table.attrs.items() if key != "class"},
        }
        for table in page.tables
    ]
    return {"headings": headings, "tables": tables}


def test_there_are_cases(shared: Path) -> None:
    assert (shared / "conformance").is_dir()
    assert len(CASES) == 127 + 52
    assert len(PAGES) == 293 + 400


@pytest.mark.parametrize("case", [c for c in CASES if not c.get("lost")], ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    assert read(Source("page.md", case["page"])) == case["marked_it"]


def same_shape(found: dict[str, list[dict[str, Any]]], wanted: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """What was found, with no more keys than the renderer's record of whole pages has."""
    keys = {kind: {key for part in parts for key in part} for kind, parts in wanted.items()}
    return {
        kind: [{key: value for key, value in part.items() if key in keys[kind]} for part in parts]
        for kind, parts in found.items()
    }


@pytest.mark.parametrize(("folder", "case"), PAGES, ids=[case["page"] for _, case in PAGES])
def test_page(folder: str, case: dict[str, Any]) -> None:
    source = Source.from_bytes(case["page"], (SHARED / "pages" / folder / case["page"]).read_bytes())
    agrees = same_shape(read(source), case["marked_it"]) == case["marked_it"]
    assert agrees == (case["page"] not in EXPLAINED)
