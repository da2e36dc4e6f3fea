"""The findings of each page under its path, in columns: much on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.report.format import BOLD, LEVEL_STYLES
from resp_lint.report.paths import make_file_address
from resp_lint.report.summary import describe_finding, render_closing
from resp_lint.report.wrap import wrap_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.linter import CheckedPage, Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding

_NARROWEST = 20


def render(run: Run, screen: Screen) -> Iterator[str]:
    for page in run.pages:
        if page.findings:
            yield from _render_page(page, screen)
            yield ""
    yield from render_closing(run, screen, explain=True, marks=True)


def _render_page(page: CheckedPage, screen: Screen) -> Iterator[str]:
    path = screen.text(page.source.path)
    yield screen.link(screen.paint(path, BOLD), make_file_address(page.source.path) if screen.links else "")
    rows = [_make_cells(finding, screen) for finding in page.findings]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for finding, row in zip(page.findings, rows, strict=True):
        yield from _render_lines(finding, row, widths, screen)


def _make_cells(finding: Finding, screen: Screen) -> tuple[str, str, str, str]:
    return str(finding.start.line), str(finding.start.column), str(finding.level), screen.text(finding.code)


def _render_lines(finding: Finding, row: tuple[str, str, str, str], widths: list[int], screen: Screen) -> Iterator[str]:
    line, column, level, code = row
    place = f"{line:>{widths[0]}}:{column:<{widths[1]}}"
    level = screen.paint(level, LEVEL_STYLES[finding.level]) + " " * (widths[2] - len(level))
    code = screen.link(code, screen.rule_page(finding)) + " " * (widths[3] - len(code))
    indent = sum(widths) + 9
    message = describe_finding(finding, screen)
    room = max(screen.width - indent, _NARROWEST)
    lines = wrap_text(message, room, room) if screen.wraps else [message]
    yield f"  {place}  {level}  {code}  {lines[0]}"
    yield from (" " * indent + text for text in lines[1:])
