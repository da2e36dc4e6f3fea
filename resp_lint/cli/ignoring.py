"""`--add-ignores`: suppressions of what is found today, written into the pages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.cli.jobs import each_of
from resp_lint.cli.known import without_known
from resp_lint.cli.progress import watched
from resp_lint.engine.runner import check_all
from resp_lint.fix.write import WriteError, replace_file
from resp_lint.page.parser import parse
from resp_lint.report.summary import counted
from resp_lint.settings import UsageError
from resp_lint.suppressions.write import REASON, add_ignores

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resp_lint.cli.options import Options
    from resp_lint.cli.plans import Plans
    from resp_lint.engine.runner import Task
    from resp_lint.linter import CheckedPage, Run
    from resp_lint.tree import Tree


def check_options(tasks: Sequence[Task], options: Options) -> None:
    """Refuse what does not go together.

    Raises `UsageError`.
    """
    if options.mends:
        raise UsageError("--add-ignores mends nothing; mend first, then suppress what is left")
    if options.only_changed:
        raise UsageError("--add-ignores suppresses all that is found; leave --since and --staged out")
    if any(task.data is not None for task in tasks):
        raise UsageError("--add-ignores writes into files; name them instead of standard input")


def suppress_all(
    tasks: Sequence[Task], problems: tuple[str, ...], plans: Plans, tree: Tree, options: Options
) -> tuple[Run, str]:
    """Write suppressions into the pages, look at them again, and say what was done, in words for people.

    What cannot be written is a problem of the run.
    """
    check_options(tasks, options)
    found = _checked(tasks, problems, plans, tree, options)
    new = without_known(found, plans.codes, replace(options, verbosity=-1))
    outcomes = [_suppressed(page, {task.path: task for task in tasks}, plans, options) for page in new.pages]
    failed = tuple(it for it in outcomes if isinstance(it, str))
    numbers = [it for it in outcomes if isinstance(it, int) and it]
    run = _checked(tasks, (*problems, *failed), plans, tree, options) if numbers or failed else found
    return without_known(run, plans.codes, options), _told(numbers, len(new.findings) - sum(numbers))


def _checked(tasks: Sequence[Task], problems: tuple[str, ...], plans: Plans, tree: Tree, options: Options) -> Run:
    with watched(tasks, os.environ, quiet=options.verbosity < 0) as items:
        return check_all(items, plans.of, tree, problems, each_of(tuple(tasks), options))


def _suppressed(checked: CheckedPage, tasks: Mapping[str, Task], plans: Plans, options: Options) -> int | str:
    """How many findings of a page are suppressed from now on, or why it could not be written."""
    source, task = checked.source, tasks[checked.source.path]
    page = parse(source, plans.of(task).settings.conventions)
    if page.cut_short or page.front_matter.limit_reached:
        return 0
    added = add_ignores(page, checked.findings, options.add_ignores or REASON)
    try:
        replace_file(source.path, source.text.encode(), added.text.encode(), task.root)
    except WriteError as error:
        return str(error)
    return added.number


def _told(numbers: Sequence[int], left: int) -> str:
    done = f"suppressed {counted(sum(numbers), 'finding')} in {counted(len(numbers), 'page')}"
    said = done if numbers else "suppressed nothing" if left else "nothing to suppress"
    return f"{said}; {counted(left, 'finding')} {'is' if left == 1 else 'are'} left" if left else said
