"""`resp-lint PATH...`: check pages and report what is wrong."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from resp_lint.cli.options import parsed, settings_of
from resp_lint.cli.output import complain
from resp_lint.cli.progress import watched
from resp_lint.cli.reports import deliver, requested
from resp_lint.plugins import load_registry
from resp_lint.run.files import discover
from resp_lint.run.read import MAX_BYTES
from resp_lint.run.runner import Checker, Task, check_all
from resp_lint.settings import UsageError

if TYPE_CHECKING:
    from resp_lint.cli.options import Options
    from resp_lint.lint import Run
    from resp_lint.settings import Settings

STDIN = "-"
STDIN_NAME = "<stdin>"


def main(arguments: list[str]) -> int:
    """Check what `arguments` name, report it, and say how it went: 0, 1 or 2."""
    options = parsed(arguments)
    registry = load_registry()
    settings = settings_of(options, registry.profile(options.profile))
    reports = requested(options, registry.formats, os.environ)
    checker = Checker(registry.select(settings), settings)
    tasks, problems = _tasks(options)
    with watched(tasks, os.environ, quiet=options.verbosity < 0) as items:
        run = check_all(items, checker, problems)
    for problem in run.problems:
        complain(f"error: {problem}")
    if options.verbosity > 0:
        _tell_passed_over(tasks, run)
    deliver(reports, run, options, os.environ)
    return exit_code(run, settings, exit_zero=options.exit_zero)


def exit_code(run: Run, settings: Settings, *, exit_zero: bool = False) -> int:
    """2 where the run is not complete; else 1 where a finding is as bad as `fail_on` says."""
    if run.problems or not all(page.complete for page in run.pages):
        return 2
    limit = settings.fail_on
    failing = limit is not None and any(level.rank <= limit.rank for level, number in run.counts.items() if number)
    return int(failing and not exit_zero)


def _tasks(options: Options) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """The pages to check in the order of their paths, and what was wrong with the paths."""
    paths = options.paths or ((STDIN,) if options.stdin_filename else (os.curdir,))
    found = discover([path for path in paths if path != STDIN], force_exclude=options.force_exclude)
    tasks = [Task(file.path, file.named) for file in found.files]
    if STDIN in paths:
        tasks.append(Task(options.stdin_filename or STDIN_NAME, data=_standard_input()))
    return tuple(sorted(tasks, key=lambda task: task.path)), found.problems


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"standard input cannot be read: {error.strerror}") from None


def _tell_passed_over(tasks: tuple[Task, ...], run: Run) -> None:
    checked = {page.source.path for page in run.pages}
    for task in tasks:
        if task.path not in checked:
            complain(f"passed over {task.path}: not a responsibility page")
