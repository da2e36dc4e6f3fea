"""`resp-lint init`: a configuration that passes today, and a baseline of what there is."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from resp_lint.baseline import locate_baseline
from resp_lint.baseline.file import determine_scope
from resp_lint.cli.arguments import make_parser, parse
from resp_lint.cli.baseline import write_baseline
from resp_lint.cli.files import write_new
from resp_lint.cli.options import Options
from resp_lint.cli.outcome import INCOMPLETE, report_problems
from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen
from resp_lint.cli.session import Session
from resp_lint.config.errors import shorten_path
from resp_lint.config.toml import format_value
from resp_lint.config.validate import is_file_name
from resp_lint.errors import UsageError
from resp_lint.rule import Level
from resp_lint.scaffold.configuration import NAME, choose_profile, look, write_configuration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser
    from resp_lint.linter import Run

DESCRIPTION = (
    "Looks at all pages of the repository and writes resp-lint.toml and a baseline, so that a run passes today."
)


def make_command_parser() -> Parser:
    """The command line of `resp-lint init`."""
    made = make_parser("resp-lint init", "resp-lint init [OPTION...]", DESCRIPTION)
    made.add_argument(
        "--no-baseline",
        action="store_true",
        help="write no baseline; the configuration ignores the rules that find something today",
    )
    made.add_argument(
        "--profile",
        default="",
        metavar="NAME|FILE",
        help="what the pages should be (default: the profile that fits them best)",
    )
    return made


def main(arguments: Sequence[str]) -> int:
    """Write both files where there is none of them yet."""
    found = parse(make_command_parser(), arguments)
    bare = Session(Options(isolated=True))
    top = os.path.relpath(bare.root)
    _refuse(top)
    if found.profile and not is_file_name(found.profile):
        bare.registry.profile(found.profile)
    run = _look(Session(Options((top,), isolated=True), bare.registry))
    if run.problems:
        return INCOMPLETE
    profiles = {name: bare.registry.profile(name) for name in bare.registry.profiles}
    profile = found.profile or choose_profile([page.source for page in run.pages], profiles)
    chosen = Options((top,), isolated=True, config=(f"profile={format_value(profile)}",))
    run = _look(Session(chosen, bare.registry))
    if is_file_name(profile):
        profile = os.path.relpath(profile, bare.root).replace(os.sep, "/")
    seen = look(profile, run.pages, Level.WARNING, determine_scope(bare.root, lambda _: frozenset(), ()).name)
    path = os.path.join(bare.root, NAME)
    write_new(path, write_configuration(seen, held=not found.no_baseline).encode())
    screen = make_screen(sys.stdout, os.environ, found.color)
    show([f"{shorten_path(path)}: written"], screen)
    code = 0 if found.no_baseline else write_baseline(Session(Options((top,))), color=found.color)
    if not code:
        show(["Commit this; from now on only what is new is reported.  Next: resp-lint"], screen)
    return code


def _refuse(top: str) -> None:
    session = Session(Options((top,)))
    layers = session.configurations.find_in_folder(top).layers
    if layers:
        raise UsageError(f"{layers[-1].document.shown}: there is a configuration already")
    path = locate_baseline(session.root)
    if os.path.lexists(path):
        raise UsageError(f"{shorten_path(path)}: there is a baseline already")


def _look(session: Session) -> Run:
    found = session.find_tasks()
    run = session.check(found)
    report_problems(found.tasks, run, session.options)
    return run
