"""Findings that a change brought: those on its lines, and those elsewhere on the page that were not there before it."""

# ruff: noqa: PTH118 -- paths as strings, as everywhere near the tree

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.baseline.fingerprint import mark
from resp_lint.lazy import cached_property
from resp_lint.vcs.diff import OPTIONS, Change, changes
from resp_lint.vcs.git import GitError, blobs, git

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resp_lint.baseline.fingerprint import Mark
    from resp_lint.linter import CheckedPage
    from resp_lint.rule import Finding
    from resp_lint.source import Source

PAGES = (":(top,icase)*.md", ":(top,icase)*.markdown")


class Changes(Struct, frozen=True, dict=True):
    """The files of a repository that changed, and those that are gone.

    `staged` says that what counts of them is what stands in the index, not in the folder.
    """

    root: str
    files: tuple[Change, ...]
    staged: bool = False
    gone: tuple[Change, ...] = ()

    @cached_property
    def _by_path(self) -> dict[str, Change]:
        return {os.path.join(self.root, change.path): change for change in self.files}

    def of(self, path: str) -> Change | None:
        """What changed in a file, symbolic links followed; None where nothing did."""
        return self._by_path.get(os.path.realpath(path))

    def contents(self, paths: Iterable[str]) -> dict[str, Content]:
        """The contents of files that changed before the change, and after it where it is staged.

        Raises `GitError`.
        """
        wanted = {path: change for path in paths if (change := self.of(path))}
        ids = [it for change in wanted.values() for it in (change.old, change.new if self.staged else "") if it]
        found = blobs(self.root, ids)
        return {
            path: Content(found.get(change.old), found.get(change.new) if self.staged else None)
            for path, change in wanted.items()
        }

    def before(self) -> dict[str, bytes | None]:
        """What changed as it was, by the path that it had; None where there was no such file.

        Raises `GitError`.
        """
        old = [change for change in (*self.files, *self.gone) if change.old]
        found = blobs(self.root, [change.old for change in old])
        now = dict.fromkeys(self.absolute(change.path) for change in self.files)
        return now | {self.absolute(change.before): found[change.old] for change in old}

    def absolute(self, path: str) -> str:
        """A path from the root as an absolute one."""
        return os.path.join(self.root, path)


class Content(Struct, frozen=True):
    """The bytes of a file before a change, None where it is new; and after it, None where they stand in the folder."""

    old: bytes | None
    new: bytes | None


# --- asking git


def changes_since(revision: str, folder: str, named: Sequence[str] = (), around: Sequence[str] = ()) -> Changes:
    """What changed in a repository since a branch left a revision: committed, staged, neither, or untracked.

    Without a common ancestor, as in a shallow clone, the revision itself is compared.  `named` are files that count
    although they are called like no page, `around` the names of others that count in any folder.  Raises `GitError`.
    """
    root = repository(folder)
    wanted = _wanted(root, named, around)
    found = _changes(root, [_base(root, revision)], wanted)
    new = tuple(Change(path, "", "", whole=True) for path in _untracked(root, wanted))
    return Changes(root, (*_live(found), *new), gone=_gone(found))


def staged_changes(folder: str, named: Sequence[str] = (), around: Sequence[str] = ()) -> Changes:
    """What is staged in a repository.

    Raises `GitError`.
    """
    root = repository(folder)
    found = _changes(root, ["--cached"], _wanted(root, named, around))
    return Changes(root, _live(found), staged=True, gone=_gone(found))


def index_contents(folder: str, named: Sequence[str] = (), around: Sequence[str] = ()) -> dict[str, bytes | None]:
    """Where the index has another content than the folder: what it has, by absolute path; None where it has no file.

    Raises `GitError`.
    """
    root = repository(folder)
    wanted = _wanted(root, named, around)
    other = _changes(root, [], wanted)
    found = blobs(root, [change.old for change in other if change.old])
    only_here = {os.path.join(root, path): None for path in _untracked(root, wanted)}
    return only_here | {os.path.join(root, change.before): found.get(change.old) for change in other}


def _live(found: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(change for change in found if not change.gone)


def _gone(found: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(change for change in found if change.gone)


def _untracked(root: str, wanted: Sequence[str]) -> list[str]:
    said = git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *wanted)
    return [os.fsdecode(path) for path in said.split(b"\0") if path]


def _wanted(root: str, named: Sequence[str], around: Sequence[str]) -> list[str]:
    """What git is asked about, as its path patterns."""
    return [*PAGES, *_literal(root, named), *(f":(top,glob)**/{name}" for name in around)]


def repository(folder: str) -> str:
    """The root of the repository that a folder lies in.

    Raises `GitError`.
    """
    return os.path.realpath(os.fsdecode(git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")))


def _base(root: str, revision: str) -> str:
    if not revision or revision.startswith("-"):
        raise GitError(f"“{revision}” is no revision")
    try:
        commit = git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except GitError:
        shallow = git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        hint = "; this clone is shallow: fetch more of the history" if shallow else ""
        raise GitError(f"“{revision}” is no revision that git knows here{hint}") from None
    try:
        return git(root, "merge-base", commit, "HEAD").decode().strip() or commit
    except GitError:
        return commit


def _changes(root: str, of: list[str], wanted: Sequence[str]) -> list[Change]:
    found = changes(git(root, "diff", *OPTIONS, *of, "--", *wanted))
    if isinstance(found, str):
        raise GitError(f"{found} is not merged yet; finish the merge first")
    return found


def _literal(root: str, named: Sequence[str]) -> list[str]:
    relative = (os.path.relpath(os.path.realpath(path), root) for path in named)
    return [f":(top,literal){path}" for path in relative if not path.startswith(os.pardir)]


# --- findings


def brought_in(
    page: CheckedPage, old: CheckedPage | None, change: Change, of_sets: frozenset[str] = frozenset()
) -> CheckedPage:
    """A page with those of its findings that a change brought; `old` is the page before it, None where there was none.

    A finding on a line that did not change is an old one if the same was found on that line before; what the rules
    `of_sets` say is the same although it names another page.
    """
    if old is None or change.whole:
        return page
    before = Counter(_key(it, old.source, _line(old.source, it.start.line), of_sets) for it in old.findings)
    kept: list[Finding] = []
    for finding in page.findings:
        first, last = _line(page.source, finding.start.line), _line(page.source, finding.end.line)
        key = _key(finding, page.source, change.old_line(first), of_sets)
        if change.changed(first, last) or not before[key]:
            kept.append(finding)
        else:
            before[key] -= 1
    return page if len(kept) == len(page.findings) else replace(page, findings=tuple(kept))


def needs_old(page: CheckedPage, change: Change) -> bool:
    """Whether the page before the change must be checked to tell which findings it brought."""
    lines = ((_line(page.source, it.start.line), _line(page.source, it.end.line)) for it in page.findings)
    return not change.whole and not all(change.changed(*pair) for pair in lines)


def _line(source: Source, line: int) -> int:
    """The line as git counts, to which a carriage return alone ends none."""
    if "\r" not in source.text:
        return line
    return source.text.count("\n", 0, source.line_start(line)) + 1


def _key(finding: Finding, source: Source, line: int, of_sets: frozenset[str]) -> tuple[int, Mark]:
    """A finding by its old line and by what is wrong; where the line lies may have got another name."""
    known = mark(finding, source)
    return line, replace(known, section="", row="", column="", about=() if known.rule in of_sets else known.about)
