"""`resp-lint baseline`: keep what is found today, so that later runs report only what is new."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from resp_lint.baseline import locate_baseline
from resp_lint.baseline.compare import compare
from resp_lint.baseline.file import determine_scope, format_baseline, read_baseline
from resp_lint.baseline.model import Baseline, prune_baseline, update_baseline
from resp_lint.cli.arguments import choose_configuration, get_options, make_parser, parse
from resp_lint.cli.files import overwrite
from resp_lint.cli.jobs import start_workers
from resp_lint.cli.outcome import INCOMPLETE, report_problems, warn_misnamed
from resp_lint.cli.output import show
from resp_lint.cli.progress import watch_progress
from resp_lint.cli.screens import make_screen
from resp_lint.cli.session import Session
from resp_lint.config.errors import shorten_path
from resp_lint.errors import UsageError
from resp_lint.report.summary import format_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser
    from resp_lint.linter import Run

DESCRIPTION = """\
Writes all findings of today to .resp-lint-baseline.json in the repository's root. Later runs of resp-lint report only
what is new. Commit the file.
"""


def make_command_parser() -> Parser:
    """The command line of `resp-lint baseline`."""
    made = make_parser("resp-lint baseline", "resp-lint baseline [OPTION...] [PATH...]", DESCRIPTION)
    made.add_argument("paths", nargs="*", metavar="PATH", help="the pages to look at; what is known of others stays")
    made.add_argument("--prune", action="store_true", help="add nothing, only drop what no longer occurs")
    choose_configuration(made)
    return made


def main(arguments: Sequence[str]) -> int:
    """Write the baseline, or drop from it what is gone."""
    found = parse(make_command_parser(), arguments)
    return write_baseline(Session(get_options(found)), prune=found.prune, color=found.color)


def write_baseline(session: Session, *, prune: bool = False, color: str = "auto") -> int:
    """Write the baseline, and say so."""
    options = session.options
    warn_misnamed(session)
    found = session.find_tasks()
    tree = session.read_tree(found.tasks)
    with watch_progress(found.tasks, os.environ) as items, start_workers(session, found.tasks, tree) as each:
        run = session.check(found, tree, each, items)
    report_problems(found.tasks, run, options)
    if run.problems:
        return INCOMPLETE
    top = _find_root(session, run)
    path = locate_baseline(top)
    there = os.path.lexists(path)
    if prune and not there:
        raise UsageError(f"{shorten_path(path)}: no such file; write it with: resp-lint baseline")
    old = read_baseline(path) if there else Baseline()
    scope = determine_scope(top, session.find_codes, session.paths)
    new = prune_baseline(old, compare(run.pages, old, scope).gone) if prune else update_baseline(old, run.pages, scope)
    overwrite(path, format_baseline(new, {rule.code: rule.name for rule in session.registry.rules}))
    change = f", {old.count} before" if there else ""
    told = (
        f"{shorten_path(path)}: {format_count(new.count, 'finding')} on {format_count(len(new.pages), 'page')}{change}"
    )
    show([told], make_screen(sys.stdout, os.environ, color))
    return 0


def _find_root(session: Session, run: Run) -> str:
    """The one folder that the baseline of all pages stands in."""
    tops = [top for top, pages in session.group_by_root(run.pages).items() if pages] or [session.root]
    if len(tops) > 1:
        raise UsageError(f"the pages lie in several repositories: {', '.join(map(shorten_path, tops))}; take one")
    return tops[0]
