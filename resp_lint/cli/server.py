"""`resp-lint server`: the language server, on standard input and output."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from resp_lint.cli.arguments import choose_configuration, make_parser, parse
from resp_lint.cli.options import Options
from resp_lint.config.load import is_file
from resp_lint.errors import UsageError
from resp_lint.server.connection import Connection
from resp_lint.server.server import serve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser


def make_command_parser() -> Parser:
    """The command line of `resp-lint server`."""
    made = make_parser(
        "resp-lint server",
        "resp-lint server [OPTION...]",
        "Checks pages while somebody writes: a language server on standard input and output, started by an editor.",
    )
    made.add_argument("--no-baseline", action="store_true", help="report old findings of the baseline too")
    # Editors add it to the command of any server.
    made.add_argument("--stdio", action="store_true", help="use standard input and output, as without it")
    choose_configuration(made)
    return made


def main(arguments: Sequence[str]) -> int:
    """Serve one editor until it leaves."""
    gc.enable()  # it may run for days
    found = parse(make_command_parser(), arguments)
    options = Options(
        config=tuple(_absolute(value) for value in found.config),
        isolated=found.isolated,
        no_baseline=found.no_baseline,
        verbosity=-1,
    )
    return serve(Connection(*take_streams()), options)


def _absolute(value: str) -> str:
    """A file that `--config` names, whatever folder is the current one later."""
    return os.path.abspath(value) if is_file(value) else value


def take_streams() -> tuple[int, int]:
    """File descriptors for the protocol alone: what a plugin prints goes to standard error, what it reads is nothing.

    Raises `UsageError` where one of the streams is closed.
    """
    try:
        source, sink = os.dup(0), os.dup(1)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(2, 1)
        os.close(null)
    except OSError as error:
        raise UsageError(f"the server needs standard input, output and error: {error.strerror}") from None
    if sys.platform == "win32":
        import msvcrt  # there is none elsewhere

        for number in (source, sink):
            msvcrt.setmode(number, os.O_BINARY)
    return source, sink
