"""Bytes out: every line that this program prints leaves through `write` and its gate."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from resp_lint.cli.screens import make_screen
from resp_lint.errors import UsageError
from resp_lint.io import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.report.format import Screen

_FLAGS = sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_BINARY"))
_CHUNK = 1 << 16


def show(lines: Iterable[str], screen: Screen, stream: TextIO | None = None) -> None:
    """Print lines to standard output, or to another stream; a reader who has gone away is no error.

    Raises `UsageError` where the output cannot be written, as on a full disk.
    """
    stream = stream or sys.stdout
    with _open(stream) as opened:
        write(opened, lines, screen)


def show_bytes(data: bytes) -> None:
    """Print a page to standard output as it is, for programs and not for people.

    Raises `UsageError` where the output cannot be written.
    """
    with _open(sys.stdout) as opened:
        opened.flush()
        opened.buffer.write(data)
        opened.buffer.flush()


@contextmanager
def _open(stream: TextIO | None) -> Iterator[TextIO]:
    """A stream to write to; what goes wrong there is reported, but for a reader who has gone away.

    Raises `UsageError`.
    """
    if stream is None:
        raise UsageError("standard output is closed")
    try:
        yield stream
    except BrokenPipeError:
        _give_up(stream)
    except OSError as error:
        _give_up(stream)
        raise UsageError(f"cannot write to standard output: {error.strerror}") from None


def complain(message: str) -> None:
    """Print one line about ourselves to standard error, if anybody listens there."""
    if sys.stderr is None:
        return
    try:
        screen = make_screen(sys.stderr, os.environ)
        write(sys.stderr, [f"resp-lint: {screen.text(message)}"], screen)
    except OSError:
        _give_up(sys.stderr)


def write(stream: TextIO, lines: Iterable[str], screen: Screen) -> None:
    """UTF-8, whatever the locale, each line with a line feed."""
    stream.flush()
    for chunk in encode_lines(lines, screen):
        stream.buffer.write(chunk)
    stream.buffer.flush()


def write_file(path: str, lines: Iterable[str], screen: Screen) -> None:
    """Write lines to the file that the command line names: all of them, or none where that fails.

    A pipe or a device is written to as it is.  Raises `UsageError`.
    """
    chunks = encode_lines(lines, screen)
    try:
        if is_stream(path):
            _write_to(path, chunks, os.O_TRUNC)
        else:
            mode = stat.S_IMODE(os.lstat(path).st_mode) if os.path.lexists(path) else 0o666
            write_whole(path, chunks, mode)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


def write_file_bytes(path: str, data: bytes) -> None:
    """Write bytes to the file that the command line names: all of them, or none where that fails.

    Raises `UsageError`.
    """
    try:
        if is_stream(path):
            _write_to(path, [data], os.O_TRUNC)
        else:
            mode = stat.S_IMODE(os.lstat(path).st_mode) if os.path.lexists(path) else 0o666
            write_whole(path, [data], mode)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


def append_file(path: str, lines: Iterable[str], screen: Screen) -> None:
    """Write lines to the end of a file that the environment names.

    Raises `UsageError` where that fails.
    """
    try:
        _write_to(path, encode_lines(lines, screen), os.O_APPEND)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None


def is_stream(path: str) -> bool:
    """Whether a path names a pipe or a device, such as /dev/stdout or what a shell makes of >(COMMAND)."""
    if os.path.abspath(path).startswith(("/dev/", "/proc/")):
        return True
    return os.path.lexists(path) and stat.S_IFMT(os.lstat(path).st_mode) not in {
        stat.S_IFREG,
        stat.S_IFDIR,
        stat.S_IFLNK,
    }


def _write_to(path: str, chunks: Iterable[bytes], how: int) -> None:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | _FLAGS | how, 0o666)
    with os.fdopen(number, "wb") as file:
        for chunk in chunks:
            file.write(chunk)


def encode_lines(lines: Iterable[str], screen: Screen) -> Iterator[bytes]:
    """Lines as bytes, a handful of them at once, each past the gate."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(screen.line(line).encode() + b"\n")
        size += len(held[-1])
        if size > _CHUNK:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _give_up(stream: TextIO) -> None:
    """Send to nowhere what is still buffered; the interpreter would try to write it again, and complain, at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
