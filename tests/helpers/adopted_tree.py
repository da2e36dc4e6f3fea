"""A tree of old pages that has adopted the linter, and what may happen to it."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from old_tree import git, path_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Command, Result

BASELINE = ".resp-lint-baseline.json"
RULE = re.compile(r"^\|------\|------\|------\|$", re.MULTILINE)


def entered(tree: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a tree, as the current folder."""
    root = folder / "tree"
    shutil.copytree(tree, root)
    monkeypatch.chdir(root)
    return root


@dataclass(frozen=True)
class Story:
    """An adopted tree: everything is committed, the configuration and the baseline too."""

    root: Path
    command: Command

    def edit(self, number: int, change: Callable[[str], str]) -> None:
        """Change the text of a page, which must make a difference."""
        path = self.root / path_of(number)
        before = path.read_bytes().decode()
        after = change(before)
        assert after != before
        path.write_bytes(after.encode())

    def found(self, *arguments: str) -> list[tuple[str, str, int]]:
        """What a run reports: the rule, the page and the line; nothing may be wrong with the run itself."""
        result = self.command("-q", "--output-format", "json", *arguments)
        assert result.err == ""
        findings = json.loads(result.out)["findings"]
        worst = any(it["level"] != "info" for it in findings)
        assert result.code == int(worst)
        return [(it["name"], it["path"], it["line"]) for it in findings]


def calm(result: Result) -> bool:
    """Whether a run found nothing, and misses nothing either."""
    return (result.code, result.err) == (0, "") and "all good (" in result.out


def with_row(text: str, row: str) -> str:
    """A page with one more row at the top of its first table."""
    first = RULE.search(text)
    assert first
    return text[: first.end()] + "\n" + row + text[first.end() :]


def moved(root: Path) -> None:
    """Rename a folder, some pages, and a page to the name that another one had.

    A page that loses its path and its title at once is known by its findings: each of these has some below the title.
    """
    git(root, "mv", "docs/part-1", "docs/moved")
    (root / "docs/deep/er").mkdir(parents=True)
    for number in (2, 6, 10, 30):
        git(root, "mv", path_of(number), f"docs/deep/er/page-{number}-responsibilities.md")
    git(root, "mv", path_of(18), path_of(2))
