"""`resp-lint report PATH... -o FILE`: one HTML file of who owns what, what changed hands, and what is wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resp_lint.cli.arguments import make_parser, parse
from resp_lint.cli.changes import WORKING_TREE, Side, compare_sides, drop_cosmetic
from resp_lint.cli.exports import refuse_page
from resp_lint.cli.jobs import start_workers
from resp_lint.cli.output import complain, write_file
from resp_lint.cli.owned import read_folder, read_revision, tell_unknown_keyrefs
from resp_lint.cli.owned_arguments import choose_pages, options_of
from resp_lint.cli.screens import make_file_screen
from resp_lint.cli.session import Session
from resp_lint.errors import UsageError
from resp_lint.report.report_html import render_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser
    from resp_lint.linter import Run


def make_command_parser() -> Parser:
    """The command line of `resp-lint report`."""
    made = make_parser(
        "resp-lint report",
        "resp-lint report [OPTION...] [PATH...] -o FILE",
        "Writes one HTML file, which needs no network: who owns what, what changed hands, and what is wrong.",
    )
    made.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder (default: the current folder)")
    group = made.add_argument_group("report")
    group.add_argument("-o", "--output", metavar="FILE", help="the file to write", default="")
    group.add_argument("--since", metavar="REV", help="show what changed hands since this revision, too")
    choose_pages(made)
    return made


def main(arguments: Sequence[str]) -> int:
    """Write the report: 0 where that worked, 2 where a page could not be read."""
    found = parse(make_command_parser(), arguments)
    if not found.output:
        raise UsageError("say where the report goes: -o FILE")
    session = Session(options_of(found, tuple(found.paths)))
    new = read_folder(session, found.keyrefs)
    matrix, problems, changes = new.matrix, [*new.problems], None
    if found.since is not None:
        old = read_revision(session, found.since, found.keyrefs)
        changes = drop_cosmetic(compare_sides(Side(found.since, old), Side(WORKING_TREE, new)))
        problems += old.problems
    refuse_page(found.output, [page.path for page in matrix.pages], session.root)
    run = _check(session)
    screen = make_file_screen(os.environ)
    write_file(found.output, render_report(matrix, changes, run, screen), screen)
    for problem in dict.fromkeys((*problems, *run.problems)):
        complain(f"error: {problem}")
    if session.options.verbosity >= 0:
        tell_unknown_keyrefs([matrix])
    return 2 if problems or not run.complete else 0


def _check(session: Session) -> Run:
    """What is wrong with the same pages, without what the baseline knows."""
    found = session.find_tasks()
    tree = session.read_tree(found.tasks)
    with start_workers(session, found.tasks, tree) as each:
        run = session.check(found, tree, each)
    return session.subtract_baseline(run)[0]
