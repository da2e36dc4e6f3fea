"""Each finding with the line it stands in, the exact span underlined and the remedy below, as rustc and ruff do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.report.excerpt import excerpt
from resp_lint.report.format import BLUE, BOLD, LEVEL_STYLES
from resp_lint.report.summary import closing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.lint import Run
    from resp_lint.page.source import Source
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding


def render(run: Run, screen: Screen) -> Iterator[str]:
    for page in run.pages:
        for finding in page.findings:
            yield from _block(finding, page.source, screen)
            yield ""
    yield from closing(run, screen)


def _block(finding: Finding, source: Source, screen: Screen) -> Iterator[str]:
    margin = " " * len(str(finding.start.line))
    place = f"{screen.text(finding.path)}:{finding.start.line}:{finding.start.column}"
    bar = screen.paint("|", BLUE)
    yield _headline(finding, screen)
    yield f"{margin}{screen.paint('-->', BLUE)} {place}"
    if source.text:
        yield f"{margin} {bar}"
        yield from _quoted(finding, source, screen)
    if finding.help:
        if source.text:
            yield f"{margin} {bar}"
        yield f"{margin} {screen.paint('=', BLUE)} {screen.paint('help', BOLD)}: {screen.text(finding.help)}"


def _headline(finding: Finding, screen: Screen) -> str:
    level = screen.paint(f"{finding.level}[{screen.text(finding.code)}]", LEVEL_STYLES[finding.level])
    return f"{level} {screen.text(finding.name)}: {screen.paint(screen.text(finding.message), BOLD)}"


def _quoted(finding: Finding, source: Source, screen: Screen) -> Iterator[str]:
    """The first line of the span, marked; of a longer span, the marks say where it ends."""
    start, end = finding.start, finding.end
    line = source.line_text(start.line)
    several = end.line > start.line
    last = len(line) if several else end.column - 1
    number = str(start.line)
    room = max(screen.width - len(number) - 3, 20)
    text, marks = excerpt(line, start.column - 1, last, room, screen)
    gutter = " " * len(number)
    note = screen.text(f" … to line {end.line}") if several else ""
    bar = screen.paint("|", BLUE)
    yield f"{screen.paint(number, BLUE)} {bar} {text}".rstrip()
    yield f"{gutter} {bar} {_painted(marks, note, finding, screen)}"


def _painted(marks: str, note: str, finding: Finding, screen: Screen) -> str:
    blank = len(marks) - len(marks.lstrip())
    return marks[:blank] + screen.paint(marks[blank:] + note, LEVEL_STYLES[finding.level])
