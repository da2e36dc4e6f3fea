"""Markdown on a terminal, by rich, which takes longer to import than a page to be explained elsewhere."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markdown import Markdown

if TYPE_CHECKING:
    from resp_lint.report.format import Screen


def render_markdown(text: str, screen: Screen) -> str:
    """Markdown as a terminal shows it."""
    written = StringIO()
    console = Console(
        file=written,
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        width=min(screen.width, 100),
    )
    console.print(Markdown(text, hyperlinks=False, code_theme="ansi_dark"))
    return written.getvalue().rstrip("\n")
