"""Time resp-lint as its users start it: whole processes, interleaved, medians, and ratios to bare interpreters.

Milliseconds say something about one machine only; ratios travel.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*/*-responsibilities.md"))
RESP_LINT = str(Path(sys.executable).with_name("resp-lint"))
BARE, FLOOR = "python -c pass", "python -c 'import markdown_it, pluggy, yaml'"
MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024  # what ru_maxrss counts


@dataclass
class Case:
    """A command and what its runs took."""

    name: str
    command: list[str]
    exit_codes: tuple[int, ...] = (0,)
    seconds: list[float] = field(default_factory=list)
    peak_mb: float = 0.0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def run(self) -> None:
        """Run the command once, with its output thrown away."""
        start = time.perf_counter()
        silence = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
        pid = os.posix_spawn(self.command[0], self.command, os.environ, file_actions=silence)
        _, status, usage = os.wait4(pid, 0)
        self.seconds.append(time.perf_counter() - start)
        self.peak_mb = max(self.peak_mb, usage.ru_maxrss / MEGABYTE)
        if os.waitstatus_to_exitcode(status) not in self.exit_codes:
            sys.exit(f"{self.name}: exit status {os.waitstatus_to_exitcode(status)}: {' '.join(self.command)}")


def write_pages(folder: Path, count: int) -> int:
    """Write pages that differ in every task, as real pages do; return their size in bytes."""
    size = 0
    for number in range(count):
        text = EXAMPLES[number % len(EXAMPLES)].read_bytes().decode()
        text = re.sub(r"^\| (\w+)", rf"| \1 in cell {number}", text, flags=re.MULTILINE)
        text = re.sub(r"(?<=[a-z])\. \|$", rf" in region {number}. |", text, flags=re.MULTILINE)
        # Header rows stay as they are written.
        text = text.replace(f"| Task in cell {number}", "| Task")
        size += (folder / f"service-{number:05}-responsibilities.md").write_bytes(text.encode())
    return size


def measure(cases: list[Case], repeats: int) -> None:
    """Run all cases in turn, over and over, so that a slow moment of the machine falls on all of them."""
    for case in cases:
        case.run()  # for warm file caches; not counted
        case.seconds.clear()
    for _ in range(repeats):
        for case in cases:
            case.run()


def report(cases: list[Case]) -> None:
    bare, floor = (next(case for case in cases if case.name == name) for name in (BARE, FLOOR))
    print(f"{'':<46}{'median':>10}{'fastest':>10}{'/ bare':>9}{'/ floor':>9}{'peak':>9}")
    for case in cases:
        print(
            f"{case.name:<46}{case.median * 1e3:>7.1f} ms{min(case.seconds) * 1e3:>7.1f} ms"
            f"{case.median / bare.median:>9.2f}{case.median / floor.median:>9.2f}{case.peak_mb:>6.0f} MB"
        )
    print(f"\nbare: {BARE}\nfloor: {FLOOR}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500, help="how many pages the folder holds (default 500)")
    parser.add_argument("--repeats", type=int, default=9, help="how often each command runs (default 9)")
    options = parser.parse_args()
    findings = (0, 1)
    with tempfile.TemporaryDirectory(prefix="resp-lint-bench-") as temporary:
        size = write_pages(Path(temporary), options.pages)
        cases = [
            Case(BARE, [sys.executable, "-c", "pass"]),
            Case(FLOOR, [sys.executable, "-c", "import markdown_it, pluggy, yaml"]),
            Case("resp-lint --version", [RESP_LINT, "--version"]),
            Case("resp-lint PAGE", [RESP_LINT, str(EXAMPLES[0])], findings),
            Case(f"resp-lint FOLDER ({options.pages} pages)", [RESP_LINT, temporary], findings),
        ]
        measure(cases, options.repeats)
    report(cases)
    print(f"{options.pages} pages of {size / options.pages / 1e3:.1f} kB, {options.repeats} runs of each, interleaved")


if __name__ == "__main__":
    main()
