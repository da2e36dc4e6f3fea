"""`--fix`, `--unsafe-fixes` and `--diff`: what is fixed, where it goes, and what is said of it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.cli.outcome import INCOMPLETE, decide_exit, drop_baseline, report_problems
from resp_lint.cli.output import complain, show, show_bytes
from resp_lint.cli.progress import watch_progress
from resp_lint.cli.reports import deliver
from resp_lint.cli.screens import make_screen
from resp_lint.engine.fixing import fix_all, write_nothing, write_page
from resp_lint.errors import UsageError
from resp_lint.fix.apply import Wanted
from resp_lint.fix.diff import unified_diff
from resp_lint.report.summary import format_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resp_lint.cli.options import Options
    from resp_lint.cli.reports import Report
    from resp_lint.cli.session import Session, Tasks
    from resp_lint.engine.fixing import FixRun, Writer
    from resp_lint.engine.runner import Task
    from resp_lint.fix.apply import Fixed
    from resp_lint.plugins import Registry


def fix_pages(session: Session, found: Tasks, reports: tuple[Report, ...]) -> int:
    """Fix pages and report what is left, or show what would change.

    Raises `UsageError`.
    """
    options, tasks = session.options, found.tasks
    check_streams(tasks, options)
    fixes = choose_fixes(options, session.registry)
    tree = session.read_tree(tasks)
    with watch_progress(tasks, os.environ, quiet=options.verbosity < 0) as items:
        fixed = fix_all(items, session.find_checker, fixes, choose_writer(options), tree, found.problems)
    report_problems(tasks, fixed.run, options)
    fixed = replace(fixed, run=drop_baseline(session, fixed.run))
    if options.diff:
        show_diff(fixed, options)
    else:
        pass_on(tasks, fixed)
        deliver(reports, fixed.run, options, os.environ, aside=any(task.data is not None for task in tasks))
    tell(fixed, fixes, options)
    code = decide_exit(session, fixed.run)
    if code == INCOMPLETE:
        return code
    if options.diff:
        return int(bool(fixed.changed))
    return max(code, int(options.exit_non_zero_on_fix and bool(fixed.changed)))


def choose_fixes(options: Options, registry: Registry) -> Wanted:
    """Which fixes the options ask for.

    Raises `UnknownRuleError`.
    """
    everything = frozenset(rule.code for rule in registry.rules)
    fixable = frozenset[str]().union(*map(registry.match_selector, options.fixable)) if options.fixable else everything
    unfixable = frozenset[str]().union(*map(registry.match_selector, options.unfixable))
    return Wanted(fixable - unfixable, unsafe=options.unsafe_fixes)


def choose_writer(options: Options) -> Writer:
    """What is to be done with a fixed page: nothing, where somebody only wants to know."""
    return write_nothing if options.diff else _write


def _write(task: Task, data: bytes, fixed: Fixed) -> None:
    if task.data is None:
        write_page(task, data, fixed)


def pass_on(tasks: Iterable[Task], fix_run: FixRun) -> None:
    """Print a page from standard input byte for byte: fixed, or as it was where it cannot be read."""
    for task in tasks:
        if task.data is not None:
            show_bytes(next((fixed.data for fixed in fix_run.pages if fixed.before.path == task.path), task.data))


def check_streams(tasks: Sequence[Task], options: Options) -> None:
    """Refuse what cannot be told apart on one stream.

    Raises `UsageError`.
    """
    piped = any(task.data is not None for task in tasks)
    if piped and len(tasks) > 1 and not options.diff:
        raise UsageError("a page from standard input is fixed to standard output; name no other pages with it")


def tell(fix_run: FixRun, fixes: Wanted, options: Options) -> None:
    """Say on standard error how much was fixed, and how much more could be; with `--show-fixes`, what and where."""
    if options.verbosity < 0:
        return
    if options.show_fixes:
        for line in _list_fixes(fix_run):
            complain(line)
    complain(_summarize(fix_run, fixes, options))


def _summarize(fix_run: FixRun, fixes: Wanted, options: Options) -> str:
    number, pages = fix_run.counts.total(), len(fix_run.changed)
    done = "would fix" if options.diff else "fixed"
    told = [f"{done} {format_count(number, 'finding')} in {format_count(pages, 'page')}"] if number else []
    if fix_run.unwritten:
        told.append(f"{format_count(fix_run.unwritten, 'page')} could not be written")
    found = [finding for fixed in fix_run.pages for finding in fixed.checked.findings]
    if more := Wanted(fixes.codes, unsafe=True).count(found) - fixes.count(found):
        told.append(f"{more} more with --unsafe-fixes, to be looked at")
    return "; ".join(told if number or fix_run.unwritten else ["nothing to fix", *told])


def _list_fixes(fix_run: FixRun) -> Iterator[str]:
    for fixed in fix_run.changed:
        names = {finding.code: finding.name for finding in fixed.applied}
        for code, number in sorted(fixed.counts.items()):
            yield f"{fixed.before.path}: {code} {names[code]} × {number}"


def show_diff(fix_run: FixRun, options: Options) -> None:
    """Print what would change."""
    screen = make_screen(sys.stdout, os.environ, options.color)
    pages = ((fixed.before, fixed.checked.source) for fixed in fix_run.changed)
    show((line for old, new in pages for line in unified_diff(old.path, old.text, new.text)), screen)
