"""`resp-lint completion SHELL`: what a shell needs to complete our command line, and the answer when it asks.

The argcomplete library talks to the shells.  At each tab they start resp-lint itself, so what is offered is always what
this installation knows: rules, profiles and formats of plugins are among it.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from argcomplete import autocomplete
from argcomplete.lexers import split_line
from argcomplete.shell_integration import shellcode

from resp_lint.cli.arguments import make_parser, parse
from resp_lint.cli.commands import COMMANDS, load_module
from resp_lint.cli.completers import attach
from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser

SHELLS = ("bash", "zsh", "fish")
USAGE = "resp-lint completion [OPTION...] bash|zsh|fish"
DESCRIPTION = "Prints what lets a shell complete commands, options, rules, profiles, formats and paths."


def make_command_parser() -> Parser:
    """The command line of `resp-lint completion`."""
    made = make_parser("resp-lint completion", USAGE, DESCRIPTION)
    made.add_argument("shell", choices=SHELLS, metavar="bash|zsh|fish", help="the shell")
    return made


def main(arguments: Sequence[str]) -> int:
    """Print what the shell is to read when it starts."""
    found = parse(make_command_parser(), arguments)
    show(
        shellcode(["resp-lint"], shell=found.shell).strip("\n").split("\n"),
        make_screen(sys.stdout, os.environ, "never"),
    )
    return 0


def respond() -> int:
    """Tell the shell what may stand where the cursor is, and leave at once: nothing needs to be cleaned up."""
    autocomplete(make_asked_parser(), always_complete_options=False)
    return 0


def make_asked_parser() -> Parser:
    """The command line that the environment variables of a shell ask about, with all that completes it."""
    *_, words, _ = split_line(os.environ["COMP_LINE"], int(os.environ["COMP_POINT"]))
    command = words[1] if len(words) > 1 and words[1] in COMMANDS else ""
    if command:  # the words that count start one later
        os.environ["_ARGCOMPLETE"] = "2"
    made: Parser = load_module(command or "check").make_command_parser()
    attach(made, first=len(words) == 1)
    return made
