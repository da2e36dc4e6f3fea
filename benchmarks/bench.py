"""Measure resp-lint against its peers, as users start them, and write RESULTS.md: `make bench`.

Milliseconds say something about one machine only; ratios travel.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from growth import fits
from machine import busy_share, machine
from measure import FailedRunError, interleave, least_peak_mb
from peers import (
    BARE_TOOLS,
    CACHE_FOLDER,
    HOME,
    OURS,
    OWNERSHIP_TOOLS,
    TOOLS,
    run_in_one_job,
    runs_on_terminal,
    runs_with_cache,
)
from results import Measured, rendered
from server import find_section
from targets import DISTINCT, MANY, ONE, PAGES, TREE

if TYPE_CHECKING:
    from collections.abc import Callable

    from measure import Case

HERE = Path(__file__).parent
CORPORA = HOME / "corpora"
START = "start"
FAST = (OURS, "rumdl", "rumdl, heading and table rules", "typos", "codespell")


@dataclass(frozen=True)
class Pace:
    """How often everything runs, and on which folder the peers that need minutes do."""

    often: int
    some: int
    few: int
    slow_pages: str
    slow_tree: str


THOROUGH = Pace(often=15, some=7, few=3, slow_pages="pages", slow_tree="tree")
QUICK = Pace(often=5, some=3, few=1, slow_pages="pages-sample", slow_tree="tree-tenth")


def plan(built: dict[str, Any], pace: Pace) -> dict[str, list[Case]]:
    """What runs on which corpus, how often, and on a sample where the whole would take hours."""
    first = built["first"]
    sizes = {name: facts["bytes"] for name, facts in built["corpora"].items()}

    def slow(tool: str, corpus: str, folder: str, rounds: int = 1) -> Case:
        return TOOLS[tool].case(folder, rounds, sizes[corpus] / sizes[folder])

    return {
        START: [tool.case("", pace.often) for tool in (*BARE_TOOLS, *TOOLS.values())],
        ONE: [tool.case(first, pace.often) for tool in (BARE_TOOLS[1], *TOOLS.values())],
        PAGES: [
            *(TOOLS[name].case("pages", pace.some) for name in FAST),
            run_in_one_job("pages", pace.some),
            *runs_with_cache("pages", pace.some),
            *runs_on_terminal("pages", pace.some),
            *(tool.case("pages", pace.some) for tool in OWNERSHIP_TOOLS),
            TOOLS["markdownlint-cli2"].case("pages", pace.few),
            slow("pymarkdown", "pages", pace.slow_pages),
        ],
        DISTINCT: [*(TOOLS[name].case("distinct", pace.some) for name in FAST), run_in_one_job("distinct", pace.some)],
        TREE: [
            *(TOOLS[name].case("tree", pace.some) for name in FAST),
            slow("markdownlint-cli2", "tree", pace.slow_tree),
            slow("pymarkdown", "tree", "tree-sample"),
        ],
        MANY: [TOOLS[OURS].case("many", 1)],
    }


def progress() -> Callable[[str], None]:
    """A function that says what is being done: on a terminal in one line, elsewhere in one for each corpus."""
    start = time.monotonic()
    told = ""

    def tell(what: str) -> None:
        nonlocal told
        line = f"{time.monotonic() - start:4.0f} s  {what}"
        if sys.stderr.isatty():
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        elif told != (told := what.partition(":")[0]):
            print(line, file=sys.stderr, flush=True)

    return tell


def build() -> dict[str, Any]:
    """Build the corpora in a process of its own, so that this one stays small."""
    made = subprocess.run([sys.executable, HERE / "corpora.py", CORPORA], stdout=subprocess.PIPE, check=True)
    os.sync()
    built: dict[str, Any] = json.loads(made.stdout)
    return built


def measured(pace: Pace, tell: Callable[[str], None], *, cpu: bool) -> Measured:
    """Everything.

    Raises `FailedRunError`.
    """
    tell("building the corpora")
    built = build()
    os.chdir(CORPORA)
    os.environ[CACHE_FOLDER] = os.devnull  # --no-cache would have the command line parsed, as no plain run does
    before, here = busy_share(), machine()
    cases = plan(built, pace)
    for corpus, some in cases.items():
        interleave(some, lambda what, corpus=corpus: tell(f"{corpus}: {what}"))  # type: ignore[misc]
    sizes = [(family, size) for family, size in built["growth"]]
    grown = fits(sizes, min(5, pace.some), lambda what: tell(f"growth: {what}"))
    return Measured(built, cases, grown, here, max(before, busy_share()), least_peak_mb(), pace is THOROUGH, cpu)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs, slow peers on samples (about three minutes)")
    parser.add_argument("--output", type=Path, default=HERE / "RESULTS.md", help="where the results are written to")
    parser.add_argument("--cpu", action="store_true", help="compare processor time, on a machine that others use")
    options = parser.parse_args()
    output: Path = options.output.resolve()
    tell = progress()
    try:
        found = measured(QUICK if options.quick else THOROUGH, tell, cpu=options.cpu)
    except FailedRunError as error:
        sys.exit(f"\nerror: {error}")
    text = rendered(found, (HERE / "NOTES.md").read_bytes().decode())
    if output.exists():
        text += find_section(output.read_bytes().decode())  # of the language server, which `make bench-server` writes
    output.write_bytes(text.encode())
    tell(f"done: {output}\n")
    print(text)


if __name__ == "__main__":
    main()
