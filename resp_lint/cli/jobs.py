"""`--jobs` and `--executor`: who checks the pages."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from resp_lint.engine.runner import check_file
from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_lint.cli.options import Options
    from resp_lint.cli.session import Session
    from resp_lint.engine.parallel import Work
    from resp_lint.engine.runner import CheckFile, Each, Task
    from resp_lint.tree import Tree

PROCESSES = "processes"


def refuse_engine(options: Options) -> None:
    """Refuse what can be done in this process alone.

    Raises `UsageError`.
    """
    if options.executor and (options.wants_fixes or options.watch or options.timing or options.add_ignores is not None):
        raise UsageError("--executor only checks; leave it out where pages are fixed, watched or timed")
    if options.executor and options.jobs:
        raise UsageError("--jobs and --executor contradict each other; leave one of them out")


@contextmanager
def start_workers(
    session: Session, tasks: tuple[Task, ...], tree: Tree, check_one: CheckFile = check_file
) -> Iterator[Each]:
    """What goes through the pages for as long as it is needed; processes of this machine use `check_one`.

    Raises `UsageError`.
    """
    options = session.options

    def order() -> Work:
        from resp_lint.engine.executors import order_checks  # only where nothing is inherited

        return order_checks(tasks, session.find_checker, tree, check_one)

    if runs_here(options):
        yield choose_each(tasks, options, order)
        return
    from resp_lint.engine.engines import open_engine  # few runs leave this machine
    from resp_lint.engine.executors import use_executor

    with open_engine(options.executor, options.executor_timeout) as found:
        yield use_executor(found, tasks, session.find_checker, tree)


def runs_here(options: Options) -> bool:
    """Whether the pages are checked on this machine."""
    return options.executor.partition(":")[0] in {"", PROCESSES}


def choose_each(tasks: tuple[Task, ...], options: Options, order: Callable[[], Work]) -> Each:
    """What goes through the pages here: `map`, or all cores where that may pay; `order` is what others would be sent.

    A run whose rules are timed keeps its clock in this process; one that waits for changes has threads of a library.
    Raises `UsageError`.
    """
    asked = options.jobs
    if options.executor:
        from resp_lint.engine.engines import count_processes  # few runs name one

        asked = count_processes(options.executor)
    if len(tasks) < 2 or asked == 1 or options.timing or options.watch:  # noqa: PLR2004 -- nothing to share
        return map
    from resp_lint.engine.cores import count_cores  # a run of one page needs neither

    jobs = asked or count_cores()
    if jobs == 1:
        return map
    from resp_lint.engine.parallel import choose_method, use_processes  # it imports multiprocessing

    method = choose_method(asked=asked > 0)
    return use_processes(tasks, jobs, method, order, 0 if asked else None) if method else map
