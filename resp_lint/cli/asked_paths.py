"""The paths that a run was asked about, held against what only git still knows."""

# ruff: noqa: PTH118 -- paths as strings, as everywhere near the tree

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resp_lint.engine.discovery import SUFFIXES
from resp_lint.engine.gitignore import is_ignored
from resp_lint.engine.runner import Task

if TYPE_CHECKING:
    from collections.abc import Sequence


class Paths:
    """The paths that a run was asked about: what they make of a file that they do not lead to any more."""

    def __init__(self, given: Sequence[str]) -> None:
        self.given = given
        self._tops = {path: os.path.realpath(path) for path in given}

    def task(self, real: str) -> Task | None:
        """A file as a task with the path that the run would have shown; None where it was not asked about."""
        for path, top in self._tops.items():
            if real == top:
                return Task(path)
            if below(real, top) and real.lower().endswith(SUFFIXES) and not is_ignored(real):
                return Task(os.path.normpath(os.path.join(path, os.path.relpath(real, top))), named=False, root=path)
        return None


def below(real: str, top: str) -> bool:
    """Whether a path lies in a folder."""
    return real.startswith(os.path.join(top, ""))
