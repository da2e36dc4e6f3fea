"""What the streams and the environment say about where our output will be read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TextIO

from resp_lint.report.format import Screen

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH = 100
_ASCII = {"ascii", "us-ascii", "ansi_x3.4-1968", "646"}
_OFF = {"", "0", "false"}


def screen_for(stream: TextIO | None, environ: Mapping[str, str], color: str = "auto", verbosity: int = 0) -> Screen:
    """The screen behind a stream; what is no terminal gets the same bytes everywhere."""
    terminal = stream is not None and stream.isatty()
    return Screen(
        color=color == "always" or (color == "auto" and wants_color(environ, terminal=terminal)),
        width=_width(stream, environ, terminal=terminal),
        unicode=not (stream is not None and terminal and stream.encoding.lower() in _ASCII),
        github=on_github(environ),
        root=workspace(environ),
        verbosity=verbosity,
    )


def file_screen(environ: Mapping[str, str]) -> Screen:
    """A file, which nobody reads along while it is written."""
    return Screen(root=workspace(environ))


def wants_color(environ: Mapping[str, str], *, terminal: bool) -> bool:
    """As no-color.org and force-color.org say; a terminal that is dumb gets none."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "") not in _OFF:
        return True
    return terminal and environ.get("TERM") != "dumb"


def on_github(environ: Mapping[str, str]) -> bool:
    """Whether GitHub's runner reads what we print."""
    return environ.get("GITHUB_ACTIONS", "").lower() not in _OFF


def workspace(environ: Mapping[str, str]) -> str:
    """The folder that GitHub's paths are relative to."""
    folder = environ.get("GITHUB_WORKSPACE", "")
    return os.path.realpath(folder) if folder else ""


def _width(stream: TextIO | None, environ: Mapping[str, str], *, terminal: bool) -> int:
    columns = environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return int(columns)
    if stream is None or not terminal:
        return WIDTH
    try:
        return os.get_terminal_size(stream.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH
