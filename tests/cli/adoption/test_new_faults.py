"""What is new on adopted pages is reported alone: by the baseline, and by what changed, in every kind of repository."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from adopted_tree import RULE, Story, calm, with_row
from old_tree import CLEAN, clean_page, commit, git, path_of, put, text_of, with_fault
from test_injected import FAULTS

from resp_lint.plugins import load_registry
from resp_lint.rule import RuleSet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


RULES = {rule.name: rule for rule in load_registry().rules}
NEW = [name for name in FAULTS if RULES[name].rule_set is RuleSet.RECOMMENDED]


@pytest.mark.parametrize("name", NEW)
def test_a_new_fault_is_reported_alone(name: str, story: Story) -> None:
    number = CLEAN[0]
    text, line = with_fault(clean_page(number), name)
    put(story.root, path_of(number), text)
    expected = [(name, path_of(number), line)]
    assert story.found() == expected
    assert story.found("--since", "HEAD") == expected
    git(story.root, "add", "--all")
    assert story.found("--staged") == expected


def test_new_faults_among_old_ones_are_reported_alone(story: Story) -> None:
    numbers = [number for number in range(30) if RULE.search(text_of(number))]
    assert len(numbers) > 20
    expected = []
    for number in numbers:
        story.edit(number, lambda text: with_row(text, "| Sweep the floor | TBD | You do it. |"))
        above = (story.root / path_of(number)).read_bytes().partition(b"| Sweep")[0]
        expected.append(("undecided-owner", path_of(number), above.count(b"\n") + 1))
    expected.sort(key=lambda it: it[1])
    assert story.found() == expected
    assert story.found("--since", "HEAD") == expected
    assert story.found("--staged") == []
    git(story.root, "add", "--all")
    assert story.found("--staged") == expected
    commit(story.root)
    assert story.found("--since", "HEAD") == []
    assert story.found("--since", "HEAD~1", "docs") == expected


def without_section(text: str) -> str:
    """A page that lost its last section."""
    return text[: text.rindex("\n## ")]


def without_caption(text: str) -> str:
    """A page whose first table lost its caption."""
    return re.sub(r"^\{: caption=.*\n", "", text, count=1, flags=re.MULTILINE)


CAUSES = {"missing-section": without_section, "missing-caption": without_caption}


@pytest.mark.parametrize(("name", "change"), CAUSES.items(), ids=CAUSES)
def test_what_is_gone_causes_a_finding_elsewhere(name: str, change: Callable[[str], str], story: Story) -> None:
    for number in (CLEAN[1], CLEAN[5]):
        story.edit(number, change)
    git(story.root, "mv", path_of(CLEAN[1]), "docs/part-0/renamed-responsibilities.md")
    expected = [(name, "docs/listed/kiln-35-responsibilities.md"), (name, "docs/part-0/renamed-responsibilities.md")]
    for arguments in ((), ("--since", "HEAD"), ("--since", "HEAD", "--no-baseline")):
        assert [it[:2] for it in story.found(*arguments)] == expected
    git(story.root, "add", "--all")
    assert [it[:2] for it in story.found("--staged")] == expected


def shallow(root: Path, folder: Path) -> Path:
    """A clone that holds the last commit alone."""
    git(folder, "clone", "--quiet", "--depth=1", f"file://{root}", "clone")
    return folder / "clone"


def worktree(root: Path, folder: Path) -> Path:
    """A second worktree of the repository."""
    git(root, "worktree", "add", "--quiet", "-b", "other", str(folder / "worktree"))
    return folder / "worktree"


@pytest.mark.parametrize("kind", [shallow, worktree])
@pytest.mark.parametrize("folder", [".", "docs", "docs/part-2"])
def test_in_a_shallow_clone_and_in_a_worktree(
    kind: Callable[[Path, Path], Path], folder: str, story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Story(kind(story.root, tmp_path), story.command)
    monkeypatch.chdir(there.root / folder)
    assert calm(there.command("--since", "HEAD")) or "nothing to check" in there.command("--since", "HEAD").out
    there.edit(2, lambda text: with_row(text, "| Sweep the floor | TBD | You do it. |"))
    for arguments in ((), ("--since", "HEAD"), ("--since", "HEAD", str(there.root / "docs/part-2"))):
        assert [it[0] for it in there.found(*arguments)] == ["undecided-owner"]
    # What a hook's environment says of another repository does not count.
    monkeypatch.setenv("GIT_DIR", str(story.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "none"))
    assert there.found("--staged") == []
