"""The bytes of files: regular ones are read, within a cap and without blocking; written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_BYTES = 10_000_000
MAX_LINE_BYTES = 1_000_000
_LEAST, _CHUNK = 1 << 12, 1 << 20
# Between looking at a file and opening it, somebody may have put a pipe or a terminal there.
FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | sum(getattr(os, it, 0) for it in ("O_CLOEXEC", "O_BINARY"))
_TEMPORARY = (".resp-lint-", ".tmp")
REPOSITORY = ".git"


def read_file(path: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file; of a longer one, one byte more than `limit`.

    Raises `OSError`, with a reason for people in `strerror`.
    """
    number = os.open(path, FLAGS)
    try:
        found = os.fstat(number)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        return read_all(number, limit, found.st_size + 1)
    finally:
        os.close(number)


def read_all(number: int, limit: int = MAX_BYTES, expected: int = _CHUNK) -> bytes:
    """All bytes of an open file, or one more than `limit`; memory is taken as for as many bytes as are expected.

    One less than expected is all that a file has of which that is known.
    """
    chunks: list[bytes] = []
    left = limit + 1
    size = min(max(expected, _LEAST), _CHUNK)
    while left and (chunk := os.read(number, min(left, size))):
        chunks.append(chunk)
        left -= len(chunk)
        if limit + 1 - left == expected - 1 and expected != _CHUNK:
            break
    return b"".join(chunks)


def limit_reached(data: bytes) -> str:
    """Which cap the bytes of a page are over, in words; empty where they are under all of them."""
    if len(data) > MAX_BYTES:
        return f"the file is larger than {MAX_BYTES // 1_000_000} MB"
    if len(data) <= MAX_LINE_BYTES or max(map(len, re.split(rb"[\r\n]", data))) <= MAX_LINE_BYTES:
        return ""
    return f"a line is longer than {MAX_LINE_BYTES // 1_000_000} MB"


def write_whole(path: str, chunks: Iterable[bytes], mode: int = 0o666) -> None:
    """Give a file all of these bytes, or leave it as it was: they are written beside it and put in its place.

    A link at `path` is replaced, not followed.  Raises `OSError`.
    """
    temporary = name_temporary(os.path.dirname(path))
    number = os.open(temporary, _CREATE, mode)
    try:
        with os.fdopen(number, "wb") as file:
            lock_file(number)
            for chunk in chunks:
                file.write(chunk)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


# --- temporary files


def name_temporary(folder: str) -> str:
    """A path for a temporary file in a folder; `.resp-lint-*.tmp` in `.gitignore` covers it."""
    return os.path.join(folder, f"{_TEMPORARY[0]}{os.urandom(8).hex()}{_TEMPORARY[1]}")


def lock_file(number: int) -> bool | None:
    """Lock an open file until it is closed; false where another process has done so, None where there are no locks."""
    try:
        import fcntl  # noqa: PLC0415 -- not everywhere
    except ImportError:
        return None
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def remove_leftovers(folder: str) -> None:
    """Remove the temporary files that killed runs left in a folder; those of running ones are locked, and stay.

    Where there are no locks, a system that lets nobody remove an open file protects them.
    """
    try:
        with os.scandir(folder or os.curdir) as entries:
            found = [it.path for it in entries if it.name.startswith(_TEMPORARY[0]) and it.name.endswith(_TEMPORARY[1])]
    except OSError:
        return
    for path in found:
        with suppress(OSError):
            _remove_unlocked(path)


def _remove_unlocked(path: str) -> None:
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return
    if os.name == "nt":
        os.unlink(path)
        return
    number = os.open(path, FLAGS | getattr(os, "O_NOFOLLOW", 0))
    try:
        if lock_file(number):
            os.unlink(path)
    finally:
        os.close(number)


def is_below(path: str, folder: str) -> bool:
    """Whether an absolute path is a folder, or leads below it."""
    return os.path.join(path, "").startswith(os.path.join(folder, ""))


def is_in_git_folder(path: str) -> bool:
    """Whether a path leads into the folder where git keeps a repository, links to folders followed."""
    folder, name = os.path.split(os.path.abspath(path))
    return REPOSITORY in {part.lower() for part in (*Path(os.path.realpath(folder)).parts, name)}
