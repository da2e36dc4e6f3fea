"""`--jobs` and `--executor`: who checks the pages."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.cli.options import Options
    from resp_lint.cli.session import Session
    from resp_lint.engine.runner import Each, Task
    from resp_lint.tree import Tree


def refuse_engine(options: Options) -> None:
    """Refuse what can be done in this process alone.

    Raises `UsageError`.
    """
    if options.executor and (options.mends or options.watch or options.timing or options.add_ignores is not None):
        raise UsageError("--executor only checks; leave it out where pages are fixed, watched or timed")
    if options.executor and options.jobs:
        raise UsageError("--jobs and --executor contradict each other; leave one of them out")


@contextmanager
def start_workers(session: Session, tasks: tuple[Task, ...], tree: Tree) -> Iterator[Each]:
    """What goes through the pages for as long as it is needed.

    Raises `UsageError`.
    """
    options = session.options
    if not options.executor:
        yield choose_each(tasks, options)
        return
    from resp_lint.engine.engines import open_engine  # few runs leave their process for another's
    from resp_lint.engine.executors import use_executor

    with open_engine(options.executor, options.executor_timeout) as found:
        yield use_executor(found, tasks, session.find_checker, tree)


def choose_each(tasks: tuple[Task, ...], options: Options) -> Each:
    """What goes through the pages here: `map`, or all cores where that may pay.

    A run whose rules are timed keeps its clock in this process; one that waits for changes has threads of a library.
    """
    if len(tasks) < 2 or options.jobs == 1 or options.timing or options.watch:  # noqa: PLR2004 -- nothing to share
        return map
    from resp_lint.engine.cores import count_cores  # a run of one page needs neither
    from resp_lint.engine.forks import TRIAL, may_fork, use_cores

    jobs = options.jobs or count_cores()
    if jobs == 1 or not may_fork(asked=options.jobs > 0):
        return map
    return use_cores(tasks, jobs, 0 if options.jobs else TRIAL)
