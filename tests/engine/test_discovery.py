"""Which files a path leads to: each once, in one order, and nothing that is not a page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from resp_lint.engine.discovery import MAX_DEPTH, discover

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the test runs in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(tree: Path, *names: str, data: bytes = b"x\n") -> None:
    for name in names:
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def paths(*named: str, force_exclude: bool = False) -> list[str]:
    found = discover(named, force_exclude=force_exclude)
    assert found.problems == ()
    return [file.path for file in found.files]


FILES = [
    "a.md",
    "b.markdown",
    "C.MD",
    "d.txt",
    "e",
    ".hidden.md",
    "sub/f.md",
    "sub/deep/g.md",
    ".git/h.md",
    "sub/.git/i.md",
]
PAGES = [".hidden.md", "C.MD", "a.md", "b.markdown", "sub/deep/g.md", "sub/f.md"]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (["."], PAGES),
        (["sub"], ["sub/deep/g.md", "sub/f.md"]),
        (["sub/"], ["sub/deep/g.md", "sub/f.md"]),
        (["./sub"], ["./sub/deep/g.md", "./sub/f.md"]),
        (["sub", "sub"], ["sub/deep/g.md", "sub/f.md"]),
        (["sub", "."], PAGES),
        (["d.txt"], ["d.txt"]),
        (["e", "a.md"], ["a.md", "e"]),
        (["sub/../a.md", "."], [*PAGES[:2], *PAGES[3:5], "sub/../a.md", "sub/f.md"]),
        ([".git/h.md"], [".git/h.md"]),
    ],
    ids=" ".join,
)
def test_folders_and_files(tree: Path, named: list[str], expected: list[str]) -> None:
    put(tree, *FILES)
    assert paths(*named) == sorted(expected)


def test_an_absolute_folder_is_shown_absolute(tree: Path) -> None:
    put(tree, "sub/a.md")
    assert paths(str(tree)) == [str(tree / "sub/a.md")]


def test_what_is_named_is_told_from_what_is_found(tree: Path) -> None:
    put(tree, "a.md", "b.md")
    assert [(file.path, file.named) for file in discover([".", "a.md"]).files] == [("a.md", True), ("b.md", False)]


@pytest.mark.parametrize(
    ("named", "problem"),
    [
        ("missing", "missing: no such file or folder"),
        ("missing/x.md", "missing/x.md: no such file or folder"),
        ("a.md/x", "a.md/x: cannot be read: Not a directory"),
        ("empty", "no Markdown files under empty"),
        ("", ": no such file or folder"),
        ("loop", "loop: cannot be read: Too many levels of symbolic links"),
        ("nowhere.md", "nowhere.md: no such file or folder"),
        ("pipe", "pipe: neither a file nor a folder"),
        ("/dev/null", "/dev/null: neither a file nor a folder"),
        ("a\0b", "a\0b: no path has a NUL in it"),
        ("x" * 5000, "x" * 5000 + ": cannot be read: File name too long"),
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_problems_are_told_and_the_others_checked(tree: Path, named: str, problem: str) -> None:
    put(tree, "a.md", "empty/x.txt")
    (tree / "loop").symlink_to("loop")
    (tree / "nowhere.md").symlink_to("gone.md")
    os.mkfifo(tree / "pipe")
    found = discover([named, "a.md", named])
    assert found.problems == (problem,)
    assert [file.path for file in found.files] == ["a.md"]


def test_links_and_special_files(tree: Path) -> None:
    put(tree, "root/a.md", "root/sub/b.md", "outside.md", "other/c.md", "root/.git/hook.md")
    root = tree / "root"
    (root / "again.md").symlink_to("a.md")
    (root / "chain.md").symlink_to("again.md")
    (root / "alias.md").symlink_to("sub/b.md")
    (root / "hook.md").symlink_to(".git/hook.md")
    (root / "out.md").symlink_to("../outside.md")
    (root / "folder").symlink_to("sub")
    (root / "other.md").symlink_to("../other")
    (root / "self").symlink_to(".")
    (root / "loop.md").symlink_to("loop.md")
    (root / "gone.md").symlink_to("nothing.md")
    (root / "device.md").symlink_to("/dev/zero")
    (root / "folder.md").mkdir()
    os.mkfifo(root / "pipe.md")
    (root / "piped.md").symlink_to("pipe.md")
    os.link(root / "a.md", root / "hard.md")
    assert paths("root") == ["root/a.md", "root/alias.md"]
    assert paths("root/hard.md", "root") == ["root/alias.md", "root/hard.md"]


def test_a_link_to_a_file_with_another_name(tree: Path) -> None:
    put(tree, "root/data.txt")
    (tree / "root/page.md").symlink_to("data.txt")
    assert paths("root") == ["root/page.md"]


def test_a_named_link_to_a_folder_is_followed(tree: Path) -> None:
    put(tree, "root/a.md")
    (tree / "link").symlink_to("root")
    assert paths("link") == ["link/a.md"]


@pytest.mark.parametrize(
    "name",
    [
        b"a\nb.md",
        b"\x1b[2J.md",
        b"\xff\xfe.md",
        b" .md",
        b"-x.md",
        b"--fix.md",
        b"a:1:2.md",
        b"::error::.md",
        "é.md".encode(),
    ],
)
def test_names_of_any_bytes(tree: Path, name: bytes) -> None:
    (tree / "sub").mkdir()
    (tree / "sub" / os.fsdecode(name)).write_bytes(b"x")
    assert [os.fsencode(path) for path in paths("sub")] == [b"sub/" + name]


def test_folders_that_never_end(tree: Path) -> None:
    here = tree
    for _ in range(MAX_DEPTH + 2):
        here /= "d"
        here.mkdir()
    put(here, "a.md")
    put(tree, "b.md")
    found = discover(["."])
    assert [file.path for file in found.files] == ["b.md"]
    assert found.problems == (f"{'d/' * MAX_DEPTH}d: not checked, as it lies more than {MAX_DEPTH} folders deep",)


def test_a_folder_that_may_not_be_read(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tree, "a.md", "closed/b.md")
    scandir = os.scandir

    def refusing(path: str) -> object:  # root may read everything, so no mode keeps it out
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = discover(["."])
    assert found.problems == ("closed: cannot be read: Permission denied",)
    assert [file.path for file in found.files] == ["a.md"]


IGNORED = {
    "a name": ({".gitignore": "a.md\n"}, ["b.md", "sub/b.md", "sub/deep/b.md"]),
    "a rooted name": ({".gitignore": "/a.md\n"}, ["b.md", "sub/a.md", "sub/b.md", "sub/deep/a.md", "sub/deep/b.md"]),
    "a folder": ({".gitignore": "sub/\n"}, ["a.md", "b.md"]),
    "a folder, but for one file": ({".gitignore": "sub/\n!sub/a.md\n"}, ["a.md", "b.md"]),
    "its files, but for one": ({".gitignore": "sub/*\n!sub/a.md\n"}, ["a.md", "b.md", "sub/a.md"]),
    "nested": ({"sub/.gitignore": "/a.md\n"}, ["a.md", "b.md", "sub/b.md", "sub/deep/a.md", "sub/deep/b.md"]),
    "nested takes back": (
        {".gitignore": "a.md\n", "sub/.gitignore": "!a.md\n"},
        ["b.md", "sub/a.md", "sub/b.md", "sub/deep/a.md", "sub/deep/b.md"],
    ),
    "any depth": ({".gitignore": "**/deep/**\n"}, ["a.md", "b.md", "sub/a.md", "sub/b.md"]),
    "comments, CRLF, a byte order mark": (
        {".gitignore": "# a.md\r\n\r\nb.md\r\n"},
        ["a.md", "sub/a.md", "sub/deep/a.md"],
    ),
    "no pattern": ({".gitignore": "!\n\\\n[z-a]\n[[:x:]]\nb.md\n"}, ["a.md", "sub/a.md", "sub/deep/a.md"]),
    "a repository inside": (
        {".gitignore": "a.md\n", "sub/.git/HEAD": ""},
        ["b.md", "sub/a.md", "sub/b.md", "sub/deep/a.md", "sub/deep/b.md"],
    ),
}


@pytest.mark.parametrize(("files", "expected"), IGNORED.values(), ids=IGNORED)
def test_gitignore(tree: Path, files: dict[str, str], expected: list[str]) -> None:
    put(tree, *(f"{folder}{name}.md" for folder in ("", "sub/", "sub/deep/") for name in "ab"))
    for name, text in files.items():
        put(tree, name, data=text.encode())
    assert paths(".") == expected


@pytest.mark.parametrize("repository", ["directory", "worktree"])
def test_gitignore_counts_up_to_the_repository(tree: Path, repository: str) -> None:
    put(tree, ".gitignore", data=b"b.md\n")
    put(tree, "repo/.gitignore", data=b"c.md\n/docs/deep/d.md\n")
    put(tree, *(f"repo/docs/{name}.md" for name in "abc"), "repo/docs/deep/d.md", "repo/docs/deep/e.md")
    put(tree, "repo/.git" if repository == "worktree" else "repo/.git/HEAD")
    assert paths("repo/docs") == ["repo/docs/a.md", "repo/docs/b.md", "repo/docs/deep/e.md"]
    assert paths("repo/docs/deep") == ["repo/docs/deep/e.md"]


def test_a_named_file_is_checked_even_if_ignored(tree: Path) -> None:
    put(tree, ".gitignore", data=b"a.md\nout/\n")
    put(tree, ".git/HEAD", "a.md", "b.md", "out/c.md")
    assert paths("a.md", "out/c.md") == ["a.md", "out/c.md"]
    assert paths("out") == ["out/c.md"]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (["a.md", "b.md"], ["b.md"]),
        (["out/c.md"], []),
        (["out"], []),
        (["out/deep/d.md"], []),
        (["sub/e.md", "sub/f.md"], ["sub/f.md"]),
        (["sub"], ["sub/f.md"]),
    ],
    ids=" ".join,
)
def test_hooks_name_what_is_ignored(tree: Path, named: list[str], expected: list[str]) -> None:
    put(tree, ".gitignore", data=b"a.md\nout/\n")
    put(tree, "sub/.gitignore", data=b"e.md\n")
    put(tree, ".git/HEAD", "a.md", "b.md", "out/c.md", "out/deep/d.md", "sub/e.md", "sub/f.md")
    assert paths(*named, force_exclude=True) == expected


@pytest.mark.parametrize("kind", ["folder", "link", "pipe"])
def test_a_gitignore_that_is_no_file(tree: Path, kind: str) -> None:
    put(tree, "a.md")
    put(tree, "patterns", data=b"a.md\n")
    make = {"folder": (tree / ".gitignore").mkdir, "link": lambda: (tree / ".gitignore").symlink_to("patterns")}
    make.get(kind, lambda: os.mkfifo(tree / ".gitignore"))()
    assert paths(".") == ["a.md"]


@pytest.mark.parametrize(
    ("pattern", "fine"),
    [
        ("*.md", True),
        ("*-*-*.md", True),
        ("**/a/**/b/**", True),
        ("*/*/*/*/*/*", True),
        ("*a" * 10 + "b", False),
        ("**/a/" * 4, False),
    ],
)
def test_a_pattern_that_would_never_end(tree: Path, pattern: str, fine: bool) -> None:  # noqa: FBT001 -- a case
    put(tree, ".gitignore", data=pattern.encode())
    put(tree, "a" * 60 + ".txt", "keep/me.markdown", "a" * 60 + ".md")
    problems = discover(["."]).problems
    assert problems == (() if fine else (f"{tree}/.gitignore: too many wildcards in the pattern “{pattern}”",))


def test_a_gitignore_without_end(tree: Path) -> None:
    put(tree, "a.md")
    put(tree, ".gitignore", data=b"x\n" * 600_000)
    assert discover(["."]).problems == (f"{tree}/.gitignore: cannot be read: larger than 1 MB",)


@pytest.mark.parametrize("place", ["info", "worktree", "XDG", "home", "GIT_CONFIG_GLOBAL"])
def test_what_git_ignores_without_a_gitignore(
    place: str, tree: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "xdg"))
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    put(tree, "a.md", "drafts/b.md", "kept.md")
    (tree / ".gitignore").write_bytes(b"!kept.md\n")
    files = {
        "info": tree / ".git/info/exclude",
        "worktree": home / "main/info/exclude",
        "XDG": home / "xdg/git/ignore",
        "home": home / "ours",
        "GIT_CONFIG_GLOBAL": home / "ours",
    }
    files[place].parent.mkdir(parents=True, exist_ok=True)
    files[place].write_bytes(b"drafts/\nkept.md\n")
    if place == "worktree":
        (home / "main/worktrees/x").mkdir(parents=True)
        (home / "main/worktrees/x/commondir").write_bytes(b"../..\n")
        (tree / ".git").write_bytes(f"gitdir: {home}/main/worktrees/x\n".encode())
    else:
        (tree / ".git").mkdir(exist_ok=True)
    (home / "other").write_bytes(b"[core]\n\texcludesFile = ~/ours\n")
    if place == "home":
        (home / "other").rename(home / ".gitconfig")
    elif place == "GIT_CONFIG_GLOBAL":
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "other"))
    assert paths(".") == ["a.md", "kept.md"]
    assert paths("drafts") == ["drafts/b.md"]
    assert paths("drafts/b.md", force_exclude=True) == []
