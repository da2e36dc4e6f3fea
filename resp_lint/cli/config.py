"""`resp-lint config PAGE`: the settings in force and where each came from."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from resp_lint.cli.arguments import choose_configuration, get_options, make_parser, parse
from resp_lint.cli.outcome import warn_misnamed
from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen
from resp_lint.cli.session import Session
from resp_lint.config.schema import make_schema
from resp_lint.config.show import show_settings
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser
DESCRIPTION = "Shows the settings in force for a page, or for the current folder, and where each came from."


def make_command_parser() -> Parser:
    """The command line of `resp-lint config`."""
    made = make_parser("resp-lint config", "resp-lint config [OPTION...] [PAGE]", DESCRIPTION)
    made.add_argument("page", nargs="?", default="", metavar="PAGE", help="a file, which need not exist")
    made.add_argument("--schema", action="store_true", help="print a JSON Schema of resp-lint.toml instead")
    choose_configuration(made)
    return made


def main(arguments: Sequence[str]) -> int:
    """Print the settings as a configuration of their own, or the schema of all there can be."""
    found = parse(make_command_parser(), arguments)
    registry = load_registry()
    screen = make_screen(sys.stdout, os.environ, found.color)
    if found.schema:
        show(json.dumps(make_schema(registry), indent=2, ensure_ascii=True).split("\n"), screen)
        return 0
    session = Session(get_options(found), registry)
    warn_misnamed(session)
    show(show_settings(session.find_configuration(found.page)), screen)
    return 0
