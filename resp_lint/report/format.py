"""`Format`: a way to tell what a run found; `Screen`: where it will be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_lint.report.safe import ascii_only, no_command, plain, safe_line, styled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from resp_lint.lint import Run

BOLD = "1"
BLUE = "1;34"
CYAN = "36"
LEVEL_STYLES = {"error": "1;31", "warning": "1;33", "info": "1;36"}


class RunnerCommand(str):
    """A line that GitHub's runner shall take for a command; no other line of ours ever is one."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a report is read: a terminal, a log, a file.

    `github` says that GitHub's runner reads along, `root` is the folder that paths of annotations are relative to.
    """

    color: bool = False
    width: int = 100
    unicode: bool = True
    github: bool = False
    root: str = ""
    verbosity: int = 0

    def text(self, text: str) -> str:
        """A text from outside (a path, a message, a line of a page), fit to be shown here on one line."""
        text = safe_line(text)
        return text if self.unicode else ascii_only(text)

    def paint(self, text: str, style: str) -> str:
        """A text of ours in a style: the parameters of an ANSI colour sequence."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.color and text else text

    def line(self, line: str) -> str:
        """A finished line on its way out; whatever a format did, nothing harmful is in it."""
        shown = styled(line) if self.color else plain(line)
        if not self.unicode:
            shown = ascii_only(shown)
        return no_command(shown) if self.github and not isinstance(line, RunnerCommand) else shown


@dataclass(frozen=True, slots=True)
class Format:
    """A way to tell what a run found.

    `render` yields lines without their endings; what it needs and others do not, it imports when it is called.
    Every text from outside goes through `screen.text`.
    """

    name: str
    summary: str
    render: Callable[[Run, Screen], Iterable[str]]
