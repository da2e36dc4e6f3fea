"""`resp-lint new PAGE`: a page from the profile that passes, but for its placeholders."""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lint.cli.arguments import choose_configuration, get_options, make_parser, parse
from resp_lint.cli.files import write_new
from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen
from resp_lint.cli.session import Session
from resp_lint.config.find import find_root
from resp_lint.errors import UsageError
from resp_lint.io import read_file
from resp_lint.page.parser import parse as parse_page
from resp_lint.scaffold.new_page import write_new_page
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.arguments import Parser
    from resp_lint.page.kind import Conventions

MAX_NEIGHBOURS = 50
DESCRIPTION = """\
Writes a new responsibility page from the profile. Nothing is wrong with it but its placeholders, and those resp-lint
reports until they are filled in.
"""


def make_command_parser() -> Parser:
    """The command line of `resp-lint new`."""
    made = make_parser("resp-lint new", "resp-lint new [OPTION...] PAGE", DESCRIPTION)
    made.add_argument("page", metavar="PAGE", help="the file to write; there must be none yet")
    made.add_argument(
        "--subcollection",
        default="",
        metavar="NAME",
        help="the subcollection in its front matter (default: that of the pages beside it, else the name of the file)",
    )
    choose_configuration(made)
    return made


def main(arguments: Sequence[str]) -> int:
    """Write the page where there is none yet."""
    found = parse(make_command_parser(), arguments)
    profile = Session(get_options(found)).find_configuration(found.page).settings.profile
    today = datetime.now(UTC).astimezone().date()
    folder = Path(found.page).parent
    subcollection = found.subcollection or find_subcollection(folder, profile.conventions)
    text = write_new_page(profile, Path(found.page).name, subcollection, today)
    make_folder(folder)
    write_new(found.page, text.encode())
    show(
        [f"{found.page}: written; resp-lint says what is to be filled in"],
        make_screen(sys.stdout, os.environ, found.color),
    )
    return 0


def find_subcollection(folder: Path, conventions: Conventions) -> str:
    """The subcollection that most pages of a folder name, or of the nearest one above it in the repository."""
    top = Path(find_root(str(folder / "x")))
    for place in (folder, *folder.absolute().parents):
        pages = sorted(place.glob("*.md"))[:MAX_NEIGHBOURS]
        counts = Counter(filter(None, (_read_subcollection(page, conventions) for page in pages)))
        if counts:
            return counts.most_common(1)[0][0]
        if place.absolute() == top:
            break
    return ""


def _read_subcollection(path: Path, conventions: Conventions) -> str:
    try:
        page = parse_page(Source.from_bytes(str(path), read_file(str(path))), conventions)
    except (OSError, ValueError):
        return ""
    value = page.front_matter.data.get("subcollection") if page.front_matter.data else ""
    return value if isinstance(value, str) else ""


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where there is none.

    Raises `UsageError`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot make the folder {folder}: {getattr(error, 'strerror', None) or error}") from None
