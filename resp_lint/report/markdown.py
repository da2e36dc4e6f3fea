"""All findings as a Markdown table: for a comment, and for the summary of a step on GitHub."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint.report.paths import address, relative
from resp_lint.report.safe import safe_line
from resp_lint.report.summary import fixable, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.lint import Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding

COMMENT_BYTES = 65_000
"""A comment on GitHub may have 65,536 characters."""
# `:100:` would become an emoji, `www.` and `://` a link.
_MARKUP = re.compile(r"[\\`*_\[\]#|~@$]|:(?=[\w/+-])|(?i:w)(?=ww\.)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def render(run: Run, screen: Screen) -> Iterator[str]:
    """What fits into a comment."""
    return cut(table(run, screen), COMMENT_BYTES)


def table(run: Run, screen: Screen) -> Iterator[str]:
    """How the run went, and all its findings."""
    yield f"**{_cell(summary(run))}**"
    if run.findings:
        yield ""
        yield "| Place | Level | Rule | What is wrong |"
        yield "| --- | --- | --- | --- |"
        yield from (_row(finding, screen) for finding in run.findings)
    if screen.fixes and (hint := fixable(run)):
        yield ""
        yield _cell(hint)


def _row(finding: Finding, screen: Screen) -> str:
    place = f"{relative(finding.path, screen.root)}:{finding.start.line}:{finding.start.column}"
    remedy = f" ({finding.help})" if finding.help else ""
    cells = (
        _linked(place, _on_the_web(finding, screen)),
        finding.level,
        _linked(f"{finding.code} {finding.name}", screen.rule_page(finding)),
        _cell(f"{finding.message}{remedy}"),
    )
    return f"| {' | '.join(cells)} |"


def _linked(text: str, url: str) -> str:
    return f"[{_cell(text)}]({url})" if url else _cell(text)


def _on_the_web(finding: Finding, screen: Screen) -> str:
    """The address of a finding's line; `plain=1` shows the page as it is written, as only that has lines."""
    path = relative(finding.path, screen.root)
    if not screen.web or path.startswith(("/", "../")):
        return ""
    lines = f"#L{finding.start.line}" + (f"-L{finding.end.line}" if finding.end.line > finding.start.line else "")
    return f"{screen.web}/{address(path)}?plain=1{lines}"


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
            yield f"{len(lines) - index} more lines are cut here, as a text may not be longer."
            return
        yield line
