"""What the streams and the environment say about where our output will be read."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, TextIO

from msgspec.structs import replace

from resp_lint.cli.hyperlinks import supports_links
from resp_lint.report.format import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH = 100
DOCS = "RESP_LINT_DOCS_URL"
_WEB = re.compile(r"https?://[\w.:~/{}?=&%+-]+", re.ASCII)
_ASCII = {"ascii", "us-ascii", "ansi_x3.4-1968", "646"}
_OFF = {"", "0", "false"}


def make_screen(stream: TextIO | None, environ: Mapping[str, str], color: str = "auto", verbosity: int = 0) -> Screen:
    """The screen after a stream; what is no terminal gets the same bytes everywhere."""
    terminal = stream is not None and stream.isatty()
    return replace(
        make_file_screen(environ),
        color=color == "always" or (color == "auto" and use_color(environ, terminal=terminal)),
        width=_measure_width(stream, environ, terminal=terminal),
        wraps=terminal,
        unicode=not (stream is not None and terminal and stream.encoding.lower() in _ASCII),
        links=supports_links(environ, terminal=terminal),
        github=is_on_github(environ),
        verbosity=verbosity,
    )


def make_file_screen(environ: Mapping[str, str]) -> Screen:
    """A file, which nobody reads along while it is written."""
    return Screen(root=find_workspace(environ), web=find_web_address(environ), docs=get_docs(environ), fixes=True)


def use_color(environ: Mapping[str, str], *, terminal: bool) -> bool:
    """As no-color.org and force-color.org say; a terminal that is dumb gets none."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "") not in _OFF:
        return True
    return terminal and environ.get("TERM") != "dumb"


def is_on_github(environ: Mapping[str, str]) -> bool:
    """Whether GitHub's runner reads what we print."""
    return environ.get("GITHUB_ACTIONS", "").lower() not in _OFF


def find_workspace(environ: Mapping[str, str]) -> str:
    """The folder that paths are relative to where GitHub or GitLab reads them."""
    folder = environ.get("GITHUB_WORKSPACE") or environ.get("CI_PROJECT_DIR") or ""
    return os.path.realpath(folder) if folder else ""


def find_web_address(environ: Mapping[str, str]) -> str:
    """Where the files of the workspace stand on the web."""
    github = [environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")]
    gitlab = [environ.get(f"CI_{name}", "") for name in ("PROJECT_URL", "COMMIT_SHA")]
    if all(github):
        return _make_address("{}/{}/blob/{}".format(*github))
    return _make_address("{}/-/blob/{}".format(*gitlab)) if all(gitlab) else ""


def get_docs(environ: Mapping[str, str]) -> str:
    """Where the rules' pages stand, with `{code}` or `{name}` in it."""
    address = _make_address(environ.get(DOCS, ""))
    return address if not address or "{code}" in address or "{name}" in address else f"{address}/{{name}}"


def _make_address(text: str) -> str:
    """An address that can stand in a link of any format, or nothing."""
    return text.rstrip("/") if _WEB.fullmatch(text) else ""


def _measure_width(stream: TextIO | None, environ: Mapping[str, str], *, terminal: bool) -> int:
    columns = environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return int(columns)
    if stream is None or not terminal:
        return WIDTH
    try:
        return os.get_terminal_size(stream.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH
