"""All findings as a Markdown table: what stands in the summary of a step on GitHub."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint.report.github import relative
from resp_lint.report.safe import safe_line
from resp_lint.report.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.lint import Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding

# `:100:` would become an emoji, `www.` and `://` a link.
_MARKUP = re.compile(r"[\\`*_\[\]#|~@$]|:(?=[\w/+-])|(?i:w)(?=ww\.)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def render(run: Run, screen: Screen) -> Iterator[str]:
    yield f"**{_cell(summary(run))}**"
    if run.findings:
        yield ""
        yield "| Place | Level | Rule | What is wrong |"
        yield "| --- | --- | --- | --- |"
        yield from (_row(finding, screen) for finding in run.findings)


def _row(finding: Finding, screen: Screen) -> str:
    place = f"{relative(finding.path, screen.root)}:{finding.start.line}:{finding.start.column}"
    cells = (place, finding.level, f"{finding.code} {finding.name}", f"{finding.message} {finding.help}")
    return f"| {' | '.join(_cell(cell.strip()) for cell in cells)} |"


def _cell(text: str) -> str:
    """A text that stays text: no markup, no HTML, no end of the cell."""
    text = re.sub("[&<>]", lambda found: _ENTITIES[found[0]], safe_line(text))
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", text)


def cut(lines: Iterable[str], limit: int) -> Iterator[str]:
    """The lines that fit into `limit` bytes, each with its ending; if some do not, a last one says how many."""
    lines = tuple(lines)
    reserve = 100
    used = 0
    for index, line in enumerate(lines):
        used += len(line.encode()) + 1
        if used > limit - reserve:
            yield ""
            yield f"{len(lines) - index} more lines are cut here, as a summary may not be longer."
            return
        yield line
