"""Pages of which a rule does not ask what it asks of others: each is named, with the reason, whoever finds out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from resp_lint.cli.main import main
from resp_lint.linter import check_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry, make_default_settings
from resp_lint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "# Responsibilities for Harbor\n{: #harbor-responsibilities}\n\n"
TABLE = "| Task | IBM responsibilities | Your responsibilities |\n|---|---|---|\n| Watch | N/A | Watch. |\n"
PAGES = {
    "none": (HEAD + "Harbor has no unique responsibilities.\n", "the page says that it has no unique responsibilities"),
    "prose": (HEAD + "You own the piers, and IBM owns the gates.\n", "the page is made of prose alone"),
    "stub": (HEAD + "[Harbor](/docs/harbor?topic=harbor-owners).\n", "the page is a stub"),
    "table": (HEAD + TABLE, ""),
    "blank": ("", ""),
}


@pytest.mark.parametrize(("text", "reason"), PAGES.values(), ids=PAGES)
def test_a_page_that_is_excused_says_why(text: str, reason: str) -> None:
    settings = make_default_settings()
    page = parse(Source("harbor-responsibilities.md", text), settings.conventions)
    checked = check_page(page, [load_registry().find("RSP201")], settings)
    assert [it.reason.startswith(reason) for it in checked.excused] == [True] * bool(reason)
    assert bool(checked.findings) == (text == PAGES["table"][0])


@pytest.mark.parametrize("count", [1, 30], ids=["one", "kept for the next run"])
def test_excuses_are_reported(
    count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESP_LINT_CACHE_DIR", str(tmp_path / "cache"))
    for number in range(count):
        (tmp_path / f"responsibilities-{number}.md").write_bytes(PAGES["none"][0].encode())
    for _ in range(2):
        main(["--isolated", "--verbose", "--select", "RSP201", "--output-format", "json", str(tmp_path)])
        out, err = capsys.readouterr()
        assert {it["reason"] for it in json.loads(out)["excused"]} == {PAGES["none"][1]}
        assert len(json.loads(out)["excused"]) == count
        assert err.count("excused from RSP201 missing-section: ") == count
