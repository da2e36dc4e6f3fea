"""`--since` and `--staged`: pages that changed, with what the change brought."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.keep.changed import brought_in, changes_since, needs_old, staged_changes
from resp_lint.run.runner import Task, check_file
from resp_lint.settings import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lint.cli.options import Options
    from resp_lint.lint import CheckedPage, Run
    from resp_lint.run.runner import Checker


class Changed:
    """Those of some pages that changed, as they are now, and what they were before."""

    def __init__(self, tasks: tuple[Task, ...], options: Options) -> None:
        """Ask git.

        Raises `UsageError`.
        """
        if options.mends:
            raise UsageError("pages are mended as a whole; leave --since and --staged out")
        if any(task.data is not None for task in tasks):
            raise UsageError("standard input has no history; leave --since and --staged out")
        named = [task.path for task in tasks if task.named]
        since = options.since or ""
        changes = staged_changes(os.curdir, named) if options.staged else changes_since(since, os.curdir, named)
        found = {task.path: change for task in tasks if (change := changes.of(task.path))}
        self._changes = found
        self._contents = changes.contents(found)
        self.tasks = tuple(replace(task, data=self._contents[task.path].new) for task in tasks if task.path in found)

    def brought_in(self, run: Run, checker_of: Callable[[Task], Checker]) -> Run:
        """A run with what the change brought alone."""
        tasks = {task.path: task for task in self.tasks}
        return replace(run, pages=tuple(self._page(page, tasks[page.source.path], checker_of) for page in run.pages))

    def _page(self, page: CheckedPage, task: Task, checker_of: Callable[[Task], Checker]) -> CheckedPage:
        change, old = self._changes[task.path], self._contents[task.path].old
        if old is None or not needs_old(page, change):
            return page
        result = check_file(replace(task, data=old), checker_of(task))
        return brought_in(page, result.checked if result else None, change)
