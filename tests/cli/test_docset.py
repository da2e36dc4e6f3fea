"""Rules that see the set of pages, from the command line: the files around the pages are found and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command

CONTENTS = b"""toc:
  properties:
    subcollection: vault
  entries:
    - clean.md
"""
TWICE = "docs/faulty.md:9:5: RSP801 error duplicate-topic-id:"
UNLISTED = "docs/faulty.md:8:3: RSP802 warning unlisted-page: page is not listed in docs/toc.yaml"


@pytest.fixture
def tree(pages: Path) -> Path:
    """A tree whose table of contents lists one of two pages; both have one id."""
    (pages / "docs/toc.yaml").write_bytes(CONTENTS)
    return pages


@pytest.mark.parametrize("extra", [(), ("--fix",)])
@pytest.mark.usefixtures("tree")
def test_pages_are_seen_as_a_set(command: Command, extra: tuple[str, ...]) -> None:
    result = command("--select", "RSP8", *extra, "docs")
    assert [line.split(";")[0] for line in result.out.split("\n")[:2]] == [
        UNLISTED,
        f"{TWICE} title has the id “responsibilities”, as docs/clean.md has",
    ]
    assert result.code == 1


def test_a_page_can_suppress_what_is_found_of_the_set(tree: Path, command: Command) -> None:
    page = tree / "docs/faulty.md"
    comment = b"<!-- resp-lint: ignore-file unlisted-page -- a draft -->\n\n"
    page.write_bytes(page.read_bytes().replace(b"# Your", comment + b"# Your"))
    result = command("--select", "RSP802,RSP902", "docs")
    assert (result.code, result.err) == (0, "")


def test_a_tree_that_cannot_be_read_is_told(tree: Path, command: Command) -> None:
    (tree / "docs/toc.yaml").write_bytes(b"toc: [")
    result = command("--select", "RSP8", "docs")
    assert result.code == 2
    assert result.err.startswith("resp-lint: error: docs/toc.yaml: not YAML: ")


@pytest.mark.parametrize("repository", [False, True])
def test_files_above_what_was_named_are_not_asked(tree: Path, command: Command, *, repository: bool) -> None:
    """An absolute path is followed up to the root of its repository; outside of any, to the folder that was named."""
    contents = tree / "docs/toc.yaml"
    contents.rename(tree / "toc.yaml")
    if repository:
        (tree / ".git").mkdir()
    for path in (tree / "docs", tree / "docs/faulty.md"):
        assert ("RSP802" in command("--select", "RSP802", str(path)).out) is repository
    assert "RSP802" in command("--select", "RSP802", str(tree)).out
