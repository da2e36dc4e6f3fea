"""What all command lines have in common: argparse, its words through our gate, its help as wide as we want it."""

from __future__ import annotations

import argparse
import os
import sys
from textwrap import fill
from typing import TYPE_CHECKING, NoReturn

from resp_lint.cli.hints import hint_option, hint_value
from resp_lint.cli.manual import fill_paragraphs, show_examples
from resp_lint.cli.options import Options
from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen
from resp_lint.errors import UsageError
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_OPTION = "\0"
_UNKNOWN = regex(r"unrecognized arguments: (--?[\w-]+)")
_CHOICE = regex(r"argument (--[\w-]+): invalid choice: '([^']*)'")
ADD_IGNORES = "--add-ignores"
PROGRAM = "the program"
WIDTH = 80
"""Longer lines are hard to read, however wide the terminal is."""


class Formatter(argparse.HelpFormatter):
    """Fills texts to the width of the terminal, and leaves alone what is laid out already."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=get_width())

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        filled = (
            fill(line, width, break_long_words=False, break_on_hyphens=False) if len(line) > width else line
            for line in text.split("\n")
        )
        return "\n".join(f"{indent}{line}" for text in filled for line in text.split("\n"))


def get_width() -> int:
    """How wide a help text is to be."""
    return min(make_screen(sys.stdout, os.environ, "never").width, WIDTH) - 1


class Parser(argparse.ArgumentParser):
    """An argparse parser whose words leave through our gate."""

    def error(self, message: str) -> NoReturn:
        command = self.prog.removesuffix(" check")
        raise UsageError(f"{message}{self._hint_meant(message)} (try: {command} --help)")

    def _hint_meant(self, message: str) -> str:
        """The option, or the value, that may be meant by one that there is not."""
        hint = ""
        if unknown := _UNKNOWN.match(message):
            hint = hint_option(unknown[1], self._option_string_actions)
        elif choice := _CHOICE.match(message):
            hint = hint_value(choice[2], self._option_string_actions[choice[1]].choices or ())
        return f"; {hint}" if hint else ""

    def format_help(self) -> str:
        """What is special about a command first, what all have in common last."""
        self._action_groups.sort(key=lambda group: group.title == PROGRAM)
        return super().format_help().replace(" [=", "[=")

    def print_help(self, file: object = None) -> None:
        del file
        show(self.format_help().rstrip().split("\n"), make_screen(sys.stdout, os.environ, "never"))


def choose_configuration(made: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Give a command `--config` and `--isolated`."""
    made.add_argument(
        "--config",
        action="append",
        default=[],
        metavar="FILE|KEY=VALUE",
        help="the only configuration file, or one setting; can be repeated",
    )
    made.add_argument("--isolated", action="store_true", help="read no configuration file")


def get_options(found: argparse.Namespace) -> Options:
    """What the arguments of a command say that a check has, too: its paths, and what `choose_configuration` gives."""
    return Options(tuple(getattr(found, "paths", ())), config=tuple(found.config), isolated=found.isolated)


def make_parser(prog: str, usage: str, description: str, epilog: str = "") -> Parser:
    """A parser with nothing but `--color` and `--debug`, which every command has."""
    made = Parser(
        prog,
        usage,
        fill_paragraphs(description, get_width()),
        epilog or show_examples(prog.rpartition(" ")[2], get_width()),
        formatter_class=Formatter,
        allow_abbrev=False,
        add_help=False,
    )
    vars(made)["color"] = False  # from Python 3.14 on, argparse colours by rules of its own
    made._positionals.title = "arguments"  # noqa: SLF001 -- argparse has no other way to its group of "positionals"
    group = made.add_argument_group(PROGRAM)
    group.add_argument("-h", "--help", action="help", help="show this and leave")
    group.add_argument("-V", "--version", action="store_true", help=argparse.SUPPRESS)
    group.add_argument("--debug", action="store_true", help="show a traceback where the program itself fails")
    group.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        metavar="WHEN",
        help="colours: auto (the default: on a terminal; NO_COLOR and FORCE_COLOR count), always, never",
    )
    return made


def parse(made: Parser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse arguments, options and paths in any order; what stands after `--` is no option, whatever it looks like.

    Raises `UsageError`.
    """
    # argparse forgets about `--` where paths and options are mixed; a mark that no argument can hold reminds it.
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options = [f"{it}=" if it == ADD_IGNORES else it for it in arguments[:end]]  # its value never stands apart
    marked = [*options, *(f"{_NO_OPTION}{argument}" for argument in arguments[end + 1 :])]
    found = vars(made.parse_intermixed_args(marked))
    return argparse.Namespace(**{name: _unmark(value) for name, value in found.items()})


def split_list(text: str) -> list[str]:
    """The parts of a list with commas; an empty one selects nothing by mistake, so it is refused."""
    found = [name.strip() for name in text.split(",") if name.strip()]
    if not found:
        raise argparse.ArgumentTypeError("give a code, a prefix of codes or a name")
    return found


def _unmark(value: object) -> object:
    if isinstance(value, list):
        return [_unmark(part) for part in value]
    return value.removeprefix(_NO_OPTION) if isinstance(value, str) else value
