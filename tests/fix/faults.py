"""Tries the writer with a fault at each of its system calls, each in a process of its own, and prints what is wrong.

It forks, which a process with threads must not; so the tests run it as a program: `faults.py FOLDER`.
"""

# ruff: noqa: ANN401 -- it stands in for all of `os`

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resp_lint.cli.main import TerminatedError, _handle_signals
from resp_lint.fix import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EINTR)
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
KINDS = ("plain", "symlink", "hard link", "read-only", "crlf")
OLD, NEW = b"| a | b |\n", b"\xef\xbb\xbf| a | N/A |\n" * 1000
DONE, REFUSED, WRITTEN, STOPPED, BROKEN = 0, 3, 4, 5, 6


@dataclass(frozen=True)
class Fault:
    """What happens at the `at`th system call: an error or a signal, before the call or once it is done."""

    at: int
    number: int
    is_signal: bool = False
    after: bool = False

    def strike(self) -> None:
        """Let it happen."""
        if self.is_signal:
            os.kill(os.getpid(), self.number)
        else:
            raise OSError(self.number, os.strerror(self.number))


class FaultyOs:
    """The `os` that the writer sees: it counts the calls, writes at most 5,000 bytes at once, and fails as told."""

    def __init__(self, fault: Fault | None) -> None:
        self.calls: list[str] = []
        self.fault = fault
        self.path = os.path

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._counted(name, real) if callable(real) and name not in {"urandom", "stat_result"} else real

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.calls.append(name)
            fault = self.fault if self.fault and self.fault.at == len(self.calls) else None
            if fault and not fault.after:
                fault.strike()
            if name == "write":
                arguments = (arguments[0], arguments[1][:5000])
            result = real(*arguments, **options)
            if fault and fault.after:
                fault.strike()
            return result

        return call


@dataclass(frozen=True)
class Place:
    """A file to be fixed, made anew: the path that is named, the file that is meant, and what it holds."""

    path: Path
    target: Path
    old: bytes
    new: bytes


def made(kind: str, folder: Path) -> Place:
    folder.mkdir()
    target = folder / "page.md"
    ending = b"\r\n" if kind == "crlf" else b"\n"
    old, new = OLD.replace(b"\n", ending), NEW.replace(b"\n", ending)
    target.write_bytes(old)
    target.chmod(0o444 if kind == "read-only" else 0o640)
    if os.geteuid() == 0:  # nobody else can give a file away
        os.chown(target, 1, 1)
    if hasattr(os, "setxattr"):
        with suppress(OSError):  # not every file system has them
            os.setxattr(target, "user.note", b"kept")
    if kind == "hard link":
        (folder / "other.md").hardlink_to(target)
    if kind == "symlink":
        (folder / "link.md").symlink_to("page.md")
    return Place(folder / "link.md" if kind == "symlink" else target, target, old, new)


def attributes(path: Path) -> tuple[Any, ...]:
    found = path.stat()
    names = os.listxattr(path) if hasattr(os, "listxattr") else []
    return found.st_mode, found.st_uid, found.st_gid, {name: os.getxattr(path, name) for name in names}


def told(place: Place, faulty: FaultyOs) -> int:
    """Write the page, as `main` would, and say what the writer says of it."""
    vars(write)["os"] = faulty
    try:
        with _handle_signals():
            write.replace_file(str(place.path), place.old, place.new, str(place.path.parent))
    except write.WriteError as error:
        line = str(error)
        fine = line.startswith(f"{place.path}: ") and "\n" not in line and ".tmp" not in line
        return (WRITTEN if error.written else REFUSED) if fine else BROKEN
    except (KeyboardInterrupt, TerminatedError):
        return STOPPED
    except BaseException:  # noqa: BLE001 -- whatever else it is must not happen
        return BROKEN
    return DONE


def outcome(place: Place, fault: Fault) -> int:
    """What the writer says, or minus the signal that killed it."""
    child = os.fork()
    if not child:
        os._exit(told(place, FaultyOs(fault)))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def complaints(kind: str, place: Place, before: tuple[Any, ...], code: int) -> Iterator[str]:
    """What is not as it must be after the writer said what it said."""
    held = place.target.read_bytes()
    if held not in {place.old, place.new}:
        yield "bytes are lost"
    if code == BROKEN or (code < 0 and code != -signal.SIGKILL):
        yield f"it ended in an unforeseen way: {code}"
    if (code in {DONE, WRITTEN} and held != place.new) or (code == REFUSED and held != place.old):
        yield "what it said is not true"
    if attributes(place.target) != before:
        yield "owner, mode or attributes changed"
    if kind in {"hard link", "read-only"} and held != place.old:
        yield "it should have been refused"
    if kind == "symlink" and not place.path.is_symlink():
        yield "the link is gone"
    if kind == "hard link" and not place.target.samefile(place.path.with_name("other.md")):
        yield "the hard links came apart"
    if code != -signal.SIGKILL and list(place.path.parent.glob(".resp-lint-*")):
        yield "a temporary file is left"


def faults(calls: list[str]) -> Iterator[Fault]:
    for at, name in enumerate(calls, 1):
        yield from (Fault(at, number) for number in ERRORS)
        if name == "replace":  # over a network it can fail and be done
            yield from (Fault(at, number, after=True) for number in ERRORS)
        yield from (Fault(at, number, True, after) for number in SIGNALS for after in (False, True))  # noqa: FBT003


def calls_of(kind: str, folder: Path) -> list[str]:
    """The system calls of a run without any fault."""
    counting = FaultyOs(None)
    told(made(kind, folder), counting)
    vars(write)["os"] = os
    return counting.calls


def main(folder: Path) -> None:
    tried = 0
    wrong = []
    called = {}
    for kind in KINDS:
        called[kind] = calls_of(kind, folder / kind)
        for fault in faults(called[kind]):
            tried += 1
            place = made(kind, folder / str(tried))
            before = attributes(place.target)
            code = outcome(place, fault)
            call = called[kind][fault.at - 1]
            wrong += [f"{kind}: {fault} in {call}: {it}" for it in complaints(kind, place, before, code)]
    print(json.dumps({"tried": tried, "called": called, "wrong": wrong}))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
