"""Which files of a repository changed, and in which lines: since a revision, or in the index."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.lazy import cached_property
from resp_lint.vcs.diff import Hunk, compare_lines
from resp_lint.vcs.folder import REGULAR, find_edited, read_index, read_page
from resp_lint.vcs.git import GitError, read_blobs, run_git

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from resp_lint.vcs.folder import IndexEntry

PAGES = (":(top,icase)*.md", ":(top,icase)*.markdown")


class Change(Struct, frozen=True):
    """A file that changed: its path from the repository's root, and what it held before and holds now.

    `before` is the path that the file had.  `old` is None where there was no file, so that every line counts as
    changed; `new` is None where there is none any more.
    """

    path: str
    before: str = ""
    old: bytes | None = None
    new: bytes | None = None
    hunks: tuple[Hunk, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every line counts as changed."""
        return self.old is None

    def touches(self, first: int, last: int) -> bool:
        """Whether one of some lines of the new file changed, or some between them are gone."""
        return self.whole or any(
            hunk.new <= last and first < hunk.new + hunk.new_count if hunk.new_count else first <= hunk.new < last
            for hunk in self.hunks
        )

    def find_old_line(self, line: int) -> int:
        """The line that a line which did not change had before."""
        moved = 0
        for hunk in self.hunks:
            # Where a hunk has no lines, it stands after the line that it names.
            end = hunk.new + (hunk.new_count or 1)
            if end > line:
                break
            moved = hunk.old + (hunk.old_count or 1) - end
        return line + moved


class Changes(Struct, frozen=True, dict=True):
    """The files of a repository that changed, and those that are gone.

    `staged` says that what counts of them is what stands in the index, not in the folder.
    """

    root: str
    files: tuple[Change, ...]
    gone: tuple[Change, ...] = ()
    staged: bool = False

    @cached_property
    def _by_path(self) -> dict[str, Change]:
        return {os.path.join(self.root, change.path): change for change in self.files}

    def get(self, path: str) -> Change | None:
        """What changed in a file, symbolic links followed; None where nothing did."""
        return self._by_path.get(os.path.realpath(path))

    @property
    def before(self) -> dict[str, bytes | None]:
        """What changed as it was, by the path that it had; None where there was no such file."""
        now: dict[str, bytes | None] = dict.fromkeys(self.locate(change.path) for change in self.files)
        was = (change for change in (*self.files, *self.gone) if change.old is not None)
        return now | {self.locate(change.before): change.old for change in was}

    def locate(self, path: str) -> str:
        """A path from the root as an absolute one."""
        return os.path.join(self.root, path)


class Record(Struct, frozen=True):
    """A file that is in the index not what it is in a tree; an id is empty where there is no regular file."""

    path: str
    before: str
    old: str
    new: str


# --- asking git


def find_changes_since(revision: str, folder: str, named: Sequence[str] = (), around: Sequence[str] = ()) -> Changes:
    """Find what changed in a repository since a branch left a revision: committed, staged, neither, or untracked.

    Without a common ancestor, as in a shallow clone, the revision itself is compared.  `named` are files that count
    although they are called like no page, `around` the names of others that count in any folder.  Raises `GitError`.
    """
    root = find_repository(folder)
    patterns = _build_patterns(root, named, around)
    base = _find_base(root, revision)
    index = read_index(root, patterns)
    edited = find_edited(root, index)
    records = {record.path: record for record in _compare_index(root, base, patterns)}
    for entry in index:
        if not entry.merged:
            records[entry.path] = Record(entry.path, entry.path, _find_blob(root, base, entry.path), "")
        elif entry.path in edited:
            records.setdefault(entry.path, Record(entry.path, entry.path, entry.id, entry.id))
    untracked = {path: read_page(os.path.join(root, path)) for path in _list_untracked(root, patterns)}
    new = (Change(path, path, None, data) for path, data in untracked.items() if data is not None)
    return _build_changes(root, [*_read_changes(root, records.values(), edited), *new])


def find_staged_changes(folder: str, named: Sequence[str] = (), around: Sequence[str] = ()) -> Changes:
    """Find what is staged in a repository.

    Raises `GitError`.
    """
    root = find_repository(folder)
    patterns = _build_patterns(root, named, around)
    _require_merged(read_index(root, patterns))
    records = _compare_index(root, _find_head(root), patterns)
    return _build_changes(root, _read_changes(root, records, {}), staged=True)


def read_index_contents(folder: str, named: Sequence[str] = (), around: Sequence[str] = ()) -> dict[str, bytes | None]:
    """Where the index has another content than the folder: what it has, by absolute path; None where it has no file.

    Raises `GitError`.
    """
    root = find_repository(folder)
    patterns = _build_patterns(root, named, around)
    index = read_index(root, patterns)
    _require_merged(index)
    edited = find_edited(root, index)
    ids = {entry.path: entry.id for entry in index if entry.path in edited}
    blobs = read_blobs(root, filter(None, ids.values()))
    untracked: dict[str, bytes | None] = dict.fromkeys(_list_untracked(root, patterns))
    contents = untracked | {path: blobs.get(blob) for path, blob in ids.items()}
    return {os.path.join(root, path): data for path, data in contents.items()}


def find_repository(folder: str) -> str:
    """The root of the repository that a folder lies in.

    Raises `GitError`.
    """
    return os.path.realpath(os.fsdecode(run_git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")))


def _build_patterns(root: str, named: Sequence[str], around: Sequence[str]) -> list[str]:
    """What git is asked about, as its path patterns."""
    relative = (os.path.relpath(os.path.realpath(path), root) for path in named)
    literal = (f":(top,literal){path}" for path in relative if not path.startswith(os.pardir))
    return [*PAGES, *literal, *(f":(top,glob)**/{name}" for name in around)]


def find_commit(root: str, revision: str) -> str:
    """The id of the commit that a revision names.

    Raises `GitError`.
    """
    if not revision or revision.startswith("-"):
        raise GitError(f"“{revision}” is no revision")
    try:
        return run_git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except GitError:
        shallow = run_git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        hint = "; this clone is shallow: fetch more of the history" if shallow else ""
        raise GitError(f"“{revision}” is no revision that git knows here{hint}") from None


def _find_base(root: str, revision: str) -> str:
    commit = find_commit(root, revision)
    try:
        return run_git(root, "merge-base", commit, "HEAD").decode().strip() or commit
    except GitError:
        return commit


def _find_head(root: str) -> str:
    """The id of the tree that was committed last; before the first commit, of one without files."""
    try:
        return run_git(root, "rev-parse", "--verify", "--quiet", "HEAD^{tree}").decode().strip()
    except GitError:
        return run_git(root, "hash-object", "-t", "tree", "--stdin").decode().strip()


def _find_blob(root: str, tree: str, path: str) -> str:
    """The id of a regular file in a tree; empty where there is none."""
    record = run_git(root, "ls-tree", "-z", "--full-tree", tree, "--", path)
    mode, _, blob = record.partition(b"\t")[0].decode("ascii").partition(" blob ")
    return blob if mode.startswith(REGULAR) else ""


def _compare_index(root: str, tree: str, patterns: Sequence[str]) -> Iterator[Record]:
    """The merged files that the index has in another way than a tree, or at another path."""
    options = ("--cached", "--raw", "-z", "--no-abbrev", "--find-renames", "--ignore-submodules=all")
    words = iter(run_git(root, "diff-index", *options, tree, "--", *patterns).split(b"\0"))
    for head in words:
        if not head:
            continue
        old_mode, new_mode, old, new, status = head[1:].decode("ascii").split(" ")
        before = path = os.fsdecode(next(words))
        if status[0] == "R":
            path = os.fsdecode(next(words))
        if status[0] != "U":
            yield Record(path, before, _keep_regular(old_mode, old), _keep_regular(new_mode, new))


def _keep_regular(mode: str, blob: str) -> str:
    return blob if mode.startswith(REGULAR) else ""


def _read_changes(root: str, records: Iterable[Record], edited: Mapping[str, bytes | None]) -> Iterator[Change]:
    """What changed in files; what is `edited` holds in the folder something else than in the index."""
    records = list(records)
    ids = [blob for record in records for blob in (record.old, "" if record.path in edited else record.new) if blob]
    blobs = read_blobs(root, ids)
    for record in records:
        old = blobs.get(record.old)
        new = edited[record.path] if record.path in edited else blobs.get(record.new)
        if old != new or record.path != record.before:
            hunks = () if old is None or new is None else compare_lines(old, new)
            yield Change(record.path, record.before, old, new, hunks)


def _build_changes(root: str, changes: Iterable[Change], *, staged: bool = False) -> Changes:
    changes = sorted(changes, key=lambda change: change.path)
    files = tuple(change for change in changes if change.new is not None)
    gone = tuple(change for change in changes if change.new is None and change.old is not None)
    return Changes(root, files, gone, staged)


def _list_untracked(root: str, patterns: Sequence[str]) -> list[str]:
    output = run_git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *patterns)
    return [os.fsdecode(path) for path in output.split(b"\0") if path]


def _require_merged(index: Iterable[IndexEntry]) -> None:
    if unmerged := next((entry.path for entry in index if not entry.merged), None):
        raise GitError(f"{unmerged} is not merged yet; finish the merge first")
