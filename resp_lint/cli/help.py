"""`resp-lint help [COMMAND]`: the help text of the program, or of one of its commands."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from resp_lint.cli.arguments import parse, parser
from resp_lint.cli.commands import COMMANDS
from resp_lint.config.errors import nearest
from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser


def command_parser() -> Parser:
    """The command line of `resp-lint help`."""
    made = parser("resp-lint help", "resp-lint help [COMMAND]", "Shows the help of the program, or of a command.")
    made.add_argument("command", nargs="?", default="check", metavar="COMMAND", help="the command")
    return made


def main(arguments: Sequence[str]) -> int:
    """Print a help text.

    Raises `UsageError` for a command that there is not.
    """
    command = parse(command_parser(), arguments).command
    if command not in COMMANDS:
        raise unknown(command)
    made: Parser = import_module(f"resp_lint.cli.{command}").command_parser()
    made.print_help()
    return 0


def unknown(command: str) -> UsageError:
    """The error that names the command that may be meant."""
    return UsageError(f"unknown command “{command}”; {nearest(command, COMMANDS)}")
