"""`resp-lint PATH...`: check pages and report what is wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resp_lint.cli.caching import make_cache
from resp_lint.cli.commands import COMMANDS, load_module
from resp_lint.cli.jobs import refuse_engine, start_workers
from resp_lint.cli.options import Options
from resp_lint.cli.outcome import decide_exit, drop_baseline, report_problems, warn_misnamed
from resp_lint.cli.output import complain
from resp_lint.cli.progress import watch_progress
from resp_lint.cli.reports import choose_reports, deliver, refuse_targets
from resp_lint.cli.session import Session
from resp_lint.engine.runner import WithoutText, check_file
from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lint.cli.arguments import Parser
    from resp_lint.cli.reports import Report
    from resp_lint.cli.session import Tasks
    from resp_lint.engine.runner import CheckFile

LOADING = "loading rules, finding files"
CHECKING = "reading and parsing"


def make_command_parser() -> Parser:
    """The command line of `resp-lint check`."""
    parser: Parser = load_module("check_arguments").make_check_parser()  # argparse; plain paths need none of it
    return parser


def main(arguments: list[str]) -> int:
    """Check what `arguments` name, report it, and say how it went: 0, 1 or 2."""
    options = read_options(arguments)
    refuse_engine(options)
    if options.watch:
        return int(load_module("watch").watch_pages(options, check))
    if options.timing:
        return int(load_module("timing").measure_run(check, options))
    return check(Session(options))


def read_options(arguments: list[str]) -> Options:
    """The options of a command line.

    Raises `UsageError`.
    """
    if any(argument.startswith("-") for argument in arguments):
        options: Options = load_module("check_arguments").parse_check_options(arguments)
        refuse_late_command(options, arguments)
        return options
    return Options(paths=tuple(arguments))


def refuse_late_command(options: Options, arguments: list[str]) -> None:
    """Say where a command stands to whoever names it after an option.

    Raises `UsageError`.
    """
    command = options.paths[0] if options.paths else ""
    if command in COMMANDS and not os.path.lexists(command) and "--" not in arguments:
        others = " ".join(argument for argument in arguments if argument != command)
        raise UsageError(f"a command comes first: resp-lint {command} {others}")


def ignore_phase(_phase: str) -> None:
    """Hear that a phase is over where nobody takes the time."""


def check(session: Session, end_phase: Callable[[str], None] = ignore_phase) -> int:
    """Check once.

    Raises `UsageError`.
    """
    warn_misnamed(session)
    reports = choose_reports(session)
    found = session.find_tasks()
    refuse_targets(reports, found.tasks, session.find_checker, session.root)
    if session.options.show_files:
        return int(load_module("files").show_files(session, found))
    if session.options.add_ignores is not None:
        return int(load_module("ignoring").suppress_findings(session, found, reports))
    if session.options.only_changed:
        return int(load_module("changed").check_changed(session, found, reports))
    if session.options.wants_fixes:
        end_phase(LOADING)
        return int(load_module("fixing").fix_pages(session, found, reports))
    return check_pages(session, found, reports, end_phase)


def check_pages(
    session: Session, found: Tasks, reports: tuple[Report, ...], end_phase: Callable[[str], None] = ignore_phase
) -> int:
    """Check pages, all of them, and report what is wrong.

    Raises `UsageError`.
    """
    options, tree = session.options, session.read_tree(found.tasks)
    end_phase(LOADING)
    cache = make_cache(session, found.tasks)
    check_one: CheckFile = cache.check if cache else check_file
    if not (any(report.format.quotes for report in reports) or session.has_baseline(found.tasks)):
        check_one = WithoutText(check_one)
    with (
        watch_progress(found.tasks, os.environ, quiet=options.verbosity < 0) as items,
        start_workers(session, found.tasks, tree, check_one) as each,
    ):
        run = session.check(found, tree, cache.around(each) if cache else each, items, check_one)
    if cache and cache.problem and options.verbosity > 0:
        complain(f"nothing kept for the next run: {cache.problem}")
    end_phase(CHECKING)
    report_problems(found.tasks, run, options)
    run = drop_baseline(session, run)
    deliver(reports, run, options, os.environ)
    return decide_exit(session, run)
