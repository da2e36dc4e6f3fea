"""`resp-lint changes OLD [NEW] [PATH...]`: what changed hands between two versions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.cli.arguments import make_parser, parse
from resp_lint.cli.exports import deliver_export, requested_exports
from resp_lint.cli.github_step import summarize
from resp_lint.cli.output import complain
from resp_lint.cli.owned import OwnedTree, read_exported, read_folder, read_revision, tell_unknown_keyrefs
from resp_lint.cli.owned_arguments import choose_format, choose_pages, names_in, options_of
from resp_lint.cli.screens import make_file_screen
from resp_lint.cli.session import Session
from resp_lint.engine.discovery import SUFFIXES
from resp_lint.errors import UsageError
from resp_lint.ownership.export import ChangeSet
from resp_lint.ownership.model import ChangeKind
from resp_lint.ownership.versions import AmbiguousServiceError, compare_pages
from resp_lint.report.changes_markdown import tell_changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser

KINDS = tuple(kind.value for kind in ChangeKind)
WORKING_TREE = "the working tree"


def make_command_parser() -> Parser:
    """The command line of `resp-lint changes`."""
    made = make_parser(
        "resp-lint changes",
        "resp-lint changes [OPTION...] OLD [NEW] [PATH...]",
        "Shows what changed hands between two versions of pages. OLD and NEW are revisions, folders, files, or what "
        "resp-lint matrix wrote as JSON; without NEW, a revision is compared with the working tree. After a revision, "
        "what exists as a file or folder is a PATH.",
    )
    made.add_argument("old", metavar="OLD", help="a revision, a folder, a page, or a matrix as JSON")
    made.add_argument("rest", nargs="*", metavar="NEW", help="the same; what follows are files or folders to look at")
    choose_format(made, "text, markdown, json, html", "text")
    group = made.add_argument_group("which changes")
    group.add_argument("--cosmetic", action="store_true", help="show changes of case, punctuation, and markup, too")
    group.add_argument(
        "--fail-on",
        action="extend",
        type=names_in(KINDS),
        default=[],
        metavar="CHANGE[,CHANGE...]",
        help=f"exit with 1 if there is such a change: {', '.join(KINDS)}",
    )
    choose_pages(made)
    return made


class Side(Struct, frozen=True):
    """One of the two versions: what it is called, and its pages."""

    name: str
    tree: OwnedTree
    file: bool = False


def main(arguments: Sequence[str]) -> int:
    """Show the changes: 1 where one of those that `--fail-on` names is there, 2 where a page could not be read."""
    found = parse(make_command_parser(), arguments)
    session = Session(options_of(found, ()))
    reports = requested_exports(session, "changes", "text")
    old, new = read_sides(found.old, found.rest, session, found.keyrefs)
    for problem in (*old.tree.problems, *new.tree.problems):
        complain(f"error: {problem}")
    changes = compare_sides(old, new)
    if not found.cosmetic and "cosmetic" not in found.fail_on:
        changes = drop_cosmetic(changes)
    pages = [page.path for side in (old, new) for page in side.tree.matrix.pages]
    deliver_export(reports, changes, session, pages, os.environ)
    _summarize_step(changes)
    if session.options.verbosity >= 0:
        tell_unknown_keyrefs([old.tree.matrix, new.tree.matrix])
    if old.tree.problems or new.tree.problems:
        return 2
    return int(any(_counts_as(change.change) & set(found.fail_on) for change in changes.changes))


def _counts_as(kind: ChangeKind) -> set[str]:
    """What a gate may call a change: a page that went took its tasks with it."""
    more = {ChangeKind.PAGE_REMOVED: ChangeKind.REMOVED, ChangeKind.PAGE_ADDED: ChangeKind.ADDED}
    return {kind.value, more.get(kind, kind).value}


def drop_cosmetic(changes: ChangeSet) -> ChangeSet:
    """The changes without those of case, punctuation and markup alone."""
    kept = tuple(change for change in changes.changes if change.change is not ChangeKind.COSMETIC)
    return replace(changes, changes=kept)


def compare_sides(old: Side, new: Side) -> ChangeSet:
    """What changed from one version to the other.

    Raises `UsageError`.
    """
    before, after = old.tree.matrix.pages, new.tree.matrix.pages
    if old.file and new.file and len(before) == len(after) == 1:
        # Two files are compared whatever they are called.
        before = (replace(before[0], path=after[0].path),)
    known = {**old.tree.matrix.keyrefs, **new.tree.matrix.keyrefs}
    for page in (*before, *after):
        known |= {**page.keyrefs, **known}
    try:
        return ChangeSet(old.name, new.name, compare_pages(before, after), known)
    except AmbiguousServiceError as error:
        raise UsageError(str(error)) from None


def read_sides(old: str, rest: Sequence[str], session: Session, keyrefs: Sequence[str]) -> tuple[Side, Side]:
    """The two versions that a command line names.

    Raises `UsageError`.
    """
    if os.path.lexists(old):
        if not rest:
            raise UsageError(f"{old} is a file or a folder: give what to compare it with, or a revision")
        sides = [_read_side(name, rest[1:], session, keyrefs) for name in (old, rest[0])]
        if os.path.isdir(old) and os.path.isdir(rest[0]):
            # The same page has another path in each; an exported file holds paths as they were.
            sides = [_start_from(side) for side in sides]
        return sides[0], sides[1]
    new, paths = (rest[0], rest[1:]) if rest and not os.path.lexists(rest[0]) else ("", rest)
    one = _read_revision(old, paths, session, keyrefs)
    if new:
        return one, _read_revision(new, paths, session, keyrefs)
    if len(paths) == 1 and paths[0].endswith(".json"):
        return one, _read_side(paths[0], (), session, keyrefs)
    # A path may lead to pages that only the revision has.
    there = tuple(path for path in paths if os.path.lexists(path))
    tree = read_folder(narrow_session(session, there), keyrefs) if there or not paths else None
    return one, Side(WORKING_TREE, tree or OwnedTree(one.tree.matrix, ()))


def narrow_session(session: Session, paths: Sequence[str]) -> Session:
    """The same session for some paths alone.

    Raises `UsageError`.
    """
    return Session(replace(session.options, paths=tuple(paths)), session.registry)


def _read_revision(revision: str, paths: Sequence[str], session: Session, keyrefs: Sequence[str]) -> Side:
    return Side(revision, read_revision(narrow_session(session, paths), revision, keyrefs))


def _read_side(name: str, paths: Sequence[str], session: Session, keyrefs: Sequence[str]) -> Side:
    """What is in a folder, in a page, or in an exported file; else at a revision."""
    if not os.path.lexists(name):
        return _read_revision(name, paths, session, keyrefs)
    if name.lower().endswith(".json") and not os.path.isdir(name):
        return Side(name, OwnedTree(read_exported(name), ()))
    if not os.path.isdir(name):
        return Side(name, read_folder(narrow_session(session, (name,)), keyrefs), file=name.endswith(SUFFIXES))
    below = tuple(os.path.join(name, path) for path in paths) or (name,)
    return Side(name, read_folder(narrow_session(session, below), keyrefs))


def _start_from(side: Side) -> Side:
    """A folder's pages with paths that start from it."""
    matrix = side.tree.matrix
    pages = tuple(replace(page, path=os.path.relpath(page.path, side.name)) for page in matrix.pages)
    return replace(side, tree=replace(side.tree, matrix=replace(matrix, pages=pages)))


def _summarize_step(changes: ChangeSet) -> None:
    """Put the changes into the summary of a step on GitHub."""
    if not os.environ.get("GITHUB_STEP_SUMMARY"):
        return
    screen = make_file_screen(os.environ)
    summarize(os.environ["GITHUB_STEP_SUMMARY"], tell_changes(changes, screen), screen)
