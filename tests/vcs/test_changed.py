"""Only what a change brought is reported, in repositories of every kind."""

# ruff: noqa: E501 -- rows of tables are read as they are

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.linter import check_page
from resp_lint.vcs.changed import Change, Changes, find_changes_since, find_staged_changes
from resp_lint.vcs.diff import compare_lines
from resp_lint.vcs.git import GitError
from resp_lint.vcs.new_findings import keep_new_findings, needs_old

if TYPE_CHECKING:
    from pathlib import Path

    from word_rules import Lint

Reported = Callable[[Changes], list[tuple[str, str, int]]]

PAGE = """\
# Who does what
{: #who}

## Change management
{: #who-change}

| Task | IBM responsibilities | Your responsibilities |
|---|---|---|
| Old blank row | | |
{: caption="Responsibilities for change management" caption-side="bottom"}

## Disaster recovery
{: #who-disaster}

Text.
"""


class Repository:
    """A repository to make a history in."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str) -> str:
        settings = ("user.name=a", "user.email=a@b", "init.defaultBranch=main", "commit.gpgsign=false")
        command = ["git", *(word for setting in settings for word in ("-c", setting)), *arguments]
        environ = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        done = subprocess.run(command, cwd=self.root, check=True, capture_output=True, env=environ)
        return done.stdout.decode().strip()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())

    def commit(self, files: dict[str, str]) -> str:
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--allow-empty", "--message", "a")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repository")
    made.root.mkdir()
    made.git("init", "--quiet")
    return made


@pytest.fixture
def reported(every: Lint) -> Reported:
    """The findings that changes brought: code, file and line; only rules that say what these tests are about."""
    rules = [rule for rule in every.rules if rule.code in {"RSP201", "RSP401", "RSP501", "RSP209", "RSP607"}]

    def made(changes: Changes) -> list[tuple[str, str, int]]:
        found: list[tuple[str, str, int]] = []
        for change in changes.files:
            assert change.new is not None
            page = check_page(every.page(change.new.decode(), "raci.md"), rules, every.settings)
            old = change.old
            before = None if old is None else check_page(every.page(old.decode(), "raci.md"), rules, every.settings)
            now = keep_new_findings(page, before, change)
            assert now.findings == page.findings or needs_old(page, change)
            found += [(it.code, change.path, it.start.line) for it in now.findings]
        return found

    return made


def since(repository: Repository, revision: str = "HEAD") -> Changes:
    return find_changes_since(revision, str(repository.root))


def staged(repository: Repository) -> Changes:
    return find_staged_changes(str(repository.root))


# --- what is reported


def test_nothing_changed_is_nothing_reported(repository: Repository, reported: Reported) -> None:
    repository.commit({"a.md": PAGE})
    assert reported(since(repository)) == reported(staged(repository)) == []


# What is done to the page, and what it brought: nothing that stood there before.
EDITS = {
    "words": (("Text.", "Other text."), []),
    "lines above": (("## Change", "More.\n\nMore.\n\n## Change"), []),
    "a line that has a fault of its own": (("Text.", "Text the the end."), [("RSP607", 15)]),
    "a new row without an owner": (("| Old", "| New blank row | | |\n| Old"), [("RSP501", 9)]),
    "an old row that is touched": (("| Old blank row |", "| Old but touched row |"), [("RSP501", 9)]),
    "a caption taken away": (('{: caption="Responsibilities for change management" caption-side="bottom"}\n', ""), [("RSP401", 7)]),
    "a section taken away": ((PAGE[PAGE.index("## Disaster") :], ""), [("RSP201", 1)]),
    "an id that stands elsewhere already": (("{: #who-disaster}", "{: #who-change}"), [("RSP209", 13)]),
    "lines above and a caption taken away": (
        (PAGE[PAGE.index("## Change") : PAGE.index("\n## Disaster")], PAGE[PAGE.index("## Change") : PAGE.index("{: caption")].replace("## Change", "More.\n\n## Change")),
        [("RSP401", 9)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "brought"), EDITS.values(), ids=EDITS)
def test_what_an_edit_brought(
    edit: tuple[str, str], brought: list[tuple[str, int]], repository: Repository, reported: Reported
) -> None:
    assert edit[0] in PAGE
    repository.commit({"a.md": PAGE, "b.md": PAGE})
    repository.write({"a.md": PAGE.replace(*edit)})
    expected = [(code, "a.md", line) for code, line in brought]
    assert reported(since(repository)) == expected
    assert reported(staged(repository)) == []
    repository.git("add", "a.md")
    assert reported(staged(repository)) == reported(since(repository)) == expected
    repository.commit({})
    assert reported(since(repository, "HEAD~1")) == expected
    assert reported(since(repository)) == []


def test_a_new_page_is_new_in_every_line(repository: Repository, reported: Reported) -> None:
    repository.commit({"a.md": PAGE})
    repository.write({"docs/new.md": PAGE, "docs/other.txt": PAGE})
    found = {code for code, path, _ in reported(since(repository)) if path == "docs/new.md"}
    assert found == {"RSP201", "RSP501"}
    assert reported(staged(repository)) == []
    repository.git("add", "docs")
    assert {code for code, *_ in reported(staged(repository))} == found


def test_a_renamed_page_is_no_new_one(repository: Repository, reported: Reported) -> None:
    repository.commit({"a.md": PAGE})
    repository.git("mv", "a.md", "b.md")
    assert reported(since(repository)) == reported(staged(repository)) == []
    repository.write({"b.md": PAGE.replace("Text.", "Text the the end.")})
    assert reported(since(repository)) == [("RSP607", "b.md", 15)]


def test_what_is_staged_counts_and_not_what_stands_in_the_folder(repository: Repository, reported: Reported) -> None:
    repository.commit({"a.md": PAGE})
    repository.write({"a.md": PAGE.replace("Text.", "Text the the end.")})
    repository.git("add", "a.md")
    repository.write({"a.md": PAGE})
    assert reported(staged(repository)) == [("RSP607", "a.md", 15)]
    (repository.root / "a.md").unlink()
    assert reported(staged(repository)) == [("RSP607", "a.md", 15)]


def test_a_branch_is_held_against_where_it_left(repository: Repository, reported: Reported) -> None:
    repository.commit({"a.md": PAGE, "b.md": PAGE})
    repository.git("switch", "--quiet", "--create", "branch")
    repository.commit({"a.md": PAGE.replace("Text.", "Text the the end.")})
    repository.git("switch", "--quiet", "main")
    repository.commit({"b.md": PAGE.replace("{: #who-disaster}", "{: #who-change}")})
    repository.git("switch", "--quiet", "branch")
    assert reported(since(repository, "main")) == [("RSP607", "a.md", 15)]


# --- repositories of every kind


def test_before_the_first_commit(repository: Repository, reported: Reported) -> None:
    repository.write({"a.md": PAGE})
    repository.git("add", "a.md")
    assert {path for _, path, _ in reported(staged(repository))} == {"a.md"}
    with pytest.raises(GitError, match="“HEAD” is no revision that git knows here"):
        since(repository)


def test_a_work_tree(repository: Repository, tmp_path: Path, reported: Reported) -> None:
    repository.commit({"a.md": PAGE})
    repository.git("worktree", "add", "--quiet", str(tmp_path / "tree"), "-b", "other")
    tree = Repository(tmp_path / "tree")
    tree.write({"a.md": PAGE.replace("Text.", "Text the the end.")})
    assert reported(since(tree, "main")) == [("RSP607", "a.md", 15)]
    assert reported(since(repository)) == []


def test_a_shallow_clone(repository: Repository, tmp_path: Path, reported: Reported) -> None:
    first = repository.commit({"a.md": PAGE})
    repository.commit({"a.md": PAGE.replace("Text.", "Text the the end."), "b.md": ""})
    repository.git("clone", "--quiet", "--depth=1", repository.root.as_uri(), str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    clone.write({"a.md": PAGE.replace("Text.", "Text the the end.").replace("{: #who-disaster}", "{: #who-change}")})
    assert reported(since(clone)) == [("RSP209", "a.md", 13)]
    with pytest.raises(GitError, match="this clone is shallow: fetch more of the history"):
        since(clone, "HEAD~1")
    clone.git("fetch", "--quiet", "--depth=1", "origin", first)
    assert reported(since(clone, first)) == [("RSP209", "a.md", 13), ("RSP607", "a.md", 15)]


def test_from_a_folder_inside(repository: Repository, reported: Reported) -> None:
    repository.commit({"docs/a.md": PAGE})
    repository.write({"docs/a.md": PAGE.replace("Text.", "Text the the end."), "docs/b.md": PAGE})
    found = reported(find_changes_since("HEAD", str(repository.root / "docs")))
    assert ("RSP607", "docs/a.md", 15) in found
    assert {path for _, path, _ in found} == {"docs/a.md", "docs/b.md"}


@pytest.mark.parametrize(
    "name", ["ä b.md", 'q"uo\\te.md', "new\nline.md", "-.md", ":(glob)x.md", "UP.MD", "x.Markdown"]
)
def test_names(name: str, repository: Repository, reported: Reported) -> None:
    repository.commit({name: PAGE, "z.md": ""})
    repository.write({name: PAGE.replace("Text.", "Text the the end.")})
    assert reported(since(repository)) == [("RSP607", name, 15)]


def test_a_name_that_is_no_utf_8(repository: Repository, reported: Reported) -> None:
    repository.commit({"caf\udce9.md": PAGE})
    repository.write({"caf\udce9.md": PAGE.replace("Text.", "Text the the end.")})
    assert reported(since(repository)) == [("RSP607", "caf\udce9.md", 15)]


def test_a_file_called_like_no_page(repository: Repository) -> None:
    repository.commit({"a.txt": PAGE})
    repository.write({"a.txt": "x", "b.txt": "x"})
    assert since(repository).files == ()
    named = [str(repository.root / "a.txt"), str(repository.root / "b.txt"), "/etc/hostname"]
    assert [it.path for it in find_changes_since("HEAD", str(repository.root), named).files] == ["a.txt", "b.txt"]


def test_a_link_to_a_page(repository: Repository) -> None:
    repository.write({"a.md": PAGE})
    (repository.root / "link.md").symlink_to("a.md")
    repository.commit({})
    assert since(repository).get(str(repository.root / "link.md")) is None
    repository.write({"a.md": PAGE + "More.\n"})
    change = since(repository).get(str(repository.root / "link.md"))
    assert change
    assert change.path == "a.md"
    (repository.root / "link.md").unlink()
    repository.write({"link.md": PAGE})
    assert [it.path for it in since(repository).files] == ["a.md", "link.md"]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_other_line_ends(ending: str, repository: Repository, reported: Reported) -> None:
    repository.commit({"a.md": PAGE.replace("\n", ending), "b.md": "a\rb\n\n" + PAGE})
    repository.write({"b.md": "a\rb\n\n" + PAGE.replace("Text.", "Text the the end.")})
    assert reported(since(repository)) == [("RSP607", "b.md", 18)]


def test_line_ends_that_git_turns(repository: Repository, reported: Reported) -> None:
    repository.commit({"a.md": PAGE})
    repository.git("config", "core.autocrlf", "true")
    repository.write({"a.md": PAGE.replace("Text.", "Text the the end.").replace("\n", "\r\n")})
    assert reported(since(repository)) == [("RSP607", "a.md", 15)]


# Attributes, configuration, whether the page is the same with other line ends, and with one that is edited.
TURNED = {
    "nothing said": ("", "false", False),
    "text": ("*.md text\n", "false", True),
    "text of a folder": ("docs/* text\n", "false", False),
    "auto": ("*.md text=auto\n", "false", True),
    "eol": ("*.md eol=crlf\n", "false", True),
    "no text": ("*.md -text\n", "true", False),
    "binary": ("*.md binary\n", "input", False),
    "an old attribute": ("*.md crlf\n", "false", True),
    "input": ("", "input", True),
}


@pytest.mark.parametrize(("attributes", "configured", "same"), TURNED.values(), ids=TURNED)
def test_line_ends_alone_are_no_change_where_git_turns_them(
    attributes: str,
    configured: str,
    same: bool,  # noqa: FBT001 -- a case
    repository: Repository,
    reported: Reported,
) -> None:
    repository.commit({"a.md": PAGE})
    repository.git("config", "core.autocrlf", configured)
    repository.write({".gitattributes": attributes, "a.md": PAGE.replace("\n", "\r\n")})
    assert (since(repository).files == ()) == same
    assert bool(repository.git("diff", "--name-only")) != same
    repository.write({"a.md": PAGE.replace("Text.", "Text the the end.").replace("\n", "\r\n")})
    found = reported(since(repository))
    assert found == [("RSP607", "a.md", 15)] if same else ("RSP501", "a.md", 9) in found


def test_a_page_over_the_cap_that_did_not_change(repository: Repository) -> None:
    repository.commit({"a.md": "x" * 10_000_002, "b.md": "x" * 10_000_002})
    repository.write({"b.md": "y" * 10_000_002})
    assert [change.path for change in since(repository).files] == ["b.md"]


def test_what_is_not_checked_out_did_not_change(repository: Repository) -> None:
    repository.commit({"docs/a.md": PAGE, "other/b.md": PAGE})
    repository.git("sparse-checkout", "set", "other")
    assert not (repository.root / "docs/a.md").exists()
    assert (since(repository).files, since(repository).gone) == ((), ())


NASTY = [
    *("diff.noprefix=true", "diff.mnemonicPrefix=true", "color.ui=always", "diff.context=9", "core.quotePath=false"),
    *("diff.external=false", "diff.renames=false", "diff.relative=true", "core.fsmonitor=false", "core.pager=false"),
    *("diff.orderFile=/nonexistent", "diff.algorithm=patience", "diff.wordRegex=.", "status.showUntrackedFiles=no"),
    *(
        "diff.interHunkContext=50",
        "diff.indentHeuristic=false",
        "diff.nasty.textconv=false",
        "diff.nasty.command=false",
    ),
]


def test_no_setting_of_the_repository_matters(repository: Repository, reported: Reported) -> None:
    repository.commit({"docs/a.md": PAGE, "b.md": PAGE, ".gitattributes": "*.md diff=nasty\nb.md -diff\n"})
    edited = {"docs/a.md": PAGE.replace("Text.", "Text the the end."), "b.md": PAGE.replace("Text.", "Text, text.")}
    repository.write(edited)
    expected = [("RSP607", "docs/a.md", 15)]
    assert reported(since(repository)) == expected
    for setting in NASTY:
        repository.git("config", *setting.split("=", 1))
    assert reported(since(repository)) == expected
    repository.git("add", "--all")
    assert reported(staged(repository)) == expected


def test_neither_hooks_nor_the_environment_matter(
    repository: Repository, reported: Reported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a.md": PAGE})
    repository.write({"a.md": PAGE.replace("Text.", "Text the the end.")})
    trace = tmp_path / "called"
    script = tmp_path / "script"
    script.write_bytes(f"#!/bin/sh\ntouch '{trace}'\n".encode())
    script.chmod(0o755)
    for setting in ("core.fsmonitor", "diff.external", "core.pager", "core.sshCommand"):
        repository.git("config", setting, str(script))
    for hook in ("post-index-change", "fsmonitor-watchman"):
        (repository.root / ".git/hooks" / hook).write_bytes(script.read_bytes())
        (repository.root / ".git/hooks" / hook).chmod(0o755)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_CONFIG", "GIT_PREFIX"):
        monkeypatch.setenv(name, "/nonexistent")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(script))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    monkeypatch.setenv("GIT_TRACE", str(trace))
    assert reported(since(repository)) == [("RSP607", "a.md", 15)]
    assert reported(staged(repository)) == []
    assert not trace.exists()


@pytest.mark.parametrize("way", [("--all",), ("a.md",), ("--all", "--amend")], ids=" ".join)
def test_a_hook_sees_what_is_committed(way: tuple[str, ...], repository: Repository, tmp_path: Path) -> None:
    """`git commit --all` and `git commit FILE` make an index of their own, which only the environment names."""
    repository.commit({"a.md": PAGE})
    tree = Repository(tmp_path / "tree")
    repository.git("worktree", "add", "--quiet", str(tree.root), "-b", "other")
    hook = f"#!/bin/sh\n'{sys.executable}' -m resp_lint --staged --all-pages --select RSP607 --isolated\n"
    (repository.root / ".git/hooks/pre-commit").write_bytes(hook.encode())
    (repository.root / ".git/hooks/pre-commit").chmod(0o755)
    for place in (repository, tree):
        place.write({"a.md": PAGE.replace("Text.", "Text the the end.")})
        with pytest.raises(subprocess.CalledProcessError) as raised:
            place.git("commit", "--message", "b", *way)
        assert b"RSP607" in raised.value.stdout + raised.value.stderr
        place.write({"a.md": PAGE.replace("Text.", "Text in the end.")})
        place.git("commit", "--message", "b", *way)


def test_an_index_of_another_repository_does_not_count(
    repository: Repository, reported: Reported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"a.md": PAGE})
    other = Repository(tmp_path / "other")
    other.root.mkdir()
    other.git("init", "--quiet")
    other.commit({"b.md": "# b\n"})
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    assert reported(staged(repository)) == []
    assert staged(repository).gone == ()


# --- what cannot be


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("nonsense", "“nonsense” is no revision that git knows here"),
        ("-n1", "“-n1” is no revision"),
        ("--output=/tmp/x", "“--output=/tmp/x” is no revision"),
        ("", "“” is no revision"),
        ("HEAD:a.md", "“HEAD:a.md” is no revision that git knows here"),
        ("HEAD\0", "“HEAD\0” is no revision that git knows here"),
    ],
)
def test_no_such_revision(revision: str, message: str, repository: Repository) -> None:
    repository.commit({"a.md": PAGE})
    with pytest.raises(GitError) as raised:
        since(repository, revision)
    assert str(raised.value) == message


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(GitError, match=r"^git rev-parse: not a git repository"):
        find_staged_changes(str(tmp_path))


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.root))
    with pytest.raises(GitError, match=r"^git cannot be called: it is not on the search path$"):
        staged(repository)


def test_a_program_of_the_checkout_is_not_called(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit({"a.md": PAGE})
    (repository.root / "git").write_bytes(b"#!/bin/sh\n: > called\n")
    (repository.root / "git").chmod(0o755)
    monkeypatch.chdir(repository.root)
    for folder in ("", "."):
        monkeypatch.setenv("PATH", folder + os.pathsep + os.environ["PATH"])
        assert staged(repository).files == ()
    assert not (repository.root / "called").exists()


def test_a_content_that_a_partial_clone_lacks(repository: Repository) -> None:
    repository.commit({"a.md": PAGE})
    name = repository.git("rev-parse", "HEAD:a.md")
    (repository.root / ".git/objects" / name[:2] / name[2:]).unlink()
    repository.write({"a.md": ""})
    with pytest.raises(GitError, match=f"^{name} is not in this clone, and nothing is fetched"):
        since(repository)


def test_a_merge_that_is_not_finished(repository: Repository) -> None:
    repository.commit({"a.md": "# a\n"})
    repository.git("switch", "--quiet", "--create", "other")
    repository.commit({"a.md": "# b\n"})
    repository.git("switch", "--quiet", "main")
    repository.commit({"a.md": "# c\n"})
    with pytest.raises(subprocess.CalledProcessError):
        repository.git("merge", "--quiet", "other")
    with pytest.raises(GitError, match=r"^a\.md is not merged yet; finish the merge first$"):
        staged(repository)
    assert [it.path for it in since(repository).files] == ["a.md"]


# --- lines


@given(st.lists(st.integers(0, 9), max_size=12), st.lists(st.integers(0, 9), max_size=12))
def test_lines_that_did_not_change_are_found_again(old: list[int], new: list[int]) -> None:
    old_data, new_data = (b"".join(b"%d\n" % line for line in lines) for lines in (old, new))
    change = Change("a.md", "a.md", old_data, new_data, compare_lines(old_data, new_data))
    for line in range(1, len(new) + 1):
        if not change.touches(line, line):
            assert old[change.find_old_line(line) - 1] == new[line - 1]
    unchanged = sum(not change.touches(line, line) for line in range(1, len(new) + 1))
    assert unchanged >= SequenceMatcher(None, old, new, autojunk=False).find_longest_match().size
