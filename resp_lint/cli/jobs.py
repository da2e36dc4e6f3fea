"""`--jobs`: on how many cores pages are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lint.cli.options import Options
    from resp_lint.run.runner import Each, Task


def each_of(tasks: tuple[Task, ...], options: Options) -> Each:
    """What goes through the pages: `map`, or all cores where that may pay.

    A run whose rules are timed keeps its clock in this process; one that waits for changes has threads of a library.
    """
    if len(tasks) < 2 or options.jobs == 1 or options.profile or options.watch:  # noqa: PLR2004 -- nothing to share
        return map
    from resp_lint.run.cores import cores  # noqa: PLC0415 -- a run of one page needs neither
    from resp_lint.run.forks import TRIAL, may_fork, on_cores  # noqa: PLC0415

    jobs = options.jobs or cores()
    if jobs == 1 or not may_fork(asked=options.jobs > 0):
        return map
    return on_cores(tasks, jobs, 0 if options.jobs else TRIAL)
