"""Who owns what on the pages of a command line: in the folder, at a revision, or in an exported file."""

from __future__ import annotations

import os
import pickle
from collections import Counter
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.cli.jobs import choose_each, refuse_engine, runs_here
from resp_lint.cli.output import complain
from resp_lint.cli.progress import watch_progress
from resp_lint.cli.session import Tasks
from resp_lint.engine.discovery import SUFFIXES
from resp_lint.engine.runner import Checker, Loaded, Lost, Task, load
from resp_lint.engine.trees import AS_IT_IS, Overlay
from resp_lint.errors import UsageError
from resp_lint.io import read_file
from resp_lint.ownership.export import Matrix, SchemaError, read_matrix
from resp_lint.ownership.extract import read_ownership
from resp_lint.ownership.keyrefs import MAX_BYTES, find_keyrefs, map_texts, read_keyrefs, show_keyrefs
from resp_lint.page.collector import pause_collector
from resp_lint.page.safe_yaml import YamlError, YamlLimitError
from resp_lint.report.summary import format_count
from resp_lint.tree import list_folders_above
from resp_lint.vcs.git import read_blobs
from resp_lint.vcs.revisions import list_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from resp_lint.cli.options import Options
    from resp_lint.cli.session import Session
    from resp_lint.engine.executors import Engine
    from resp_lint.linter import CheckedPage
    from resp_lint.ownership.model import PageOwnership
    from resp_lint.settings import Settings

BATCH = 50
PAGE_SECONDS = 30
"""No page takes as long; whoever takes longer for all of a batch is lost."""


class Unreadable(Struct, frozen=True):
    """A page that cannot be read, and why."""

    path: str
    reason: str


if TYPE_CHECKING:
    Read = PageOwnership | Unreadable | None
    Each = Callable[[Callable[[Task], Read], Iterable[Task]], list[Any]]


class OwnedTree(Struct, frozen=True):
    """What the pages of a folder or a revision say, and what kept others from being read."""

    matrix: Matrix
    problems: tuple[str, ...]


def read_folder(session: Session, keyrefs: Sequence[str]) -> OwnedTree:
    """Who owns what by the pages that a check of the same command line would look at.

    Raises `UsageError`.
    """
    refuse_engine(session.options)
    return _read(session, session.find_tasks(), Keyrefs(keyrefs, AS_IT_IS))


def read_revision(session: Session, revision: str, keyrefs: Sequence[str]) -> OwnedTree:
    """The same of the pages at a revision, which are read out of git.

    Raises `UsageError`.
    """
    refuse_engine(session.options)
    named = session.options.paths
    files = list_files(revision, os.curdir, session.paths)
    pages = {path: blob for path, blob in files.items() if path.lower().endswith(SUFFIXES)}
    covered = [path for path in pages if path in named or session.find_configuration(path).covers(path)]
    maps = {name for path in covered for name in session.find_configuration(path).settings.profile.tree.keyrefs}
    others = {path: blob for path, blob in files.items() if os.path.basename(path) in maps}
    blobs = read_blobs(os.curdir, [*(pages[path] for path in covered), *others.values()])
    tasks = Tasks(tuple(Task(path, path in named, blobs[pages[path]]) for path in sorted(covered)))
    overlay = Overlay({os.path.realpath(path): blobs[blob] for path, blob in others.items()})
    found = _read(session, tasks, Keyrefs(keyrefs, overlay, only_given=True))
    return replace(found, matrix=replace(found.matrix, revision=revision))


def read_exported(path: str) -> Matrix:
    """What a file says that an earlier run exported.

    Raises `UsageError`.
    """
    try:
        return read_matrix(read_file(path, MAX_EXPORTED))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except SchemaError as error:
        raise UsageError(f"{path}: {error}") from None


MAX_EXPORTED = 256 * 1024 * 1024


def _read(session: Session, found_tasks: Tasks, keyrefs: Keyrefs) -> OwnedTree:
    tasks, options = found_tasks.tasks, session.options
    checkers = [session.find_checker(task) for task in tasks]
    order = _Order(
        tasks,
        tuple(checker.settings for checker in checkers),
        tuple(
            keyrefs.around(task.path, checker.settings.profile.tree.keyrefs)
            for task, checker in zip(tasks, checkers, strict=True)
        ),
        os.getcwd(),
    )
    numbers = {task.path: number for number, task in enumerate(tasks)}

    def read(task: Task) -> Read:
        number = numbers[task.path]
        return read_one(task, checkers[number], order.keyrefs[number])

    with (
        watch_progress(tasks, os.environ, quiet=options.verbosity < 0) as items,
        _workers(order, options) as each,
    ):
        found = each(read, items)
    pages = tuple(page for page in found if page is not None and not isinstance(page, Unreadable | Lost))
    lost = tuple(f"not read: {one.task.path}, as {one.reason}" for one in found if isinstance(one, Lost))
    unread = tuple(f"{one.path}: {one.reason}" for one in found if isinstance(one, Unreadable))
    every = {keyref: text for some in order.keyrefs for keyref, text in some.items()}
    return OwnedTree(Matrix(pages, None, every), (*found_tasks.problems, *keyrefs.problems, *unread, *lost))


@pause_collector()
def read_one(task: Task, checker: Checker, keyrefs: Mapping[str, str], start: str = "") -> Read:
    """Who owns what by one page; None where it is skipped."""
    loaded = load(task, checker, start)
    if not isinstance(loaded, Loaded):
        return None if loaded is None else _explain(loaded)
    return _resolve(read_ownership(loaded.page), keyrefs)


class _Order(Struct, frozen=True):
    """What the pages of a run are read with, in the order of the tasks: settings, and keyrefs that files explain."""

    tasks: tuple[Task, ...]
    settings: tuple[Settings, ...]
    keyrefs: tuple[Mapping[str, str], ...]
    start: str

    def __call__(self, start: int, stop: int) -> list[Read]:
        """What the pages from one number up to another say."""
        some = slice(start, stop)
        checkers = [Checker((), one) for one in self.settings[some]]
        return [
            read_one(*order, self.start) for order in zip(self.tasks[some], checkers, self.keyrefs[some], strict=True)
        ]


@contextmanager
def _workers(order: _Order, options: Options) -> Iterator[Each]:
    """What goes through the pages: this process, all cores, or an executor.

    Raises `UsageError`.
    """
    if runs_here(options):
        work: Any = order
        here: Any = choose_each(order.tasks, options, lambda: work)
        yield lambda do, items: list(here(do, items))
        return
    from resp_lint.engine.engines import open_engine  # few runs leave this machine

    with open_engine(options.executor, options.executor_timeout) as found:
        yield lambda _do, items: _read_elsewhere(found, order, items)


def _read_elsewhere(engine: Engine, order: _Order, items: Iterable[Task]) -> list[Any]:
    """What workers read, in batches; what is lost with a worker stands as such in its place."""
    futures = []
    for first in range(0, len(order.tasks), BATCH):
        some = slice(first, first + BATCH)
        part = _Order(order.tasks[some], order.settings[some], order.keyrefs[some], order.start)
        futures.append((part.tasks, engine.executor.submit(read_batch, pickle.dumps(part))))
    shown = iter(items)
    found: list[Any] = []
    for tasks, future in futures:
        try:
            found += future.result(engine.patience + BATCH * PAGE_SECONDS)
        except Exception as error:  # noqa: BLE001 -- whatever an engine raises must cost this batch only
            found += [Lost(task, f"their worker failed ({type(error).__name__})") for task in tasks]
        for _ in islice(shown, len(tasks)):
            pass
    return found


def read_batch(parcel: bytes) -> list[Read]:
    """What a worker does with a batch."""
    order: _Order = pickle.loads(parcel)  # noqa: S301 -- whoever may send work here may run anything
    return order(0, len(order.tasks))


def _explain(page: CheckedPage) -> Unreadable:
    return Unreadable(page.source.path, page.findings[0].message if page.findings else "cannot be read")


def _resolve(page: PageOwnership, known: Mapping[str, str]) -> PageOwnership:
    """A page with those keyrefs in words that files explain; the profile's own names go with them."""
    if not known:
        return page
    words = {**page.keyrefs, **known}
    return map_texts(page, lambda text: show_keyrefs(text, words, names=False))


class Keyrefs:
    """The files that explain keyrefs: those that the command line names, and those in the folders above a page."""

    def __init__(self, named: Sequence[str], files: Overlay, *, only_given: bool = False) -> None:
        self._files = files
        self._only_given = only_given
        self._read: dict[str, Mapping[str, str]] = {}
        self.problems: tuple[str, ...] = ()
        self._named: dict[str, str] = {}
        for path in named:
            self._named |= self._load_named(path)

    def around(self, page: str, names: Iterable[str]) -> Mapping[str, str]:
        """The keyrefs that are explained for a page; what the command line names counts most, then the nearest."""
        found: dict[str, str] = {}
        names = tuple(names)
        for folder in list_folders_above(page):
            for name in names:
                for keyref, text in self._load(os.path.join(folder, name)).items():
                    found.setdefault(keyref, text)
        return {**found, **self._named}

    def _load_named(self, path: str) -> Mapping[str, str]:
        try:
            return read_keyrefs(read_file(path, MAX_BYTES + 1).decode())
        except OSError as error:
            raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
        except (UnicodeDecodeError, YamlError, YamlLimitError) as error:
            raise UsageError(f"{path}: no map of keyrefs: {error}") from None

    def _load(self, path: str) -> Mapping[str, str]:
        if path not in self._read:
            self._read[path] = self._load_found(path)
        return self._read[path]

    def _load_found(self, path: str) -> Mapping[str, str]:
        if self._only_given and os.path.realpath(path) not in self._files.given:
            return {}
        if not self._files.has(path):
            return {}
        try:
            return read_keyrefs(self._files.read(path).decode())
        except OSError as error:
            self.problems += (f"{path}: cannot be read: {error.strerror}",)
        except (UnicodeDecodeError, YamlError, YamlLimitError) as error:
            self.problems += (f"{path}: {error}",)
        return {}


def tell_unknown_keyrefs(matrices: Iterable[Matrix]) -> None:
    """Say once how many keyrefs nobody explains."""
    unknown: Counter[str] = Counter()
    for matrix in matrices:
        for page in matrix.pages:
            known = {**page.keyrefs, **matrix.keyrefs}
            unknown.update(keyref for keyref in find_keyrefs(page) if keyref not in known)
    if unknown:
        number, names = format_count(sum(unknown.values()), "keyref"), format_count(len(unknown), "name")
        complain(f"{number} ({names}) that no file explains; --keyrefs FILE resolves them")
