"""Pages checked past this process: in batches, by whatever offers the interface of `concurrent.futures`.

What all pages are checked with is one parcel of bytes: settings, and the codes of rules, as functions do not travel.
It lies beside every batch, as workers come and go; a worker opens it once, and takes the rules from the plugins that
are installed where it runs.  Pages go by
their paths, so that workers must see the same files.  A worker that is lost costs the batches that it held.
"""

from __future__ import annotations

import os
import pickle
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, wait
from functools import lru_cache
from itertools import islice
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.engine.runner import NO_TREE, Lost, check_all, check_file, make_checker
from resp_lint.errors import UsageError
from resp_lint.plugins import load_registry
from resp_lint.settings import Settings  # noqa: TC001 -- a struct tells its fields
from resp_lint.tree import Tree  # noqa: TC001 -- a struct tells its fields
from resp_lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

    from resp_lint.engine.runner import Checker, CheckFile, Each, Found, Task
    from resp_lint.linter import Run


BATCH = 50
"""How many files go to a worker at once."""
PATIENCE = 30.0
"""How many seconds to wait for workers where there are none."""
_LOOK = 1.0
"""Seconds between two looks at whether there are any."""


class Engine(Struct, frozen=True):
    """An executor, whether there is anybody who does its work, and how many seconds to wait where there is nobody."""

    executor: Executor
    has_workers: Callable[[], bool] = lambda: True
    patience: float = PATIENCE


class Order(Struct, frozen=True):
    """What a worker has to know: the version that asks, the folder that paths start from, what pages are checked with.

    Each plan is the codes of rules, settings, and the seconds that a page may take.
    """

    version: str
    start: str
    plans: tuple[tuple[tuple[str, ...], Settings, float], ...]
    tree: Tree


class Numbered(Struct, frozen=True):
    """A page to check, and the number of its plan."""

    task: Task
    plan: int


class Ordered(Struct, frozen=True):
    """What a spawned process is sent: it checks the tasks from one number up to another."""

    parcel: bytes
    tasks: tuple[Numbered, ...]
    check_one: CheckFile

    def __call__(self, start: int, stop: int) -> list[Found]:
        """What is found of some of the tasks."""
        order, checkers = _open_parcel(self.parcel)
        return [self.check_one(it.task, checkers[it.plan], order.tree) for it in self.tasks[start:stop]]


def order_checks(
    tasks: Sequence[Task], checker_of: Callable[[Task], Checker], tree: Tree, check_one: CheckFile = check_file
) -> Ordered:
    """The checks of these tasks, to be sent to another process of this machine."""
    order, numbered = _order(tasks, checker_of, tree)
    return Ordered(pickle.dumps(order), numbered, check_one)


def check_all_on(
    executor: Executor,
    tasks: Sequence[Task],
    checker_of: Callable[[Task], Checker],
    tree: Tree = NO_TREE,
    problems: tuple[str, ...] = (),
) -> Run:
    """`check_all`, with the pages checked by an executor of any kind: the same run, to the byte.

    Of the checkers, the rules go by their codes and the settings as they are; suppressions count.  What is lost with a
    worker is reported among the run's problems.
    """
    return check_all(tasks, checker_of, tree, problems, use_executor(Engine(executor), tasks, checker_of, tree))


def use_executor(
    engine: Engine,
    tasks: Sequence[Task],
    checker_of: Callable[[Task], Checker],
    tree: Tree = NO_TREE,
) -> Each:
    """Something like `map` for these tasks that an executor does.

    Where nobody works for too long, or no batch is done for much longer than its pages may take, the rest is lost.
    """

    def each(_do: object, items: Iterable[Task]) -> list[Found | Lost]:
        order, numbered = _order(tasks, checker_of, tree)
        parcel = pickle.dumps(order)
        batches = [numbered[start : start + BATCH] for start in range(0, len(numbered), BATCH)]
        futures = {engine.executor.submit(check_batch, parcel, batch): batch for batch in batches}
        shown = iter(items)
        slowest = engine.patience + BATCH * max((seconds or inf for _, _, seconds in order.plans), default=0)
        try:
            for future in _wait(futures, engine, slowest):
                for _ in islice(shown, len(futures[future])):
                    pass
            return [result for future, batch in futures.items() for result in _collect_results(future, batch)]
        finally:
            for future in futures:
                future.cancel()

    return each


def _wait(futures: Iterable[Future[list[Found]]], engine: Engine, slowest: float) -> Iterator[Future[list[Found]]]:
    """The futures as they are done, as long as there is hope."""
    waiting = set(futures)
    last_done = last_alive = monotonic()
    while waiting and monotonic() < min(last_alive + engine.patience, last_done + slowest):
        done, waiting = wait(waiting, _LOOK, FIRST_COMPLETED)
        if done:
            last_done = monotonic()
        if done or engine.has_workers():
            last_alive = monotonic()
        yield from done


def check_batch(parcel: bytes, batch: Sequence[Numbered]) -> list[Found]:
    """What a worker does with a batch.

    Raises `UsageError` where another version, or not all the rules, are installed here.
    """
    order, checkers = _open_parcel(parcel)
    return [check_file(it.task, checkers[it.plan], order.tree, order.start) for it in batch]


def _order(
    tasks: Sequence[Task], checker_of: Callable[[Task], Checker], tree: Tree
) -> tuple[Order, tuple[Numbered, ...]]:
    start = os.getcwd()
    checkers: dict[int, Checker] = {}
    numbers: dict[int, int] = {}
    numbered = []
    for task in tasks:
        checker = checker_of(task)
        checkers[id(checker)] = checker
        numbered.append(Numbered(task, numbers.setdefault(id(checker), len(numbers))))
    plans = (
        (tuple(rule.code for rule in it.rules), _move_settings(start, it.settings), it.seconds)
        for it in checkers.values()
    )
    return Order(__version__, start, tuple(plans), tree), tuple(numbered)


def _move_settings(start: str, settings: Settings) -> Settings:
    """Settings whose patterns start from a folder of ours wherever they are looked at."""
    pages = tuple(replace(pattern, start=start) for pattern in settings.responsibility_pages)
    return replace(settings, responsibility_pages=pages)


@lru_cache(maxsize=4)
def _open_parcel(parcel: bytes) -> tuple[Order, tuple[Checker, ...]]:
    order: Order = pickle.loads(parcel)  # noqa: S301 -- whoever may send work here may have it run anything
    if order.version != __version__:
        raise UsageError(f"a worker has resp-lint {__version__}, and this is {order.version}")
    registry = load_registry()
    rules = {rule.code: rule for rule in registry.rules}
    if missing := {code for codes, _, _ in order.plans for code in codes} - rules.keys():
        raise UsageError(f"a worker does not have the plugin with {', '.join(sorted(missing))}")
    return order, tuple(
        make_checker(tuple(rules[code] for code in codes), settings, registry.rules, seconds)
        for codes, settings, seconds in order.plans
    )


def _collect_results(future: Future[list[Found]], batch: Sequence[Numbered]) -> Sequence[Found | Lost]:
    """What came of a batch; where nothing did, why."""
    if not future.done():
        return [Lost(it.task, "no worker was left to check them, or none answered in time") for it in batch]
    try:
        return future.result()
    except UsageError as error:
        reason = str(error)
    except Exception as error:  # noqa: BLE001 -- whatever an engine raises must cost this batch only
        reason = _explain_error(error)
    return [Lost(it.task, reason) for it in batch]


def _explain_error(error: Exception) -> str:
    """Why a batch has no results: an engine has errors of its own for a worker that is gone."""
    name = type(error).__name__
    if isinstance(error, BrokenExecutor | CancelledError) or type(error).__module__.startswith("distributed."):
        return f"their worker was lost ({name})"
    return f"their worker failed ({name}: {error})".partition("\n")[0]
