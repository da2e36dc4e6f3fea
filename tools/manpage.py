"""The manual page, of the very parsers and texts that `--help` shows; argparse-manpage knows troff."""

from __future__ import annotations

import os
import re
from argparse import SUPPRESS
from importlib import import_module
from typing import TYPE_CHECKING

from argparse_manpage.manpage import Manpage

from resp_lint import __version__
from resp_lint.cli.arguments import PROGRAM
from resp_lint.cli.check_arguments import USAGE, make_check_parser
from resp_lint.cli.commands import COMMANDS
from resp_lint.cli.manual import DESCRIPTION, EXAMPLES, MORE

if TYPE_CHECKING:
    from resp_lint.cli.arguments import Parser

ABOUT = {
    "project_name": "resp-lint",
    "version": __version__,
    "date": " ",  # the version says it; a date would be another one each time
    "manual_title": "resp-lint manual",
    "description": "check responsibility pages of documentation",
}


def manual() -> str:
    """The page as troff."""
    os.environ["COLUMNS"] = "80"  # the same lines on every terminal
    made = Manpage(with_commands(), _data=ABOUT, format="single-commands-section")
    made.add_section("synopsis", "=", "\n.br\n".join(escaped(line.strip()) for line in USAGE.split("\n")))
    of_commands = tuple(entry for entries_of_one in EXAMPLES.values() for entry in entries_of_one)
    for section in MORE:
        made.add_section(section.title, "=", entries(section.entries))
    made.add_section("examples", ">", "\n" + entries(of_commands))
    return re.sub(r" (\\fI\\,)?\[=", r"\1[=", str(made))  # a value that never stands apart


def with_commands() -> Parser:
    """The program's parser with those of its commands below it, which at run time only the first word chooses."""
    made = make_check_parser()
    made.format_help()  # brings its groups into their order
    made.prog, made.description, made.epilog = "resp-lint", DESCRIPTION, None
    below = made.add_subparsers(title="commands")
    for name in COMMANDS:
        if name != "check":
            own = without_common(import_module(f"resp_lint.cli.{name}").make_command_parser())
            below.add_parser(name, parents=[own], add_help=False, usage=own.usage, description=own.description)
    return made


def without_common(own: Parser) -> Parser:
    """A command's parser in which what all have in common is not told again."""
    own._positionals.title = "positional arguments"  # noqa: SLF001 -- the library knows it by this name
    for group in own._action_groups:  # noqa: SLF001 -- as the library does it
        for action in group._group_actions if group.title == PROGRAM else ():  # noqa: SLF001
            action.help = SUPPRESS
    return own


def entries(pairs: tuple[tuple[str, str], ...]) -> str:
    """Terms, each with what it means."""
    return "\n".join(f".TP\n\\fB{escaped(term)}\\fR\n{escaped(text)}" for term, text in pairs)


def escaped(text: str) -> str:
    """A text that troff takes as it is: a hyphen may be copied into a shell, a dot may begin a line."""
    return "\\&" + text.replace("\\", "\\e").replace("-", "\\-")
