"""What a run with some options depends on, to be looked up again and again while somebody edits."""

# ruff: noqa: PTH100, PTH112, PTH118, PTH120 -- as in known.py

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from resp_lint.baseline import BASELINE
from resp_lint.cli.check import tasks_of
from resp_lint.cli.known import root
from resp_lint.cli.plans import Plans
from resp_lint.config.find import root_of
from resp_lint.engine.discovery import folders_below
from resp_lint.engine.gitignore import NAME as GITIGNORE
from resp_lint.engine.watch import Inputs
from resp_lint.settings import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.cli.options import Options
    from resp_lint.engine.runner import Task
    from resp_lint.plugins import Registry

NAMES = frozenset({GITIGNORE, BASELINE})


class Lookout:
    """Looks at what is there now; what a broken configuration hides stays as it was seen before."""

    def __init__(self, options: Options, registry: Registry) -> None:
        self._options = options
        self._registry = registry
        self._files = frozenset[str]()
        self._names = NAMES

    def __call__(self) -> Inputs:
        """The folders, pages and files of a run."""
        paths = self._options.paths or (os.curdir,)
        tasks, _ = tasks_of(self._options)
        with suppress(UsageError):  # the run itself tells it
            tasks = self._configured(tasks)
        pages = real(task.path for task in tasks)
        named = (folder for path in paths for folder in (*folders_below(path), *above(os.path.abspath(path))))
        folders = {*named, *map(os.path.dirname, (*pages, *self._files)), root()}
        return Inputs(frozenset(map(os.path.realpath, folders)), pages, real(self._files), self._names)

    def _configured(self, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
        """Those pages that the configuration lets be checked, and what else it says, kept.

        Raises `UsageError`.
        """
        plans = Plans(self._options, self._registry)
        covered = tuple(task for task in tasks if plans.covers(task))
        reports = written(self._options.output_format or plans.configurations.in_folder(os.curdir).output)
        kept = tuple(task for task in covered if os.path.abspath(task.path) not in reports)
        trees = [plans.of(task).settings.profile.tree for task in kept]
        self._names = NAMES.union(*((*tree.contents, *tree.keyrefs) for tree in trees))
        self._files = plans.configurations.files
        return kept


def written(reports: Iterable[str]) -> frozenset[str]:
    """The files that reports go to, given as `FORMAT` or `FORMAT:FILE`; nobody waits for what we write ourselves."""
    files = (report.partition(":")[2] for report in reports)
    return frozenset(os.path.abspath(file) for file in files if file)


def above(path: str) -> Iterator[str]:
    """An absolute folder, or the one that a file is in, and those above it up to the repository's root."""
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    last = root_of(os.path.join(folder, BASELINE))
    yield folder
    while folder != last:
        folder = os.path.dirname(folder)
        yield folder


def real(paths: Iterable[str]) -> frozenset[str]:
    """Paths as the system reports them: absolute, with links to folders followed, each folder once."""
    folders: dict[str, str] = {}
    found = set()
    for path in paths:
        folder, name = os.path.split(path)
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        found.add(os.path.join(folders[folder], name))
    return frozenset(found)
