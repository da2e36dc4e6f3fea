"""One line a finding, for tools and for `grep`: `path:line:column: RSP401 error missing-caption: message [*]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.report.format import LEVEL_STYLES
from resp_lint.report.summary import describe_finding, render_closing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.linter import Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding


def render(run: Run, screen: Screen) -> Iterator[str]:
    for finding in run.findings:
        yield _format_line(finding, screen)
    yield from render_closing(run, screen, marks=True)


def _format_line(finding: Finding, screen: Screen) -> str:
    place = f"{screen.text(finding.path)}:{finding.start.line}:{finding.start.column}"
    level = screen.paint(finding.level, LEVEL_STYLES[finding.level])
    return f"{place}: {screen.text(finding.code)} {level} {describe_finding(finding, screen)}"
