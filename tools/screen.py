"""A terminal's screen as an SVG picture: what the program shows there, in its own colours."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

if TYPE_CHECKING:
    from pathlib import Path

WIDTH = 108
# Pictures on the web may load nothing, so they take a font that is there.
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def shown(command: list[str], folder: Path) -> str:
    """What a command shows on a terminal, with its colours."""
    keyboard, terminal = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "COLUMNS": str(WIDTH), "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(command, cwd=folder, stdout=terminal, stderr=terminal, env=environment)
    os.close(terminal)
    parts: list[bytes] = []
    try:
        while part := os.read(keyboard, 65536):
            parts.append(part)
    except OSError:  # Linux says so where a terminal has no more to give
        pass
    process.wait()
    os.close(keyboard)
    return b"".join(parts).decode().replace("\r\n", "\n")


def picture(text: str, title: str) -> str:
    """Text with colours as a picture of a terminal, the same bytes for the same text."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor")
    for line in text.rstrip("\n").split("\n"):
        console.print(Text.from_ansi(line), no_wrap=True, crop=False)
    return _FONT.sub("", console.export_svg(title=title, theme=SVG_EXPORT_THEME, unique_id="screen"))
