"""Forty old pages adopt the linter in two commands, and live on: what is old sleeps, what is new is told alone."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from clean import AREAS
from old_tree import CLEAN, clean_page, commit, git, old_tree, path_of, put, text_of, with_fault
from test_injected import FAULTS

from resp_lint.cli.main import main
from resp_lint.plugins import load_registry
from resp_lint.rule import RuleSet

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Command, Result

BASELINE = ".resp-lint-baseline.json"
RULES = {rule.name: rule for rule in load_registry().rules}
NEW = [name for name in FAULTS if RULES[name].rule_set is RuleSet.RECOMMENDED]


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree before anybody thought of a linter."""
    root = tmp_path_factory.mktemp("history")
    old_tree(root)
    return root


@pytest.fixture(scope="session")
def adopted(history: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree after two commands; all that they wrote is committed."""
    root = tmp_path_factory.mktemp("adopted") / "tree"
    shutil.copytree(history, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert [main(["init"]), main(["baseline"])] == [0, 0]
    commit(root)
    return root


@pytest.fixture
def tree(history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the old tree, as the current folder."""
    return entered(history, tmp_path, monkeypatch)


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


@pytest.fixture
def story(adopted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> Story:
    return Story(entered(adopted, tmp_path, monkeypatch), command)


def calm(result: Result) -> bool:
    """Whether a run found nothing, and misses nothing either."""
    return (result.code, result.err) == (0, "") and "all good (" in result.out


# --- the first day


def test_a_tree_of_old_pages_has_faults_of_every_family(tree: Path, command: Command) -> None:
    del tree
    codes = {it["code"] for it in json.loads(command("--output-format", "json").out)["findings"]}
    assert {code[:4] for code in codes} >= {f"RSP{family}" for family in range(1, 8)}


def test_two_commands_adopt_it(story: Story) -> None:
    assert calm(story.command())
    written = (story.root / BASELINE).read_bytes()
    assert story.command("baseline").code == 0
    assert (story.root / BASELINE).read_bytes() == written
    assert story.command("baseline", "--prune").code == 0
    assert (story.root / BASELINE).read_bytes() == written
    assert git(story.root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("folder", "arguments"),
    [
        (".", ()),
        (".", ("docs",)),
        (".", ("./docs/",)),
        (".", ("docs/part-0", "docs/part-1", path_of(2))),
        ("docs", ()),
        ("docs", (".",)),
        ("docs/part-1", ("..",)),
        ("docs/part-1", ("../part-2", "../../docs/part-3")),
        ("docs/part-1", ("{root}/docs",)),
        ("docs/part-1", ("{root}/" + path_of(2), "kiln-1-responsibilities.md")),
        ("/", ("{root}",)),
    ],
    ids=str,
)
def test_from_any_folder_by_any_path(
    story: Story, folder: str, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(story.root / folder)
    assert calm(story.command(*(it.replace("{root}", str(story.root)) for it in arguments)))


@pytest.mark.parametrize("folder", ["docs", "docs/part-1", "docs/listed"])
def test_adopted_from_a_folder_below(
    tree: Path, folder: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    command("init")
    written = (tree / BASELINE).read_bytes()
    (tree / BASELINE).unlink()
    (tree / "resp-lint.toml").unlink()
    monkeypatch.chdir(tree / folder)
    assert command("init").code == 0
    assert (tree / BASELINE).read_bytes() == written
    (tree / BASELINE).unlink()
    assert command("baseline", str(tree)).code == 0
    assert (tree / BASELINE).read_bytes() == written


# --- new faults


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


RULE = re.compile(r"^\|------\|------\|------\|$", re.MULTILINE)


def with_row(text: str, row: str) -> str:
    """A page with one more row at the top of its first table."""
    first = RULE.search(text)
    assert first
    return text[: first.end()] + "\n" + row + text[first.end() :]


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


# --- edits that bring nothing


def first_row_edited(text: str) -> str:
    """A page with a word more in the first row that has two owners."""
    return re.sub(
        r"^(\| (?!Task|-)[^|]+\| [^|]+[.] \| You [^|]*)[.] \|$", r"\1, each day. |", text, count=1, flags=re.MULTILINE
    )


HARMLESS: dict[str, Callable[[str], str]] = {
    "a paragraph above": lambda text: text.replace(
        "\nCompare other", "\nThe clay comes from the river.\n\nCompare other"
    ),
    "a paragraph before each table": lambda text: text.replace("\n| Task |", "\nSee who does what:\n\n| Task |"),
    "a paragraph below": lambda text: text + "\nAsk us if you miss something.\n",
    "front matter": lambda text: text.replace('"2026-03-12"', '"2026-05-01"').replace("2024, 2026", "2024, 2025, 2026"),
    "reflowed": lambda text: text.replace(" This page lists", "\nThis page lists").replace(" the line ", " the\nline "),
    "tables aligned": lambda text: text.replace("|------|------|------|", "|:-----|:-----|:-----|"),
    "cells padded": lambda text: re.sub(r"^\| (?!-)(.*) \|$", r"|   \1   |", text, flags=re.MULTILINE),
    "a row more": lambda text: with_row(text, "| Sweep the floor | We sweep it at night. | You sweep it at noon. |"),
    "a row edited": first_row_edited,
    "line ends": lambda text: text.replace("\n", "\r\n"),
    "a section more": lambda text: text + "\n## Kiln safety\n{: #kiln-safety}\n\nWear gloves.\n",
    "a heading before the first": lambda text: text.replace(
        "\nCompare other", "\n## Before you start\n{: #before-you-start}\n\nRead this.\n\nCompare other"
    ),
    "a comment": lambda text: text.replace("\nCompare other", "\n<!-- by the kiln team -->\n\nCompare other"),
    "the service renamed": lambda text: text.replace("using Kiln ", "using Oven "),
}


def change_all(story: Story, change: Callable[[str], str]) -> None:
    """Make a change on each page that has a place for it, which most have."""
    changed = 0
    for number in range(40):
        path = story.root / path_of(number)
        before = path.read_bytes().decode()
        after = change(before)
        changed += after != before
        path.write_bytes(after.encode())
    assert changed > 20


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_edits_wake_nothing(change: Callable[[str], str], story: Story) -> None:
    change_all(story, change)
    assert story.found() == []
    assert story.found("--since", "HEAD") == []


def moved(root: Path) -> None:
    """Rename a folder, some pages, and a page to the name that another one had."""
    git(root, "mv", "docs/part-1", "docs/moved")
    (root / "docs/deep/er").mkdir(parents=True)
    for number in (2, 6, 10, 30):
        git(root, "mv", path_of(number), f"docs/deep/er/page-{number}-responsibilities.md")
    git(root, "mv", path_of(14), path_of(2))


@pytest.mark.parametrize("name", ["a paragraph above", "cells padded", "the service renamed", "a row edited"])
def test_pages_that_move_wake_nothing(name: str, story: Story) -> None:
    change_all(story, HARMLESS[name])
    moved(story.root)
    assert story.found() == []
    assert story.found("--since", "HEAD") == []
    git(story.root, "add", "--all")
    assert story.found("--staged") == []
    assert story.command("baseline").code == 0
    assert calm(story.command())


def test_a_page_that_is_split_wakes_nothing(story: Story) -> None:
    """The old findings of sections that go to a page of their own go with them."""
    path = story.root / path_of(13)
    text = path.read_bytes().decode()
    at = text.index("## Security")
    assert "| |" in text[at:]
    path.write_bytes(text[:at].encode())
    head = clean_page(13).head().replace("kiln-13-resp", "kiln-13-more-resp").replace("Kiln 13", "Kiln 13 at night")
    put(story.root, "docs/more/kiln-13-more-responsibilities.md", head + "\n" + text[at:])
    assert Counter(name for name, _, _ in story.found()) == {"missing-section": len(AREAS)}


def test_two_pages_of_one_title(story: Story) -> None:
    story.edit(3, lambda text: text.replace("Kiln 3", "Kiln"))
    story.edit(7, lambda text: text.replace("Kiln 7", "Kiln"))
    (story.root / "docs/one").mkdir()
    for number in (3, 7):
        git(story.root, "mv", path_of(number), f"docs/one/{10 - number}-responsibilities.md")
    assert story.found() == []


# --- mending


def test_what_is_mended_is_told_and_dropped(story: Story) -> None:
    story.edit(1, lambda text: text.replace("| |", "| N/A |", 1))
    result = story.command()
    assert result.code == 0
    assert (
        result.err == "resp-lint: 1 finding of the baseline no longer occurs; drop with: resp-lint baseline --prune\n"
    )
    before = json.loads((story.root / BASELINE).read_bytes())["pages"]
    assert story.command("baseline", "--prune").code == 0
    after = json.loads((story.root / BASELINE).read_bytes())["pages"]
    assert {path for path in before if before[path] != after.get(path)} == {path_of(1)}
    assert calm(story.command())
    git(story.root, "checkout", "--", path_of(1))
    assert [name for name, _, _ in story.found()] == ["blank-owner-cell"]


@pytest.mark.parametrize(
    ("arguments", "mended", "rules"),
    [
        ((), 1, "RSP"),
        (("--since", "HEAD"), 1, "RSP"),
        ((path_of(3),), 0, "RSP"),
        (("--select", "RSP502"), 1, "RSP502"),
        (("docs/part-3",), 0, "RSP"),
        (("docs/part-0", "docs/part-2"), 0, "none"),
    ],
    ids=str,
)
def test_a_run_over_some_pages_or_rules_tells_of_theirs_alone(
    arguments: tuple[str, ...], mended: int, rules: str, story: Story
) -> None:
    """One fault of a page that moved is mended, and all of a page that stays."""
    page = json.loads((story.root / BASELINE).read_bytes())["pages"][path_of(3)]
    gone = mended + sum(it.get("count", 1) for it in page["findings"] if it["rule"].startswith(rules))
    story.edit(1, lambda text: text.replace("| |", "| N/A |", 1))
    put(story.root, path_of(3), clean_page(3).text())
    moved(story.root)
    result = story.command(*arguments)
    told = f"resp-lint: {gone} findings of the baseline no longer occur"
    assert (result.code, result.err.partition(";")[0]) == (0, told if gone else "")


# --- what changed, in every kind of repository


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


# --- other ways to live with old faults


def test_adopted_by_suppressions(tree: Path, command: Command) -> None:
    """What can be suppressed is, each with its reason; the baseline holds the rest; and they go when the fault goes."""
    command("--add-ignores=from before the linter", "docs")
    assert command("init").code == 0
    assert calm(command("--extend-select", "RSP904"))
    left = json.loads((tree / BASELINE).read_bytes())["pages"]
    assert {it["rule"] for page in left.values() for it in page["findings"]} == {"RSP101", "RSP103"}
    page = tree / path_of(1)
    text = page.read_bytes().decode()
    assert text.count("| | You ") > 1
    put(tree, path_of(1), text.replace("| | You ", "| N/A | You ", 1))
    assert [it["name"] for it in json.loads(command("--output-format", "json").out)["findings"]] == [
        "unused-suppression"
    ]


@pytest.mark.skipif(os.name != "posix", reason="only there a name can be any bytes")
def test_a_page_whose_name_is_not_utf_8(tree: Path, command: Command) -> None:
    odd = os.fsencode(tree / "docs/part-1") + b"/caf\xe9-responsibilities.md"
    Path(os.fsdecode(odd)).write_bytes(text_of(1).replace("kiln-1-", "cafe-").encode())
    assert [command("init").code, command("baseline").code] == [0, 0]
    assert calm(command())
    assert "caf\\\\xe9-responsibilities.md" in (tree / BASELINE).read_bytes().decode()
    Path(os.fsdecode(odd)).rename(tree / "docs/part-1/cafe-responsibilities.md")
    assert calm(command())
    (tree / "docs/part-1/cafe-responsibilities.md").unlink()
    assert "of the baseline no longer occur" in command().err


def test_a_hook_that_names_every_file_finds_nothing_either(story: Story) -> None:
    """A page about something else was never looked at, so nothing of it stands in the baseline."""
    put(story.root, "docs/part-1/start.md", "# Getting started\n\nThe the kiln.\n\n| A | B |\n|---|---|\n| a | b |\n")
    names = git(story.root, "ls-files", "*.md").split()
    assert len(names) == 41
    assert calm(story.command("--force-exclude", *names))
    assert story.command("--force-exclude", "--fix", "docs/part-1/start.md").code == 0
    assert "repeated-word" in [name for name, _, _ in story.found("docs/part-1/start.md")]
