"""`resp-lint help [COMMAND]`: the help text of the program, or of one of its commands."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from resp_lint.cli.arguments import make_parser, parse
from resp_lint.cli.commands import COMMANDS
from resp_lint.config.errors import suggest_nearest
from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser


def make_command_parser() -> Parser:
    """The command line of `resp-lint help`."""
    made = make_parser("resp-lint help", "resp-lint help [COMMAND]", "Shows the help of the program, or of a command.")
    made.add_argument("command", nargs="?", default="check", metavar="COMMAND", help="the command")
    return made


def main(arguments: Sequence[str]) -> int:
    """Print a help text.

    Raises `UsageError` for a command that there is not.
    """
    command = parse(make_command_parser(), arguments).command
    if command not in COMMANDS:
        raise make_unknown_error(command)
    made: Parser = import_module(f"resp_lint.cli.{command}").make_command_parser()
    made.print_help()
    return 0


def make_unknown_error(command: str) -> UsageError:
    """The error that names the command that may be meant."""
    return UsageError(f"unknown command “{command}”; {suggest_nearest(command, COMMANDS)}")
