"""What the measurements are held against."""

from __future__ import annotations

from dataclasses import dataclass

from peers import CHANGES, CONCISE, FIRST, FLOOR, FULL, MATRIX, ONE_JOB, OURS, RUMDL_SECOND, SECOND

ONE, PAGES, DISTINCT, TREE, MANY = (
    "one page",
    "500 pages",
    "500 pages, a third of cells distinct",
    "tree",
    "20,000 pages",
)


@dataclass(frozen=True)
class Target:
    """The most that our time may be, as a ratio to a peer's: at first, and then; `ours` says which run of ours."""

    corpus: str
    peer: str
    first: float
    then: float | None = None
    ours: str = OURS


TARGETS = (
    Target(ONE, FLOOR, 1.3),
    Target(ONE, "codespell", 0.9),
    Target(DISTINCT, "rumdl", 4.5, ours=ONE_JOB),
    Target(PAGES, "rumdl", 3.5),
    Target(PAGES, RUMDL_SECOND, 2.0, ours=SECOND),
    Target(PAGES, FIRST, 0.5, ours=SECOND),
    Target(PAGES, CONCISE, 1.15, ours=FULL),
    Target(PAGES, OURS, 1.3, ours=MATRIX),
    Target(PAGES, OURS, 3.0, ours=CHANGES),
    Target(TREE, "rumdl", 0.15),
)
MEMORY_MB = {PAGES: 40, TREE: 45, MANY: 120}
EXPONENTS = {"bytes": 1.05, "files": 1.02, "findings": 1.05}
