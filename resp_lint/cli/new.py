"""`resp-lint new PAGE`: a page from the profile that passes, but for its placeholders."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lint.cli.arguments import choose_configuration, options_of, parse, parser
from resp_lint.cli.files import write_new
from resp_lint.cli.output import show
from resp_lint.cli.screens import screen_for
from resp_lint.cli.session import Session
from resp_lint.scaffold.new_page import new_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser


DESCRIPTION = """\
Writes a new responsibility page from the profile. Nothing is wrong with it but its placeholders, and those resp-lint
reports until they are filled in.
"""


def command_parser() -> Parser:
    """The command line of `resp-lint new`."""
    made = parser("resp-lint new", "resp-lint new [OPTION...] PAGE", DESCRIPTION)
    made.add_argument("page", metavar="PAGE", help="the file to write; there must be none yet")
    made.add_argument(
        "--subcollection",
        default="",
        metavar="NAME",
        help="the subcollection in its front matter (default: the name of the file)",
    )
    choose_configuration(made)
    return made


def main(arguments: Sequence[str]) -> int:
    """Write the page where there is none yet."""
    found = parse(command_parser(), arguments)
    profile = Session(options_of(found)).find_configuration(found.page).settings.profile
    today = datetime.now(UTC).astimezone().date()
    write_new(found.page, new_page(profile, Path(found.page).name, found.subcollection, today).encode())
    show(
        [f"{found.page}: written; resp-lint tells what is to be filled in"],
        screen_for(sys.stdout, os.environ, found.color),
    )
    return 0
