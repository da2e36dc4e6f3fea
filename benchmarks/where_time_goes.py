"""Show where the time goes: imports of a run over one page; functions and rules of one over 500: `make profile`."""

from __future__ import annotations

import argparse
import json
import pstats
import re
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from peers import HOME, PYTHON, RESP_LINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Stats = Mapping[tuple[str, int, str], tuple[int, int, float, float, object]]

CORPORA = HOME / "corpora"
PROFILE = HOME / "pages.pstats"
REPEATS = 5
_IMPORT = re.compile(rb"^import time: +(\d+) \| +\d+ \| +(\S+)$", re.MULTILINE)
_PLACE = re.compile(r".*/(?:site-packages|lib/python[\d.]+)/")


def imports(page: str) -> dict[str, float]:
    """The milliseconds that each module took to import, without what it imported: medians of a few runs."""
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(REPEATS):
        command = [PYTHON, "-X", "importtime", RESP_LINT, page]
        done = subprocess.run(command, cwd=CORPORA, capture_output=True, check=False)
        for microseconds, name in _IMPORT.findall(done.stderr):
            taken[name.decode()].append(int(microseconds) / 1e3)
    return {name: statistics.median(some) for name, some in taken.items()}


def by_package(modules: Mapping[str, float]) -> dict[str, float]:
    """The time of all modules of each top-level package; the standard library counts as one.

    >>> by_package({"re": 1, "json.decoder": 2, "yaml.nodes": 3, "yaml": 4})
    {'standard library': 3.0, 'yaml': 7.0}
    """
    total: dict[str, float] = defaultdict(float)
    for name, milliseconds in modules.items():
        package = name.partition(".")[0]
        total["standard library" if package in sys.stdlib_module_names else package] += milliseconds
    return dict(total)


def functions() -> tuple[tuple[str, int, float, float], ...]:
    """Each function of a run over 500 pages: its name, its calls, its own milliseconds and those with its calls."""
    # cProfile sees one process, and `--timing` keeps the run in one.
    command = [PYTHON, "-m", "cProfile", "-o", str(PROFILE), RESP_LINT, "--timing", "pages"]
    subprocess.run(command, cwd=CORPORA, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    # What `pstats.Stats` offers by methods is text, or joins functions of one name.
    stats: Stats = vars(pstats.Stats(str(PROFILE)))["stats"]
    rows = ((_named(*key), calls, own * 1e3, all_of_it * 1e3) for key, (_, calls, own, all_of_it, _) in stats.items())
    return tuple(sorted(rows, key=lambda row: -row[2]))


def _named(path: str, line: int, name: str) -> str:
    return name if path == "~" else f"{_PLACE.sub('', path)}:{line} {name}"


def told(page: str, limit: int) -> Iterator[str]:
    """Everything, in lines for people."""
    modules = imports(page)
    yield f"Imports of a run over one page: {sum(modules.values()):.1f} ms in {len(modules)} modules"
    yield from _ranked(by_package(modules).items(), limit)
    yield "\nModules that take longest, without what they import"
    yield from _ranked(modules.items(), limit)
    rows = functions()
    yield "\nFunctions of a run over 500 pages; watching them costs time of its own, most where calls are many"
    yield f"{'own ms':>9}{'all ms':>9}{'calls':>11}  function"
    for name, calls, own, whole in rows[:limit]:
        yield f"{own:>9.0f}{whole:>9.0f}{calls:>11,}  {name}"
    yield "\nPhases and rules of a run over 500 pages"
    command = [RESP_LINT, "--timing", "--quiet", "pages"]
    done = subprocess.run(command, cwd=CORPORA, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    yield done.stderr.decode()


def _ranked(times: Iterable[tuple[str, float]], limit: int) -> Iterator[str]:
    for name, milliseconds in sorted(times, key=lambda item: -item[1])[:limit]:
        yield f"{milliseconds:>9.1f} ms  {name}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=25, help="how many lines each table has (default 25)")
    made = subprocess.run(
        [sys.executable, Path(__file__).with_name("corpora.py"), CORPORA], stdout=subprocess.PIPE, check=True
    )
    for line in told(json.loads(made.stdout)["first"], parser.parse_args().limit):
        print(line)


if __name__ == "__main__":
    main()
