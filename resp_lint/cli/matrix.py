"""`resp-lint matrix PATH...`: who owns what, as a table or as data."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.cli.arguments import make_parser, parse
from resp_lint.cli.exports import deliver_export, requested_exports
from resp_lint.cli.output import complain
from resp_lint.cli.owned import read_folder, read_revision, tell_unknown_keyrefs
from resp_lint.cli.owned_arguments import choose_format, choose_pages, names_in, options_of
from resp_lint.cli.session import Session
from resp_lint.ownership.model import Ownership

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser
    from resp_lint.ownership.export import Matrix
    from resp_lint.ownership.model import PageOwnership, Task

OWNERSHIPS = tuple(kind.value for kind in Ownership)


def make_command_parser() -> Parser:
    """The command line of `resp-lint matrix`."""
    made = make_parser(
        "resp-lint matrix",
        "resp-lint matrix [OPTION...] [PATH...]",
        "Shows who owns what: each task with its owner and its place. The pages are those that a check looks at.",
    )
    made.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder (default: the current folder)")
    choose_format(made, "table, json, jsonl, csv, markdown, html, xlsx", "table")
    group = made.add_argument_group("which tasks")
    group.add_argument(
        "--ownership",
        action="extend",
        type=names_in(OWNERSHIPS),
        default=[],
        metavar="OWNER[,OWNER...]",
        help=f"only tasks that these own: {', '.join(OWNERSHIPS)}",
    )
    group.add_argument("--area", action="append", default=[], metavar="NAME", help="only this area; can be repeated")
    group.add_argument("--service", action="append", default=[], metavar="NAME", help="only this service; the same")
    group.add_argument("--rev", metavar="REV", help="read the pages at a revision, without checking it out")
    choose_pages(made)
    return made


def main(arguments: Sequence[str]) -> int:
    """Show the matrix: 0 where that worked, 2 where a page could not be read."""
    found = parse(make_command_parser(), arguments)
    options = options_of(found, tuple(found.paths))
    session = Session(options)
    reports = requested_exports(session, "matrix", "table")
    if found.rev is not None:
        tree = read_revision(session, found.rev, found.keyrefs)
    else:
        tree = read_folder(session, found.keyrefs)
    for problem in tree.problems:
        complain(f"error: {problem}")
    matrix = filter_matrix(tree.matrix, found.ownership, found.area, found.service)
    deliver_export(reports, matrix, session, [page.path for page in tree.matrix.pages], os.environ)
    if options.verbosity >= 0:
        tell_unknown_keyrefs([matrix])
    return 2 if tree.problems else 0


def filter_matrix(matrix: Matrix, owners: Sequence[str], areas: Sequence[str], services: Sequence[str]) -> Matrix:
    """The tasks that are asked for; a page without any goes where tasks were chosen among."""
    wanted = {name.casefold() for name in areas}

    def keep_task(task: Task) -> bool:
        return (not owners or task.ownership.value in owners) and (
            not wanted or (task.area or "none").casefold() in wanted
        )

    def keep_page(page: PageOwnership) -> PageOwnership:
        kept = [number for number, task in enumerate(page.tasks) if keep_task(task)]
        ids = page.section_ids
        return replace(
            page,
            tasks=tuple(page.tasks[number] for number in kept),
            section_ids=tuple(ids[number] for number in kept) if ids else (),
            areas=tuple(area for area in page.areas if not wanted or area.area.casefold() in wanted),
        )

    pages = [page for page in matrix.pages if not services or page.service in services]
    if owners or wanted:
        pages = [page for page in map(keep_page, pages) if page.tasks]
    return replace(matrix, pages=tuple(pages))
