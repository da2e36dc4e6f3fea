"""What earlier runs found on pages that have not changed since: such pages are read, but not parsed.

What was found on a page is looked up by everything that it comes from: its bytes, its path, what it is checked with.
The code that does it is in the key of the whole file (`versions`).  A page that was not checked in full is never kept:
what failed once is tried again.

The file is the user's own, whole or not there at all.  Whoever could write it could hide findings.  So it is never in
the checked tree by itself, it must belong to the user, and nobody else may write it.  What cannot be read as it was
written is as good as no file.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec import MsgspecError, Struct, msgpack
from msgspec.structs import replace

from resp_lint.docset import PageFacts  # noqa: TC001 -- a struct tells its fields
from resp_lint.engine.runner import Result, Skipped, check_file
from resp_lint.io import FLAGS, read_all, read_file, remove_leftovers, write_whole
from resp_lint.linter import CheckedPage, Excused
from resp_lint.rule import Finding  # noqa: TC001 -- a struct tells its fields
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from resp_lint.engine.runner import Checker, Each, Found, Lost, Task
    from resp_lint.tree import Tree

FOLDER = "RESP_LINT_CACHE_DIR"
SUFFIX = ".cache"
MARK = b"resp-lint cache 2\n"
DAY = 24 * 60 * 60
OLD = 30 * DAY
MAX_BYTES = 200_000_000
SPARE = 1000
"""How many entries of pages that a run did not see are kept beside those that it saw, and as many again as it saw."""
_SIZE = 32
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_ODD = (MsgspecError, TypeError, ValueError, OverflowError)
"""What cannot be written down: a name that is not UTF-8, a vast number, what a stranger's rule says instead of text."""


class Entry(Struct, frozen=True, array_like=True):
    """What is kept of a page: what was found and excused, and its facts; of one that was skipped, no findings."""

    findings: tuple[Finding, ...] | None = None
    facts: tuple[PageFacts, ...] = ()
    excused: tuple[Excused, ...] = ()


_ENCODER = msgpack.Encoder(order="deterministic")
_DECODER = msgpack.Decoder(Entry)
_FILE_DECODER = msgpack.Decoder(dict[bytes, bytes])


class Cache:
    """Looks pages up among the entries of a file, and puts there what a run finds on others.

    `problem` says why nothing could be written, where that is so.
    """

    def __init__(self, folder: str, name: str, code: bytes) -> None:
        """Read the file of a name in a folder of such files, which is made; `code` is what all entries depend on.

        Nothing is raised for a file that is not there or cannot be read.  Raises `OSError`, with a reason for people in
        `strerror`, where the folder is not one to trust or to write to.
        """
        os.makedirs(folder, 0o700, exist_ok=True)
        if not _is_own(os.lstat(folder), stat.S_ISDIR):
            raise PermissionError(errno.EPERM, "it is a link, not yours, or others can write there")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EPERM, "it cannot be written to")
        self._folder = folder
        self._path = os.path.join(folder, name + SUFFIX)
        self._head = MARK + _hash(code)
        self.entries = self._read()
        self.problem = ""

    def check(self, task: Task, checker: Checker, tree: Tree) -> Found:
        """What `check_file` says of a page, which is read once, and parsed only where nothing is known of it."""
        try:
            key, data = self._make_key(task, checker, tree)
        except (OSError, *_ODD):
            return check_file(task, checker, tree)
        if not key:
            return None
        with suppress(KeyError, MsgspecError):
            return _restore(task, data, key, _DECODER.decode(self.entries[key]))
        found = check_file(replace(task, data=data), checker, tree)
        return _add_entry(replace(found, task=task) if isinstance(found, Result) else Skipped(key), key)

    @staticmethod
    def _make_key(task: Task, checker: Checker, tree: Tree) -> tuple[bytes, bytes]:
        """The key of a page and its bytes; no key for one that is none to check.

        Raises `OSError`, and what `_ODD` has, for a page that cannot have a key.
        """
        if task.data is not None:
            raise ValueError(task.path)
        data = read_file(task.path)
        if not checker.may_be(task, data):
            return b"", b""
        place = (os.fsencode(task.path), os.fsencode(task.root), task.named, bool(tree.keyrefs))
        return _hash(msgpack.encode((checker.identity, place)) + data), data

    def around(self, each: Each) -> Each:
        """The same function; afterwards what was found is kept."""

        def every(do: Callable[[Task], Found], items: Iterable[Task]) -> list[Found | Lost]:
            results = [*each(do, items)]
            self.keep(results)
            return results

        return every

    def keep(self, results: Iterable[Found | Lost]) -> None:
        """Write what a run found, unless all of it was known: the oldest of what it did not see goes first."""
        known = [result for result in results if isinstance(result, Result | Skipped) and result.key]
        if not any(result.entry for result in known):
            self.touch()
            return
        seen = {result.key: result.entry or self.entries[result.key] for result in known}
        others = [(key, entry) for key, entry in self.entries.items() if key not in seen]
        self.write({**dict(others[-len(seen) - SPARE :]), **seen})

    def _read(self) -> dict[bytes, bytes]:
        """What was written last under the same key; nothing where that, or anything else, is odd."""
        try:
            data = _read_own(self._path)
        except OSError:
            return {}
        head, checksum, body = data[: len(self._head)], data[len(self._head) :][:_SIZE], data[len(self._head) + _SIZE :]
        if head != self._head or checksum != _hash(body):
            return {}
        try:
            return _FILE_DECODER.decode(body)
        except MsgspecError:
            return {}

    def write(self, entries: Mapping[bytes, bytes]) -> None:
        """Put entries in the place of all that was there; of two runs at once, the last one wins."""
        body = msgpack.encode(entries)
        if len(self._head) + _SIZE + len(body) > MAX_BYTES:
            self.problem = f"it would be larger than {MAX_BYTES // 1_000_000} MB"
            return
        try:
            write_whole(self._path, [self._head, _hash(body), body], 0o600)
            self._remove_old()
        except OSError as error:
            self.problem = error.strerror or type(error).__name__

    def touch(self) -> None:
        """Say that the file is in use, so that it is not taken for an old one."""
        with suppress(OSError):
            if time.time() - os.lstat(self._path).st_mtime > DAY:
                os.utime(self._path)

    def _remove_old(self) -> None:
        """Remove what killed runs left, and files of ours that no run has used for a month."""
        remove_leftovers(self._folder)
        limit = time.time() - OLD
        with os.scandir(self._folder) as entries:
            for entry in entries:
                found = entry.stat(follow_symlinks=False)
                if entry.name.endswith(SUFFIX) and stat.S_ISREG(found.st_mode) and found.st_mtime < limit:
                    with suppress(OSError):
                        os.unlink(entry.path)


def _restore(task: Task, data: bytes, key: bytes, entry: Entry) -> Result | Skipped:
    """What an entry says of a page."""
    if entry.findings is None:
        return Skipped(key)
    checked = CheckedPage(Source.from_bytes(task.path, data), entry.findings, excused=entry.excused)
    return Result(task, checked, entry.facts, key)


def _add_entry(found: Result | Skipped, key: bytes) -> Result | Skipped:
    """What was found, with what is to be kept of it, if anything is."""
    if isinstance(found, Skipped):
        return Skipped(key, _ENCODER.encode(Entry()))
    if not found.checked.complete:
        return found
    with suppress(*_ODD):
        entry = _ENCODER.encode(Entry(found.checked.findings, found.facts, found.checked.excused))
        return replace(found, key=key, entry=entry)
    return found


def _read_own(path: str) -> bytes:
    """All bytes of a file; none of one that is not the user's own.

    Raises `OSError`.
    """
    number = os.open(path, FLAGS | getattr(os, "O_NOFOLLOW", 0))
    try:
        found = os.fstat(number)
        if not _is_own(found, stat.S_ISREG) or found.st_size > MAX_BYTES:
            return b""
        return read_all(number, MAX_BYTES, found.st_size + 1)
    finally:
        os.close(number)


def _is_own(found: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Whether something is of a kind and the user's own, so that nobody else can write it; Windows sees to that."""
    if not is_kind(found.st_mode):
        return False
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_WRITE)


def _hash(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SIZE).digest()


def name_file() -> str:
    """A name for all runs in the current folder by this installation: what changes there takes the place of the old."""
    return _hash(b"\0".join((os.getcwdb(), os.fsencode(sys.prefix), sys.version.encode())))[:16].hex()


def find_folder(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """The folder of caches: the one that is asked for, or where the system has them; empty where it has none."""
    if given := environ.get(FOLDER):
        return os.path.abspath(given)
    home = os.path.expanduser("~")
    if platform == "win32":
        return _join_below(environ.get("LOCALAPPDATA", ""), "resp-lint", "Cache")
    if platform == "darwin":
        return _join_below(home, "Library", "Caches", "resp-lint")
    # What is no absolute path is to be ignored, the specification says.
    return _join_below(environ.get("XDG_CACHE_HOME", ""), "resp-lint") or _join_below(home, ".cache", "resp-lint")


def _join_below(folder: str, *names: str) -> str:
    return os.path.join(folder, *names) if os.path.isabs(folder) else ""
