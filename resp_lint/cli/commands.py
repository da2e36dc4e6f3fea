"""The commands there are, by their names; what a plain run asks for, so it is all that stands here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "check": "check pages, as without any command",
    "matrix": "show who owns what, as a table or as data",
    "changes": "show what changed hands between two versions",
    "report": "write one HTML file: who owns what, what changed, what is wrong",
    "server": "serve an editor: a language server on standard input and output",
    "init": "adopt a tree: write a configuration and a baseline",
    "new": "write a new page from the profile",
    "baseline": "keep what is found today, report only what is new",
    "rules": "list all rules",
    "explain": "say why a rule exists, with good and bad examples",
    "inspect": "show what is seen of a page: sections, tables, attributes",
    "config": "show the settings in force, and where each came from",
    "profile": "list, show, check or write profiles: what pages should be",
    "completion": "print what lets a shell complete resp-lint",
    "help": "show the help of the program, or of a command",
}
"""What each command is for; each is a module of this package with a `make_command_parser` and a `main`."""


def load_module(module: str) -> Any:  # noqa: ANN401 -- a module by its name
    """A module of this package that only some runs need: a command's, or what an option asks for.

    What is imported here costs the other runs nothing; the modules themselves import what they use at their top.
    """
    return import_module(f"resp_lint.cli.{module}")
