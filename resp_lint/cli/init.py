"""`resp-lint init`: a configuration that passes today, and a baseline of what there is."""

# ruff: noqa: PTH118 -- as in known.py

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from resp_lint.baseline import baseline_path
from resp_lint.baseline.file import scope_of
from resp_lint.cli import baseline
from resp_lint.cli.arguments import parse, parser
from resp_lint.cli.check import INCOMPLETE, tasks_of, tell_problems
from resp_lint.cli.files import write_new
from resp_lint.cli.known import root
from resp_lint.cli.options import Options
from resp_lint.cli.output import show
from resp_lint.cli.plans import Plans
from resp_lint.cli.screens import screen_for
from resp_lint.config.configuration import Configurations
from resp_lint.config.mistakes import shown_path
from resp_lint.config.toml import toml_value
from resp_lint.engine.runner import check_all
from resp_lint.plugins import load_registry
from resp_lint.rule import Level
from resp_lint.scaffold.configuration import NAME, fitting_profile, look, starting_configuration
from resp_lint.settings import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser
    from resp_lint.linter import Run
    from resp_lint.plugins import Registry

DESCRIPTION = (
    "Looks at all pages of the repository and writes resp-lint.toml and a baseline, so that a run passes today."
)


def command_parser() -> Parser:
    """The command line of `resp-lint init`."""
    made = parser("resp-lint init", "resp-lint init [OPTION...]", DESCRIPTION)
    made.add_argument("--no-baseline", action="store_true", help="leave out rules instead of keeping what they find")
    return made


def main(arguments: Sequence[str]) -> int:
    """Write both files where there is none of them yet."""
    found = parse(command_parser(), arguments)
    registry = load_registry()
    top = os.path.relpath(root())
    _refuse(registry, top)
    run = _look(registry, Options((top,), isolated=True))
    if run.problems:
        return INCOMPLETE
    profiles = {name: registry.profile(name) for name in registry.profiles}
    profile = fitting_profile([page.source for page in run.pages], profiles)
    run = _look(registry, Options((top,), isolated=True, config=(f"profile={toml_value(profile)}",)))
    seen = look(profile, run.pages, Level.WARNING, scope_of(root(), lambda _: frozenset(), ()).name)
    path = os.path.join(root(), NAME)
    write_new(path, starting_configuration(seen, held=not found.no_baseline).encode())
    screen = screen_for(sys.stdout, os.environ, found.color)
    show([f"{shown_path(path)}: written"], screen)
    code = 0 if found.no_baseline else baseline.written(Options((top,)), color=found.color)
    if not code:
        show(["Commit this; from now on only what is new is reported.  Next: resp-lint"], screen)
    return code


def _refuse(registry: Registry, top: str) -> None:
    layers = Configurations(registry).in_folder(top).layers
    if layers:
        raise UsageError(f"{layers[-1].document.shown}: there is a configuration already")
    if os.path.lexists(baseline_path(root())):
        raise UsageError(f"{shown_path(baseline_path(root()))}: there is a baseline already")


def _look(registry: Registry, options: Options) -> Run:
    plans = Plans(options, registry)
    tasks, problems = tasks_of(options)
    run = check_all(tasks, plans.of, plans.tree(tasks), problems)
    tell_problems(tasks, run, options)
    return run
