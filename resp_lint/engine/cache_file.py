"""The file in which a cache outlives a run: the user's own, whole or not there at all.

Whoever could write it could hide findings.  So it is never in the checked tree by itself, it must belong to the user,
and nobody else may write it.  What cannot be read as it was written is as good as no file.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec import MsgspecError, Raw, msgpack

from resp_lint.io import FLAGS, read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from io import FileIO

SUFFIX = ".cache"
MARK = b"resp-lint cache 1\n"
DAY = 24 * 60 * 60
OLD = 30 * DAY
MAX_BYTES = 200_000_000
_SIZE = 32
_READ = FLAGS | getattr(os, "O_NOFOLLOW", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | sum(getattr(os, it, 0) for it in ("O_CLOEXEC", "O_BINARY"))
_DECODER = msgpack.Decoder(dict[bytes, Raw])
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class Shelf:
    """A file of entries in a folder of them; `key` is what all its entries depend on.

    `problem` says why nothing could be written, where that is so.
    """

    def __init__(self, folder: str, name: str, key: bytes) -> None:
        """Make the folder, if it is not there.

        Raises `OSError`, with a reason for people in `strerror`, where it is not one to trust or to write to.
        """
        os.makedirs(folder, 0o700, exist_ok=True)
        if not _own(os.lstat(folder), stat.S_ISDIR):
            raise PermissionError(errno.EPERM, "it is a link, not yours, or others can write there")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EPERM, "it cannot be written to")
        self._folder = folder
        self._path = os.path.join(folder, name + SUFFIX)
        self._head = MARK + blake2b(key, digest_size=_SIZE).digest()
        self.problem = ""

    def read(self) -> dict[bytes, Raw]:
        """What was written last under the same key; nothing where that, or anything else, is odd."""
        try:
            data = _read_bytes(self._path)
        except OSError:
            return {}
        head, checksum, body = _split_data(data, len(self._head))
        if head != self._head or checksum != _compute_checksum(body):
            return {}
        try:
            return _DECODER.decode(body)
        except MsgspecError:
            return {}

    def write(self, entries: Mapping[bytes, Raw]) -> None:
        """Put entries in the place of all that was there; of two runs at once, the last one wins."""
        body = msgpack.encode(entries)
        if len(self._head) + _SIZE + len(body) > MAX_BYTES:
            self.problem = f"it would be larger than {MAX_BYTES // 1_000_000} MB"
            return
        try:
            self._replace(self._head + _compute_checksum(body), body)
            self._clear()
        except OSError as error:
            self.problem = error.strerror or type(error).__name__

    def touch(self) -> None:
        """Say that the file is in use, so that it is not taken for an old one."""
        with suppress(OSError):
            if time.time() - os.lstat(self._path).st_mtime > DAY:
                os.utime(self._path)

    def _replace(self, *parts: bytes) -> None:
        temporary = os.path.join(self._folder, f"{os.urandom(8).hex()}{SUFFIX}")
        number = os.open(temporary, _CREATE, 0o600)
        try:
            with os.fdopen(number, "wb", buffering=0) as file:
                for part in parts:
                    _write_all(file, part)
            os.replace(temporary, self._path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise

    def _clear(self) -> None:
        """Remove files of ours that no run has used for a month."""
        limit = time.time() - OLD
        with os.scandir(self._folder) as entries:
            for entry in entries:
                found = entry.stat(follow_symlinks=False)
                if entry.name.endswith(SUFFIX) and stat.S_ISREG(found.st_mode) and found.st_mtime < limit:
                    with suppress(OSError):
                        os.unlink(entry.path)


def _write_all(file: FileIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]


def _read_bytes(path: str) -> bytes:
    """All bytes of a file; none of one that is not the user's own.

    Raises `OSError`.
    """
    number = os.open(path, _READ)
    try:
        found = os.fstat(number)
        if not _own(found, stat.S_ISREG) or found.st_size > MAX_BYTES:
            return b""
        return read_all(number, MAX_BYTES, found.st_size + 1)
    finally:
        os.close(number)


def _own(found: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    """Whether something is of a kind and the user's own, so that nobody else can write it; Windows sees to that."""
    if not is_kind(found.st_mode):
        return False
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_WRITE)


def _split_data(data: bytes, head: int) -> tuple[bytes, bytes, memoryview]:
    return data[:head], data[head : head + _SIZE], memoryview(data)[head + _SIZE :]


def _compute_checksum(body: bytes | memoryview) -> bytes:
    return blake2b(body, digest_size=_SIZE).digest()
