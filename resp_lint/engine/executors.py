"""Pages checked past this process: in batches, by whatever offers the interface of `concurrent.futures`.

What all pages are checked with is one parcel of bytes: settings, and the codes of rules, as functions do not travel.
It lies beside every batch, as workers come and go; a worker opens it once, and takes the rules from the plugins that
are installed where it runs.  Pages go by
their paths, so that workers must see the same files.  A worker that is lost costs the batches that it held.
"""

from __future__ import annotations

import os
import pickle
from concurrent.futures import BrokenExecutor, CancelledError, as_completed
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint import __version__
from resp_lint.engine.runner import NO_TREE, Lost, check_all, check_file, keeping_checker
from resp_lint.errors import UsageError
from resp_lint.plugins import load_registry
from resp_lint.settings import Settings  # noqa: TC001 -- a struct tells its fields
from resp_lint.tree import Tree  # noqa: TC001 -- a struct tells its fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Executor, Future

    from resp_lint.engine.runner import Checker, Each, Result, Task
    from resp_lint.linter import Run

BATCH = 50
"""How many files go to a worker at once."""


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


def check_all_on(
    executor: Executor,
    tasks: Sequence[Task],
    checker_of: Callable[[Task], Checker],
    tree: Tree = NO_TREE,
    problems: tuple[str, ...] = (),
) -> Run:
    """`check_all`, with the pages checked by an executor of any kind: the same run, to the byte.

    Of the checkers, the rules go by their codes and the settings as they are; suppressions count.  What is lost with a
    worker is told among the run's problems.
    """
    return check_all(tasks, checker_of, tree, problems, on_executor(executor, tasks, checker_of, tree))


def on_executor(
    executor: Executor,
    tasks: Sequence[Task],
    checker_of: Callable[[Task], Checker],
    tree: Tree = NO_TREE,
) -> Each:
    """Something like `map` for these tasks that an executor does."""

    def each(_do: object, items: Iterable[Task]) -> list[Result | Lost | None]:
        order, numbered = _order(tasks, checker_of, tree)
        parcel = pickle.dumps(order)
        batches = [numbered[start : start + BATCH] for start in range(0, len(numbered), BATCH)]
        futures = {executor.submit(check_batch, parcel, batch): batch for batch in batches}
        shown = iter(items)
        try:
            for future in as_completed(futures):
                for _ in islice(shown, len(futures[future])):
                    pass
        finally:
            for future in futures:
                future.cancel()
        return [result for future, batch in futures.items() for result in _results(future, batch)]

    return each


def check_batch(parcel: bytes, batch: Sequence[Numbered]) -> list[Result | None]:
    """What a worker does with a batch.

    Raises `UsageError` where another version, or not all the rules, are installed here.
    """
    order, checkers = _opened(parcel)
    return [check_file(it.task, checkers[it.plan], order.tree, order.start) for it in batch]


def _order(
    tasks: Sequence[Task], checker_of: Callable[[Task], Checker], tree: Tree
) -> tuple[Order, tuple[Numbered, ...]]:
    start = os.getcwd()  # noqa: PTH109 -- a text is sent
    checkers: dict[int, Checker] = {}
    numbers: dict[int, int] = {}
    numbered = []
    for task in tasks:
        checker = checker_of(task)
        checkers[id(checker)] = checker
        numbered.append(Numbered(task, numbers.setdefault(id(checker), len(numbers))))
    plans = ((tuple(rule.code for rule in it.rules), _from(start, it.settings), it.seconds) for it in checkers.values())
    return Order(__version__, start, tuple(plans), tree), tuple(numbered)


def _from(start: str, settings: Settings) -> Settings:
    """Settings whose patterns start from a folder of ours wherever they are looked at."""
    pages = tuple(replace(pattern, start=start) for pattern in settings.responsibility_pages)
    return replace(settings, responsibility_pages=pages)


@lru_cache(maxsize=4)
def _opened(parcel: bytes) -> tuple[Order, tuple[Checker, ...]]:
    order: Order = pickle.loads(parcel)  # noqa: S301 -- whoever may send work here may have it run anything
    if order.version != __version__:
        raise UsageError(f"a worker has resp-lint {__version__}, and this is {order.version}")
    registry = load_registry()
    rules = {rule.code: rule for rule in registry.rules}
    if missing := {code for codes, _, _ in order.plans for code in codes} - rules.keys():
        raise UsageError(f"a worker does not have the plugin with {', '.join(sorted(missing))}")
    return order, tuple(
        keeping_checker(tuple(rules[code] for code in codes), settings, registry.rules, seconds)
        for codes, settings, seconds in order.plans
    )


def _results(future: Future[list[Result | None]], batch: Sequence[Numbered]) -> Sequence[Result | Lost | None]:
    """What came of a batch; where nothing did, why."""
    try:
        return future.result()
    except UsageError as error:
        reason = str(error)
    except Exception as error:  # noqa: BLE001 -- whatever an engine raises must cost this batch only
        reason = _why(error)
    return [Lost(it.task, reason) for it in batch]


def _why(error: Exception) -> str:
    """Why a batch has no results: an engine has errors of its own for a worker that is gone."""
    name = type(error).__name__
    if isinstance(error, BrokenExecutor | CancelledError) or type(error).__module__.startswith("distributed."):
        return f"their worker was lost ({name})"
    return f"their worker failed ({name}: {error})".partition("\n")[0]
