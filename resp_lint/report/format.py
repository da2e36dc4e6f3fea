"""`Format`: a way to tell what a run found; `Screen`: where it will be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from msgspec import Struct

from resp_lint.hookspecs import FINDINGS
from resp_lint.report.safe import clean_line, escape_commands, filter_line, reduce_to_ascii, replace_surrogates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from resp_lint.rule import Finding

BOLD = "1"
BLUE = "1;34"
CYAN = "36"
LEVEL_STYLES = {"error": "1;31", "warning": "1;33", "info": "1;36"}


class RunnerCommand(str):
    """A line that GitHub's runner shall take for a command; no other line of ours ever is one."""

    __slots__ = ()


class Screen(Struct, frozen=True):
    """Where a report is read: a terminal, a log, a file.

    `wraps` says that long texts are to be broken at `width`, `links` that texts can carry links, `github` that GitHub's
    runner reads along.  `root` is the folder that paths are relative to for those who read them elsewhere, `web` where
    that folder stands on the web, `docs` where the rules' pages do, with `{code}` or `{name}` in it.  `fixes` says that
    whoever reads this can ask for fixes.
    """

    color: bool = False
    width: int = 100
    wraps: bool = False
    unicode: bool = True
    links: bool = False
    github: bool = False
    root: str = ""
    web: str = ""
    docs: str = ""
    fixes: bool = False
    verbosity: int = 0

    @property
    def dots(self) -> str:
        """What stands where something is left out."""
        return "…" if self.unicode else "..."

    def text(self, text: str) -> str:
        """A text from outside (a path, a message, a line of a page), fit to be shown here on one line."""
        text = clean_line(text)
        return text if self.unicode else reduce_to_ascii(text)

    def paint(self, text: str, style: str) -> str:
        """A text of ours in a style: the parameters of an ANSI colour sequence."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.color and text else text

    def link(self, text: str, address: str) -> str:
        """A text of ours that leads to an address, where the terminal knows how (OSC 8)."""
        if not (self.links and address and text):
            return text
        return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"

    def rule_page(self, finding: Finding) -> str:
        """The address of the page about a finding's rule; empty where it is not known."""
        if not self.docs:
            return ""
        parts = {"{code}": finding.code, "{name}": finding.name}
        address = self.docs
        for mark, value in parts.items():
            address = address.replace(mark, quote(replace_surrogates(value), safe=""))
        return address

    def line(self, line: str) -> str:
        """A finished line on its way out; whatever a format did, nothing harmful is in it."""
        shown = filter_line(line, colors=self.color, links=self.links)
        if not self.unicode:
            shown = reduce_to_ascii(shown)
        return escape_commands(shown) if self.github and not isinstance(line, RunnerCommand) else shown


class Format(Struct, frozen=True):
    """A way to show what a run found or, where `subject` says so, another sort of data: a `matrix`, or `changes`.

    `render` yields lines without their endings; what it needs and others do not, it imports when it is called.
    Every text from outside goes through `screen.text`.  Where `binary` is set, it yields bytes, which nobody looks at.
    One of findings that needs the text of pages `quotes` them; of others, nobody has to keep it.
    """

    name: str
    summary: str
    render: Callable[[Any, Screen], Iterable[Any]]
    subject: str = FINDINGS
    binary: bool = False
    quotes: bool = True
