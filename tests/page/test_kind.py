"""Which pages are responsibility pages: by path, title or id, or by holding a task table; never by anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from resp_lint.page.parser import parse
from resp_lint.page.terms import PageKind
from resp_lint.plugins import load_registry
from resp_lint.source import Source

SHARED = Path(__file__).parents[3] / "shared" / "pages"
NEUTRAL = "nimbus.md"

PASSED_OVER_WITHOUT_THEIR_PATH = {
    "head/blockchain__responsibilities.md": "a blank page of three bytes: only its path tells",
    "fixes/020-blockchain.after.md": "the same page; here its path does not tell either",
}
"""Responsibility pages that their text does not give away, and why."""

TABLES = {
    "task": "| Task | IBM responsibilities | Your responsibilities |\n|---|---|---|\n| Rotate keys | N/A | You do. |\n",
    "owners": "| Responsibilities | Ownership |\n|---|---|\n| Rotate keys | Customer |\n",
    "roles": "| Role | What it may do |\n|---|---|\n| Viewer | Look. |\n",
    "keyrefs": "| | {{site.data.keyword.IBM_notm}} Responsibilities | Your Responsibilities |\n|-|-|-|\n| a | b | |\n",
}


def kind(path: str, text: str) -> PageKind:
    return parse(Source(path, text), load_registry().profile("ibm-cloud").conventions).kind


def pages(*folders: str) -> list[str]:
    return sorted(f"{folder}/{path.name}" for folder in folders for path in (SHARED / folder).glob("*.md"))


def text_of(page: str) -> str:
    return (SHARED / page).read_bytes().decode()


def test_there_are_pages(shared: Path) -> None:
    assert shared.samefile(SHARED.parent)
    assert len(pages("other")) == 293
    assert len(pages("seeds", "head", "fixes")) == 162
    assert set(pages("head", "fixes")) > PASSED_OVER_WITHOUT_THEIR_PATH.keys()


@pytest.mark.parametrize("page", pages("other"))
def test_no_other_page_is_taken(page: str) -> None:
    assert kind(page, text_of(page)) is PageKind.OTHER


@pytest.mark.parametrize("page", pages("seeds", "head", "fixes"))
def test_no_responsibility_page_is_passed_over(page: str) -> None:
    by_text = kind(NEUTRAL, text_of(page)) is PageKind.RESPONSIBILITY
    assert by_text == (page not in PASSED_OVER_WITHOUT_THEIR_PATH)
    if "responsib" in page:
        assert kind(page, text_of(page)) is PageKind.RESPONSIBILITY


@pytest.mark.parametrize(
    "path",
    [
        "satellite-resp.md",
        "raci.md",
        "docs/vmaas-understand-responsib.md",
        "Shared_Responsibilities.md",
        "reponsibilities.md",
    ],
)
def test_a_path_tells(path: str) -> None:
    assert kind(path, "") is PageKind.RESPONSIBILITY


@pytest.mark.parametrize(
    "path", ["responsibilities/nimbus.md", "resp-lint/README.md", "response.md", "correspondence.md", "miracidium.md"]
)
def test_a_folder_or_a_word_like_it_does_not(path: str) -> None:
    assert kind(path, "# Nimbus\n\nYou are responsible for your keys.\n") is PageKind.OTHER


@pytest.mark.parametrize(
    "title",
    [
        "# Understanding your responsibilities when using Nimbus",
        "# Your responsabilities",
        "# Shared reponsibilites",
        "Responsibility for resources\n===",
        "# Who does what\n{: #nimbus-responsib}",
        "# Who does what {: #nimbus-raci}",
    ],
)
def test_a_title_or_its_id_tells(title: str) -> None:
    assert kind(NEUTRAL, title + "\n") is PageKind.RESPONSIBILITY


@pytest.mark.parametrize("change", ["drop", "double", "swap", "other"])
@pytest.mark.parametrize("word", ["responsibilities", "responsibility"])
def test_a_title_tells_with_any_one_slip(word: str, change: str) -> None:
    for at in range(1, 9):
        letter, following = word[at], word[at + 1]
        slip = {
            "drop": following,
            "double": letter * 2 + following,
            "swap": following + letter,
            "other": "e" + following,
        }
        assert kind(NEUTRAL, f"# Your {word[:at]}{slip[change]}{word[at + 2 :]}\n") is PageKind.RESPONSIBILITY


@pytest.mark.parametrize(
    "text",
    [
        "---\ncontent-type: responsibilities\n---\n\n# Nimbus\n",
        "# Nimbus\n\n## Your responsibilities\n{: #responsibilities}\n",
        "# Responsive design\n",
        "# Nimbus\n\n" + TABLES["roles"],
        "```\n" + TABLES["task"] + "```\n",
    ],
)
def test_nothing_else_tells(text: str) -> None:
    assert kind(NEUTRAL, text) is PageKind.OTHER


@pytest.mark.parametrize("table", ["task", "owners", "keyrefs"])
def test_a_task_table_tells(table: str) -> None:
    assert kind(NEUTRAL, f"# Nimbus\n\n{TABLES[table]}") is PageKind.RESPONSIBILITY
    assert (
        kind(NEUTRAL, f"# Nimbus\n\n- Item\n\n  > {TABLES[table]}".replace("\n|", "\n  > |")) is PageKind.RESPONSIBILITY
    )
