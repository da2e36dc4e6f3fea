"""Files are mended one by one: read, fixed, and written where there is something to write."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_lint.fix.apply import Fixed, fix_page
from resp_lint.fix.write import WriteError, replace_file
from resp_lint.page.parser import parse
from resp_lint.run.runner import NO_TREE, Loaded, Result, load, run_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from resp_lint.fix.apply import Wanted
    from resp_lint.lint import CheckedPage, Run
    from resp_lint.run.runner import Checker, Task
    from resp_lint.tree import Tree

    Writer = Callable[[Task, bytes, Fixed], None]


@dataclass(frozen=True, slots=True)
class Mended:
    """A run whose pages were mended as far as was wanted: what became of each, in the order of their paths."""

    run: Run
    pages: tuple[Fixed, ...]

    @property
    def changed(self) -> tuple[Fixed, ...]:
        """The pages that are not as they were."""
        return tuple(fixed for fixed in self.pages if fixed.changed)

    @property
    def counts(self) -> Counter[str]:
        """How many findings of each rule were fixed, by code."""
        return sum((fixed.counts for fixed in self.pages), Counter())


def write_page(task: Task, data: bytes, fixed: Fixed) -> None:
    """Put a mended page in the place of the bytes that were checked.

    Raises `WriteError`.
    """
    replace_file(task.path, data, fixed.data, task.root)


def write_nothing(_task: Task, _data: bytes, _fixed: Fixed) -> None:
    """Leave the file alone: somebody only wants to know."""


def mend_all(  # noqa: PLR0913, PLR0917 -- a run, and what is to be done in it
    tasks: Iterable[Task],
    checker_of: Callable[[Task], Checker],
    wanted: Wanted,
    write: Writer,
    tree: Tree = NO_TREE,
    problems: tuple[str, ...] = (),
) -> Mended:
    """Mend pages in their order, each with its checker.

    What cannot be written is told as a problem, and the page counts as it was.
    """
    outcomes = [_mended(task, checker_of(task), wanted, write) for task in tasks]
    pages = tuple(outcome.result for outcome in outcomes if isinstance(outcome.result, Fixed))
    results = [_result(outcome, tree) for outcome in outcomes]
    told = tuple(outcome.problem for outcome in outcomes if outcome.problem)
    return Mended(run_of(results, tree, (*problems, *told)), pages)


@dataclass(frozen=True, slots=True)
class _Outcome:
    checker: Checker
    result: Fixed | CheckedPage | None
    problem: str = ""


def _result(outcome: _Outcome, tree: Tree) -> Result | None:
    checker, result = outcome.checker, outcome.result
    if not isinstance(result, Fixed):
        return None if result is None else Result(result, checker)
    # What a page says of itself may have been mended.
    page = parse(result.checked.source, checker.settings.conventions)
    return Result(result.checked, checker, checker.facts(page, tree))


def _mended(task: Task, checker: Checker, wanted: Wanted, write: Writer) -> _Outcome:
    loaded = load(task, checker)
    if not isinstance(loaded, Loaded):
        return _Outcome(checker, loaded)
    fixed = fix_page(loaded.page, checker.rules, checker.settings, wanted, checker.keep)
    try:
        write(task, loaded.data, fixed)
    except WriteError as error:
        return _Outcome(checker, fixed if error.written else fixed.unwritten(), str(error))
    return _Outcome(checker, fixed)
