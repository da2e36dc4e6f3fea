"""Which findings of a fixed page were not there before: each known one answers for one of today."""

from __future__ import annotations

import pytest

from resp_lint.finding import Level
from resp_lint.fix.new_findings import new_findings
from resp_lint.rule import Finding
from resp_lint.source import Position

Place = tuple[str, str, int, int]

# What was known and what is there now, as code, message, start and end; and the numbers of those that are new.
CASES: dict[str, tuple[list[Place], list[Place], list[int]]] = {
    "the same": ([("A", "x", 1, 5)], [("A", "x", 1, 5)], []),
    "none was known": ([], [("A", "x", 1, 5)], [0]),
    "none is left": ([("A", "x", 1, 5)], [], []),
    "other words in the same place": ([("A", "x", 1, 5)], [("A", "y", 1, 5)], []),
    "other words in a place that overlaps": ([("A", "x", 1, 5)], [("A", "y", 4, 9)], []),
    "other words in a place that touches": ([("A", "x", 1, 5)], [("A", "y", 5, 9)], []),
    "other words right before": ([("A", "x", 5, 9)], [("A", "y", 1, 5)], []),
    "other words in another place": ([("A", "x", 1, 5)], [("A", "y", 6, 9)], [0]),
    "other words before": ([("A", "x", 6, 9)], [("A", "y", 1, 5)], [0]),
    "the same words in another place": ([("A", "x", 1, 5)], [("A", "x", 6, 9)], []),
    "another rule": ([("A", "x", 1, 5)], [("B", "x", 1, 5)], [0]),
    "one more in the same words": ([("A", "x", 1, 5)], [("A", "x", 1, 5), ("A", "x", 6, 9)], [1]),
    "one more in the same place": ([("A", "x", 1, 5)], [("A", "x", 1, 5), ("A", "y", 1, 5)], [1]),
    "the exact one first, then the place": (
        [("A", "x", 1, 5), ("A", "y", 1, 5)],
        [("A", "z", 1, 5), ("A", "x", 1, 5)],
        [],
    ),
    "the exact one is taken by nobody else": ([("A", "x", 1, 5)], [("A", "y", 1, 5), ("A", "x", 1, 5)], [0]),
    "the place before the words": (
        [("A", "x", 1, 5), ("A", "y", 7, 9)],
        [("A", "y", 1, 5), ("A", "z", 7, 9)],
        [],
    ),
}


def place(code: str, message: str, start: int, end: int) -> tuple[Finding, int, int]:
    finding = Finding(code, code, Level.ERROR, "page.md", Position(1, 1), Position(1, 1), message, "", None)
    return finding, start, end


@pytest.mark.parametrize(("known", "now", "new"), CASES.values(), ids=CASES)
def test_new_findings(known: list[Place], now: list[Place], new: list[int]) -> None:
    placed = [place(*it) for it in now]
    assert new_findings((place(*it) for it in known), placed) == [placed[number][0] for number in new]
