"""Which terminals know hyperlinks (OSC 8); nobody can ask them, so they are known by what they say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAMS = frozenset({"ghostty", "hyper", "iterm.app", "mintty", "rio", "tabby", "warpterminal", "wezterm", "zed"})
TERMS = ("alacritty", "contour", "foot", "wezterm", "xterm-ghostty", "xterm-kitty")
MULTIPLEXERS = ("screen", "tmux")
VTE = 5000  # older ones crash
KONSOLE = 201200
_OFF = {"0", "false", "no"}


def supports_links(environ: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether a text may carry a link; FORCE_HYPERLINK says so, or that it may not.

    VS Code is left out, as it finds `path:line:column` by itself and leads to the line, which a link does not.
    """
    forced = environ.get("FORCE_HYPERLINK", "")
    if forced:
        return forced.lower() not in _OFF
    term = environ.get("TERM", "")
    if not terminal or term == "dumb" or term.startswith(MULTIPLEXERS):
        return False
    return (
        term.startswith(TERMS)
        or environ.get("TERM_PROGRAM", "").lower() in PROGRAMS
        or bool(environ.get("WT_SESSION") or environ.get("DOMTERM"))
        or _number(environ, "VTE_VERSION") >= VTE
        or _number(environ, "KONSOLE_VERSION") >= KONSOLE
    )


def _number(environ: Mapping[str, str], name: str) -> int:
    text = environ.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else 0
