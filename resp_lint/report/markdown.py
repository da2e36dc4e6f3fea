"""All findings as Markdown tables, one a page: for a comment, and for the summary of a step on GitHub."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint.regex import regex
from resp_lint.report.paths import make_address, make_relative
from resp_lint.report.safe import clean_line
from resp_lint.report.summary import describe_fixable, describe_summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.linter import Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding

COMMENT_BYTES = 65_000
"""A comment on GitHub may have 65,536 characters."""
_MARKUP = regex(r"[\\`*_\[\]|~$#]")
# `@name`, `#1`, `:100:`, `https://` and `www.` are looked for in what Markdown has become, where no escape is left:
# only a character between their parts keeps a page from calling somebody, or from linking somewhere.
_CALLS = regex(r"[@#](?=\w)|:(?=[\w+-]+:|//)|(?i:w)(?=ww\.)")
_NOTHING = "&#8203;"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def render(run: Run, screen: Screen) -> Iterator[str]:
    """What fits into a comment."""
    return cut(render_tables(run, screen), COMMENT_BYTES)


def render_tables(run: Run, screen: Screen) -> Iterator[str]:
    """How the run went, and a table of all findings for each page."""
    yield f"**{escape_text(describe_summary(run))}**"
    if screen.fixes and (hint := describe_fixable(run)):
        yield ""
        yield escape_text(hint)
    for problem in run.problems:
        yield ""
        yield escape_text(f"Not checked: {problem}")
    for page in run.pages:
        if page.findings:
            yield ""
            yield f"#### {escape_text(make_relative(page.source.path, screen.root))}"
            yield ""
            yield "| Place | Level | Rule | What is wrong |"
            yield "| --- | --- | --- | --- |"
            yield from (_render_row(finding, screen) for finding in page.findings)


def _render_row(finding: Finding, screen: Screen) -> str:
    remedy = f" ({finding.help})" if finding.help else ""
    cells = (
        _make_link(f"{finding.start.line}:{finding.start.column}", _locate_on_web(finding, screen)),
        finding.level,
        _make_link(f"{finding.code} {finding.name}", screen.rule_page(finding)),
        escape_text(f"{finding.message}{remedy}"),
    )
    return f"| {' | '.join(cells)} |"


def _make_link(text: str, url: str) -> str:
    return f"[{escape_text(text)}]({url})" if url else escape_text(text)


def _locate_on_web(finding: Finding, screen: Screen) -> str:
    """The address of a finding's line; `plain=1` shows the page as it is written, as only that has lines."""
    path = make_relative(finding.path, screen.root)
    if not screen.web or path.startswith(("/", "../")):
        return ""
    lines = f"#L{finding.start.line}" + (f"-L{finding.end.line}" if finding.end.line > finding.start.line else "")
    return f"{screen.web}/{make_address(path)}?plain=1{lines}"


def escape_text(text: str) -> str:
    """A text that stays text: no markup, no HTML, no end of its cell, no link, and nobody is called."""
    text = re.sub("[&<>]", lambda found: _ENTITIES[found[0]], _CALLS.sub("\\g<0>\0", clean_line(text)))
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", text).replace("\0", _NOTHING)


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
