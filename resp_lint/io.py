"""The bytes of a file: regular files only, never more than a cap allows, and nothing that blocks."""

from __future__ import annotations

import errno
import os
import re
import stat

MAX_BYTES = 10_000_000
MAX_LINE_BYTES = 1_000_000
_LEAST, _CHUNK = 1 << 12, 1 << 20
# Between looking at a file and opening it, somebody may have put a pipe or a terminal there.
FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))


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
    """All bytes of an open file, or one more than `limit`; memory is taken as for as many bytes as are expected."""
    chunks: list[bytes] = []
    left = limit + 1
    size = min(max(expected, _LEAST), _CHUNK)
    while left and (chunk := os.read(number, min(left, size))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def limit_reached(data: bytes) -> str:
    """Which cap the bytes of a page are over, in words; empty where they are under all of them."""
    if len(data) > MAX_BYTES:
        return f"the file is larger than {MAX_BYTES // 1_000_000} MB"
    if len(data) <= MAX_LINE_BYTES or max(map(len, re.split(rb"[\r\n]", data))) <= MAX_LINE_BYTES:
        return ""
    return f"a line is longer than {MAX_LINE_BYTES // 1_000_000} MB"
