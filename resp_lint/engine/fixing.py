"""Files are fixed one by one: read, fixed, and written where there is something to write."""

from __future__ import annotations

import gc
import os
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.engine.runner import NO_TREE, Loaded, Result, load, report_slow_page, run_of
from resp_lint.fix.apply import Fixed, fix_page
from resp_lint.fix.write import WriteError, replace_file
from resp_lint.io import remove_leftovers
from resp_lint.linter import add_findings
from resp_lint.page.collector import pause_collector
from resp_lint.page.parser import parse
from resp_lint.source import Source
from resp_lint.time_limit import TimeLimitError, limit_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from resp_lint.engine.runner import Checker, Task
    from resp_lint.fix.apply import Wanted
    from resp_lint.linter import Run
    from resp_lint.page.model import Page
    from resp_lint.tree import Tree

    Writer = Callable[[Task, bytes, Fixed], None]


class FixRun(Struct, frozen=True):
    """A run whose pages were fixed as far as was wanted: what became of each, in the order of their paths.

    `unwritten` is how many of them were fixed, and could not be written.
    """

    run: Run
    pages: tuple[Fixed, ...]
    unwritten: int = 0

    @property
    def changed(self) -> tuple[Fixed, ...]:
        """The pages that are not as they were."""
        return tuple(fixed for fixed in self.pages if fixed.changed)

    @property
    def counts(self) -> Counter[str]:
        """How many findings of each rule were fixed, by code."""
        return sum((fixed.counts for fixed in self.pages), Counter())


def write_page(task: Task, data: bytes, fixed: Fixed) -> None:
    """Put a fixed page in the place of the bytes that were checked.

    Raises `WriteError`.
    """
    replace_file(task.path, data, fixed.data, task.root)


def write_nothing(_task: Task, _data: bytes, _fixed: Fixed) -> None:
    """Leave the file alone: somebody only wants to know."""


def fix_all(  # noqa: PLR0913, PLR0917 -- a run, and what is to be done in it
    tasks: Iterable[Task],
    checker_of: Callable[[Task], Checker],
    wanted: Wanted,
    write: Writer,
    tree: Tree = NO_TREE,
    problems: tuple[str, ...] = (),
) -> FixRun:
    """Fix pages in their order, each with its checker.

    What cannot be written is reported as a problem, and the page counts as it was.
    """
    tasks = tuple(tasks)
    if write is not write_nothing:
        for folder in sorted({os.path.dirname(task.path) for task in tasks if task.data is None}):
            remove_leftovers(folder)
    gc.enable()  # the pages of all rounds hold their parts, as these hold them
    outcomes = [_fix_task(task, checker_of(task), wanted, write, tree) for task in tasks]
    pages = tuple(fixed for outcome in outcomes for fixed in outcome.fixed)
    told = tuple(outcome.problem for outcome in outcomes if outcome.problem)
    run = run_of([outcome.result for outcome in outcomes], checker_of, tree, (*problems, *told))
    return FixRun(run, pages, sum(outcome.unwritten for outcome in outcomes))


class _Outcome(Struct, frozen=True):
    """What became of a file; `fixed` is empty where it was skipped or could not be read."""

    result: Result | None
    fixed: tuple[Fixed, ...] = ()
    problem: str = ""

    @property
    def unwritten(self) -> bool:
        """Whether what was fixed could not be written."""
        return bool(self.problem) and not any(fixed.changed for fixed in self.fixed)


@pause_collector()
def _fix_task(task: Task, checker: Checker, wanted: Wanted, write: Writer, tree: Tree) -> _Outcome:
    try:
        with limit_page(checker.seconds):
            loaded = load(task, checker)
    except TimeLimitError as error:
        loaded = report_slow_page(Source(task.path, ""), checker, "the page is not checked", error)
    if not isinstance(loaded, Loaded):
        return _Outcome(None if loaded is None else Result(task, loaded))
    fixed = _fix_page(loaded.page, checker, wanted)
    problem = ""
    try:
        write(task, loaded.data, fixed)
    except WriteError as error:
        problem = str(error)
        fixed = fixed if error.written else fixed.unwritten()
    # What a page says of itself may have been fixed.
    page = parse(fixed.checked.source, checker.settings.conventions) if fixed.changed else loaded.page
    return _Outcome(Result(task, fixed.checked, checker.facts(page, tree)), (fixed,), problem)


def _fix_page(page: Page, checker: Checker, wanted: Wanted) -> Fixed:
    """What becomes of a page; where fixing takes too long it is checked alone."""
    try:
        with limit_page(checker.seconds):
            return fix_page(page, checker.rules, checker.settings, wanted, checker.keep)
    except TimeLimitError as error:
        slow = report_slow_page(page.source, checker, "the page is left as it was", error)
    try:
        with limit_page(checker.seconds):
            checked = checker.check(page)
    except TimeLimitError:
        return Fixed(slow, slow)
    checked = replace(add_findings(checked, slow.findings, checker.rules), complete=False)
    return Fixed(checked, checked)
