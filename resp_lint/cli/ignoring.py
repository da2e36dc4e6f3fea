"""`--add-ignores`: suppressions of what is found today, written into the pages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.cli.jobs import start_workers
from resp_lint.cli.outcome import INCOMPLETE, drop_baseline, report_problems
from resp_lint.cli.output import complain
from resp_lint.cli.progress import watch_progress
from resp_lint.cli.reports import deliver
from resp_lint.errors import UsageError
from resp_lint.fix.write import WriteError, replace_file
from resp_lint.page.parser import parse
from resp_lint.report.summary import format_count
from resp_lint.suppressions.write import REASON, add_ignores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.options import Options
    from resp_lint.cli.reports import Report
    from resp_lint.cli.session import Session, Tasks
    from resp_lint.engine.runner import Task
    from resp_lint.linter import CheckedPage, Run


def suppress_findings(session: Session, found: Tasks, reports: tuple[Report, ...]) -> int:
    """Write suppressions into the pages, check them again, and report what is left; that is no failure.

    What cannot be written is a problem of the run.  Raises `UsageError` for what does not go together.
    """
    options = session.options
    _refuse_contradictions(found.tasks, options)
    before = _check(session, found)
    new = drop_baseline(session, before, quiet=True)
    tasks = {task.path: task for task in found.tasks}
    outcomes = [_suppress(page, tasks[page.source.path], session) for page in new.pages]
    failed = tuple(it for it in outcomes if isinstance(it, str))
    numbers = [it for it in outcomes if isinstance(it, int) and it]
    run = _check(session, replace(found, problems=(*found.problems, *failed))) if numbers or failed else before
    run = drop_baseline(session, run)
    report_problems(found.tasks, run, options)
    deliver(reports, run, options, os.environ)
    if options.verbosity >= 0:
        complain(_summarize(numbers, len(new.findings) - sum(numbers)))
    return 0 if run.complete else INCOMPLETE


def _refuse_contradictions(tasks: Sequence[Task], options: Options) -> None:
    if options.wants_fixes:
        raise UsageError("--add-ignores fixes nothing; fix first, then suppress what is left")
    if options.only_changed:
        raise UsageError("--add-ignores suppresses all that is found; leave --since and --staged out")
    if any(task.data is not None for task in tasks):
        raise UsageError("--add-ignores writes into files; name them instead of standard input")


def _check(session: Session, found: Tasks) -> Run:
    tree = session.read_tree(found.tasks)
    with (
        watch_progress(found.tasks, os.environ, quiet=session.options.verbosity < 0) as items,
        start_workers(session, found.tasks, tree) as each,
    ):
        return session.check(found, tree, each, items)


def _suppress(checked: CheckedPage, task: Task, session: Session) -> int | str:
    """How many findings of a page are suppressed from now on, or why it could not be written."""
    source = checked.source
    page = parse(source, session.find_checker(task).settings.conventions)
    if page.limits:
        return 0
    added = add_ignores(page, checked.findings, session.options.add_ignores or REASON)
    try:
        replace_file(source.path, source.text.encode(), added.text.encode(), task.root)
    except WriteError as error:
        return str(error)
    return added.number


def _summarize(numbers: Sequence[int], left: int) -> str:
    done = f"suppressed {format_count(sum(numbers), 'finding')} in {format_count(len(numbers), 'page')}"
    said = done if numbers else "suppressed nothing" if left else "nothing to suppress"
    return f"{said}; {format_count(left, 'finding')} {'is' if left == 1 else 'are'} left" if left else said
