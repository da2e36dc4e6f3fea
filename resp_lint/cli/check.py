"""`resp-lint PATH...`: check pages and report what is wrong."""

from __future__ import annotations

import os
import sys
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.cli.caching import cache_of
from resp_lint.cli.jobs import refuse, workers
from resp_lint.cli.known import root, without_known
from resp_lint.cli.options import parsed
from resp_lint.cli.output import complain
from resp_lint.cli.plans import Plans, tell_misnamed
from resp_lint.cli.progress import watched
from resp_lint.cli.reports import deliver, refuse_targets, requested
from resp_lint.engine.discovery import discover
from resp_lint.engine.runner import Task, check_all
from resp_lint.io import MAX_BYTES
from resp_lint.plugins import load_registry
from resp_lint.settings import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lint.cli.arguments import Parser
    from resp_lint.cli.options import Options
    from resp_lint.cli.reports import Report
    from resp_lint.linter import Run
    from resp_lint.plugins import Registry
    from resp_lint.rule import Level
    from resp_lint.settings import Settings
    from resp_lint.tree import Tree

INCOMPLETE = 2
CHECKING = "reading and parsing"
STDIN = "-"
STDIN_NAME = "<stdin>"


def command_parser() -> Parser:
    """The command line of `resp-lint check`."""
    from resp_lint.cli.check_arguments import check_parser  # noqa: PLC0415 -- argparse; plain paths need none of it

    return check_parser()


def main(arguments: list[str]) -> int:
    """Check what `arguments` name, report it, and say how it went: 0, 1 or 2."""
    options = parsed(arguments)
    refuse(options)
    if options.watch:
        from resp_lint.cli import watch  # noqa: PLC0415 -- few runs wait for changes

        return watch.main(options)
    if options.profile:
        from resp_lint.cli.profiling import Stopwatch  # noqa: PLC0415 -- only such a run looks at a clock

        return Stopwatch().timed(checked, options)
    return checked(options)


class NoClock:
    """What a run says that a stopwatch could hear, where there is none."""

    def plans(self, options: Options, registry: Registry) -> Plans:
        """What pages are checked with."""
        return Plans(options, registry)

    def passed(self, phase: str) -> None:
        """Say that a phase is over."""


NO_CLOCK = NoClock()


def checked(options: Options, clock: NoClock = NO_CLOCK) -> int:
    """Check once.

    Raises `UsageError`.
    """
    registry = load_registry()
    plans = clock.plans(options, registry)
    tell_misnamed(plans.configurations)
    output = options.output_format or plans.configurations.in_folder(os.curdir).output
    reports = requested(replace(options, output_format=output), registry.formats, os.environ)
    if options.statistics:
        from resp_lint.cli.statistics import counting  # noqa: PLC0415 -- few runs count

        reports = counting(reports, plans, options, chosen=bool(output))
    tasks, problems = tasks_of(options)
    tasks = tuple(task for task in tasks if plans.covers(task))
    refuse_targets(reports, tasks, plans.of, root())
    if options.add_ignores is not None:
        return _suppress(tasks, problems, plans, options, reports)
    if options.only_changed:
        return _check_changed(tasks, problems, plans, options, reports)
    settings = {task.path: plans.of(task).settings for task in tasks}
    tree = plans.tree(tasks)
    clock.passed("loading rules, finding files")
    if options.mends:
        return _mend(tasks, problems, plans, settings, tree, options, registry, reports)
    cache = cache_of(tasks, plans, tree, options)
    quiet = options.verbosity < 0
    with watched(tasks, os.environ, quiet=quiet) as items, workers(cache.missing, plans, tree, options) as each:
        run = check_all(items, plans.of, tree, problems, cache.around(each))
    if cache.problem and options.verbosity > 0:
        complain(f"nothing kept for the next run: {cache.problem}")
    clock.passed(CHECKING)
    tell_problems(tasks, run, options)
    run = without_known(run, plans.codes, options)
    deliver(reports, run, options, os.environ)
    return _worst(run, settings, exit_zero=options.exit_zero)


def _check_changed(
    tasks: tuple[Task, ...], problems: tuple[str, ...], plans: Plans, options: Options, reports: tuple[Report, ...]
) -> int:
    """Check what changed, and report what the change brought."""
    from resp_lint.cli.changed import Changed  # noqa: PLC0415 -- few runs ask git

    changed = Changed(tasks, plans, options)
    with watched(changed.tasks, os.environ, quiet=options.verbosity < 0) as items:
        run = check_all(items, changed.checker, problems=changed.problems(problems))
    tell_problems(changed.tasks, run, options)
    run = without_known(changed.seen_together(run), changed.codes, options)
    run = changed.brought_in(run)
    deliver(reports, run, options, os.environ)
    settings = {task.path: plans.of(task).settings for task in changed.all}
    return _worst(run, settings, exit_zero=options.exit_zero)


def _mend(  # noqa: PLR0913, PLR0917 -- all that a check has
    tasks: tuple[Task, ...],
    problems: tuple[str, ...],
    plans: Plans,
    settings: Mapping[str, Settings],
    tree: Tree,
    options: Options,
    registry: Registry,
    reports: tuple[Report, ...],
) -> int:
    """Mend pages and report what is left, or show what would change."""
    from resp_lint.cli import fixing  # noqa: PLC0415 -- a run that mends nothing needs none of it
    from resp_lint.engine.fixing import mend_all  # noqa: PLC0415

    fixing.check_streams(tasks, options)
    fixes = fixing.wanted(options, registry)
    with watched(tasks, os.environ, quiet=options.verbosity < 0) as items:
        mended = mend_all(items, plans.of, fixes, fixing.writer(options), tree, problems)
    tell_problems(tasks, mended.run, options)
    mended = replace(mended, run=without_known(mended.run, plans.codes, options))
    if options.diff:
        fixing.show_diff(mended, options)
    else:
        fixing.pass_on(tasks, mended)
        deliver(reports, mended.run, options, os.environ, aside=any(task.data is not None for task in tasks))
    fixing.tell(mended, fixes, options)
    code = _worst(mended.run, settings, exit_zero=options.exit_zero)
    if code == INCOMPLETE:
        return code
    if options.diff:
        return int(bool(mended.changed))
    return max(code, int(options.exit_non_zero_on_fix and bool(mended.changed)))


def _suppress(
    tasks: tuple[Task, ...], problems: tuple[str, ...], plans: Plans, options: Options, reports: tuple[Report, ...]
) -> int:
    """Write suppressions into pages and report what is left; that is no failure."""
    from resp_lint.cli.ignoring import suppress_all  # noqa: PLC0415 -- few runs write suppressions

    run, told = suppress_all(tasks, problems, plans, plans.tree(tasks), options)
    tell_problems(tasks, run, options)
    deliver(reports, run, options, os.environ)
    if options.verbosity >= 0:
        complain(told)
    return 0 if run.complete else INCOMPLETE


def tell_problems(tasks: tuple[Task, ...], run: Run, options: Options) -> None:
    for problem in run.problems:
        complain(f"error: {problem}")
    if options.verbosity > 0:
        _tell_passed_over(tasks, run)


def exit_code(run: Run, settings: Settings, *, exit_zero: bool = False) -> int:
    """2 where the run is not complete; else 1 where a finding is as bad as `fail_on` says."""
    if not run.complete:
        return INCOMPLETE
    limit = settings.fail_on
    failing = limit is not None and any(level.rank <= limit.rank for level, number in run.counts.items() if number)
    return int(failing and not exit_zero)


def _worst(run: Run, settings: Mapping[str, Settings], *, exit_zero: bool) -> int:
    """The worst exit code of a run's pages, each with its own `fail_on`."""
    limits: dict[Level | None, Settings] = {it.fail_on: it for it in settings.values()}
    codes = [int(bool(run.problems)) * INCOMPLETE]
    for limit, some in limits.items():
        pages = tuple(page for page in run.pages if settings[page.source.path].fail_on is limit)
        codes.append(exit_code(replace(run, pages=pages), some, exit_zero=exit_zero))
    return max(codes)


def tasks_of(options: Options) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """The pages to check in the order of their paths, and what was wrong with the paths."""
    paths = options.paths or ((STDIN,) if options.stdin_filename else (os.curdir,))
    found = discover([path for path in paths if path != STDIN], force_exclude=options.force_exclude)
    folders = [path for path in paths if path != STDIN]
    roots = {os.path.join(folder, ""): folder for folder in sorted(folders, key=len, reverse=True)}  # noqa: PTH118 -- as below
    tasks = [Task(file.path, file.named, None, _root(file.path, roots)) for file in found.files]
    if STDIN in paths:
        tasks.append(Task(options.stdin_filename or STDIN_NAME, data=_standard_input()))
    return tuple(sorted(tasks, key=attrgetter("path"))), found.problems


def _root(path: str, roots: Mapping[str, str]) -> str:
    """The folder that was named and led to a path; the current one where the path itself was named."""
    return next((folder for start, folder in roots.items() if path.startswith(start)), os.curdir)


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
