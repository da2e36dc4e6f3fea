"""Runs whole processes in turn and keeps what each took.

This process stays small on purpose: the peak memory of a child counts from the moment at which it was started, when it
was still as large as its parent.
"""

from __future__ import annotations

import fcntl
import os
import pty
import resource
import shutil
import statistics
import struct
import sys
import termios
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024  # what ru_maxrss counts


class FailedRunError(Exception):
    """A command ended with a status that says that it did not do its work."""


@dataclass(frozen=True)
class Once:
    """What one run took: seconds on the wall, seconds of all cores, the peak of its largest process, its status."""

    wall: float
    cpu: float
    peak_mb: float
    status: int


@dataclass
class Case:
    """A command, how often it runs, and what its runs took.

    `scale` is how much more there is to do than the command does: more than 1 where it runs on a sample.  `environ` is
    what its environment holds beside ours, and `without` a folder that is to be gone before each run.  The output goes
    to a `terminal`, or nowhere.
    """

    name: str
    command: tuple[str, ...]
    rounds: int
    fine: tuple[int, ...] = (0, 1)
    scale: float = 1.0
    environ: Mapping[str, str] = field(default_factory=dict)
    without: str = ""
    terminal: bool = False
    runs: list[Once] = field(default_factory=list)

    def run(self) -> None:
        """Run the command once.

        Raises `FailedRunError`.
        """
        if self.without:
            shutil.rmtree(self.without, ignore_errors=True)
        once = run_on_terminal(self.command) if self.terminal else run(self.command, self.environ)
        if once.status not in self.fine:
            raise FailedRunError(f"{self.name}: exit status {once.status}: {' '.join(self.command)}")
        self.runs.append(once)

    @property
    def wall(self) -> float:
        """The median, scaled up where the command runs on a sample."""
        return self.scale * statistics.median(one.wall for one in self.runs)

    @property
    def least_cpu(self) -> float:
        """The least of all runs: whatever disturbs one makes it longer, never shorter."""
        return self.scale * min(one.cpu for one in self.runs)

    @property
    def spread(self) -> float:
        """How far the slowest run lies above the fastest, as a share of the median."""
        walls = [one.wall for one in self.runs]
        return (max(walls) - min(walls)) / statistics.median(walls)

    @property
    def peak_mb(self) -> float:
        return max(one.peak_mb for one in self.runs)


def least_peak_mb() -> float:
    """The peak of this process so far: no child can show a smaller one."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def run(command: tuple[str, ...], environ: Mapping[str, str] | None = None) -> Once:
    """Run a command with nothing to read and its output thrown away."""
    silence = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    return _spawn(command, {**os.environ, **(environ or {})}, silence)


def run_on_terminal(command: tuple[str, ...]) -> Once:
    """Run a command that writes to a terminal of 120 columns, which reads along."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    reader = threading.Thread(target=_drain, args=(ours,))
    reader.start()
    try:
        files = [(os.POSIX_SPAWN_DUP2, theirs, number) for number in (0, 1, 2)]
        return _spawn(command, {**os.environ, "TERM": "xterm-256color"}, files)
    finally:
        os.close(theirs)
        reader.join()
        os.close(ours)


def _drain(terminal: int) -> None:
    with suppress(OSError):  # nobody holds the other end any more
        while os.read(terminal, 1 << 16):
            pass


def _spawn(command: tuple[str, ...], environ: Mapping[str, str], files: Sequence[tuple[object, ...]]) -> Once:
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, environ, file_actions=files)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    return Once(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEGABYTE, code)


def interleave(cases: Sequence[Case], tell: Callable[[str], None]) -> None:
    """Run all cases in turn, over and over, so that a slow moment of the machine falls on all of them.

    Those that run more than once run once more before, for warm file caches; that run is not counted.
    """
    for case in cases:
        if case.rounds > 1:
            tell(f"{case.name}, warming up")
            case.run()
            case.runs.clear()
    for number in range(max(case.rounds for case in cases)):
        for case in cases:
            if number < case.rounds:
                tell(f"{case.name}, {number + 1} of {case.rounds}")
                case.run()


def ratio(ours: Case, theirs: Case, *, cpu: bool = False) -> float:
    """The median of the ratios of the runs that stood side by side: of time, or of processor time of all cores."""
    pairs = zip(ours.runs, theirs.runs, strict=False)
    if cpu:
        return statistics.median(one.cpu * ours.scale / (other.cpu * theirs.scale) for one, other in pairs)
    return statistics.median(one.wall * ours.scale / (other.wall * theirs.scale) for one, other in pairs)
