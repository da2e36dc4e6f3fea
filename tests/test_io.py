"""Bytes of regular files only, under a cap, without waiting for anybody."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from resp_lint.io import MAX_BYTES, MAX_LINE_BYTES, limit_reached, read_all, read_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("data", [b"", b"\0", b"x" * 3_000_000, b"\xff\r\r\n"], ids=lambda data: str(len(data)))
def test_bytes_come_back(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    assert read_file(str(path)) == data


@pytest.mark.parametrize("size", [9, 10, 11, 100])
def test_no_more_than_the_cap_and_one(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"x" * size)
    assert len(read_file(str(path), 10)) == min(size, 11)


def test_a_pipe_or_a_folder_in_its_place(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(OSError, match="not a regular file"):
            read_file(str(path))


def test_read_all_takes_what_comes_in_pieces() -> None:
    out, into = os.pipe()
    os.write(into, b"ab")
    os.close(into)
    assert read_all(out) == b"ab"
    os.close(out)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", ""),
        (b"x" * MAX_LINE_BYTES, ""),
        (b"x" * (MAX_LINE_BYTES + 1), "a line is longer than 1 MB"),
        (b"x" * MAX_LINE_BYTES + b"\n" + b"x" * MAX_LINE_BYTES, ""),
        (b"x" * MAX_LINE_BYTES + b"\r" + b"x" * MAX_LINE_BYTES, ""),
        (b"a\n" + b"x" * (MAX_LINE_BYTES + 1) + b"\n", "a line is longer than 1 MB"),
        (b"x\n" * (MAX_BYTES // 2), ""),
        (b"x\n" * (MAX_BYTES // 2) + b"x", "the file is larger than 10 MB"),
    ],
    ids=range(8),
)
def test_limits(data: bytes, reason: str) -> None:
    assert limit_reached(data) == reason
