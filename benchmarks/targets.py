"""What the measurements are held against."""

from __future__ import annotations

from dataclasses import dataclass

from peers import CHANGES, FIRST, FLOOR, MATRIX, OURS, SECOND

ONE, PAGES, DISTINCT, TREE = "one page", "500 pages", "500 pages, all cells changed", "tree"


@dataclass(frozen=True)
class Target:
    """The most that our time may be, as a ratio to a peer's: at first, and then; `ours` says which run of ours."""

    corpus: str
    peer: str
    first: float
    then: float | None = None
    ours: str = OURS


TARGETS = (
    Target(ONE, FLOOR, 1.4, 1.2),
    Target(ONE, "codespell", 1.0),
    Target(ONE, "markdownlint-cli2", 0.33),
    Target(ONE, "pymarkdown", 0.4),
    Target(PAGES, "rumdl", 1.3, 0.8),
    Target(PAGES, "codespell", 0.6),
    Target(PAGES, "markdownlint-cli2", 0.03),
    Target(PAGES, "pymarkdown", 0.007),
    Target(PAGES, FIRST, 0.5, ours=SECOND),
    Target(PAGES, OURS, 1.3, ours=MATRIX),
    Target(PAGES, OURS, 3.0, ours=CHANGES),
    Target(TREE, "rumdl", 0.07, 0.035),
    Target(TREE, "codespell", 0.05),
    Target(TREE, "markdownlint-cli2", 0.002),
    Target(TREE, "pymarkdown", 0.0003),
)
MEMORY_MB = {PAGES: 40, TREE: 45}
EXPONENT = 1.05
