"""What a run with some options depends on, to be looked up again and again while somebody edits."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from resp_lint.baseline import BASELINE
from resp_lint.cli.options import Options
from resp_lint.cli.session import Session
from resp_lint.config.find import find_root
from resp_lint.engine.discovery import find_folders
from resp_lint.engine.gitignore import NAME as GITIGNORE
from resp_lint.engine.watch import Inputs
from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.engine.runner import Task

NAMES = frozenset({GITIGNORE, BASELINE})


class InputWatcher:
    """Says what there is to watch now; what a broken configuration hides stays as it was seen before."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._files = frozenset[str]()
        self._names = NAMES

    def __call__(self) -> Inputs:
        """The folders, pages and files of a run."""
        pages, root = self._look()
        named = (
            folder
            for path in self._options.paths or (os.curdir,)
            for folder in (*find_folders(path), *list_above(os.path.abspath(path)))
        )
        folders = {*named, *map(os.path.dirname, (*pages, *self._files)), root}
        return Inputs(frozenset(map(os.path.realpath, folders)), pages, resolve_paths(self._files), self._names)

    def _look(self) -> tuple[frozenset[str], str]:
        """The pages, those that the configuration lets be checked where it can be read, and the repository's root."""
        try:
            session = Session(self._options)
        except UsageError:  # the run itself says so
            bare = Session(Options(self._options.paths, isolated=True))
            return resolve_paths(task.path for task in bare.find_files().tasks), bare.root
        tasks = session.find_files().tasks
        with suppress(UsageError):
            tasks = self._configure(session, tasks)
        return resolve_paths(task.path for task in tasks), session.root

    def _configure(self, session: Session, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
        """Those pages that the configuration lets be checked, and what else it says, kept.

        Raises `UsageError`.
        """
        reports = report_files(self._options.output_format)
        kept = tuple(task for task in tasks if session.covers(task) and os.path.abspath(task.path) not in reports)
        session.find_configuration()
        trees = [session.find_checker(task).settings.profile.tree for task in kept]
        self._names = NAMES.union(*((*tree.contents, *tree.keyrefs) for tree in trees))
        self._files = session.configurations.files
        return kept


def report_files(reports: Iterable[str]) -> frozenset[str]:
    """The files that reports go to, given as `FORMAT` or `FORMAT:FILE`; nobody waits for what we write ourselves."""
    files = (report.partition(":")[2] for report in reports)
    return frozenset(os.path.abspath(file) for file in files if file)


def list_above(path: str) -> Iterator[str]:
    """An absolute folder, or the one that a file is in, and those above it up to the repository's root."""
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    last = find_root(os.path.join(folder, BASELINE))
    yield folder
    while folder != last:
        folder = os.path.dirname(folder)
        yield folder


def resolve_paths(paths: Iterable[str]) -> frozenset[str]:
    """Paths as the system reports them: absolute, with links to folders followed, each folder once."""
    folders: dict[str, str] = {}
    found = set()
    for path in paths:
        folder, name = os.path.split(path)
        if folder not in folders:
            folders[folder] = os.path.realpath(folder)
        found.add(os.path.join(folders[folder], name))
    return frozenset(found)
