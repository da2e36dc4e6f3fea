"""Each finding with the lines it stands in, the exact span underlined and the remedy below, as rustc and ruff do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.report.excerpt import make_excerpt
from resp_lint.report.format import BOLD, LEVEL_STYLES
from resp_lint.report.gutter import Gutter
from resp_lint.report.paths import make_file_address
from resp_lint.report.summary import render_closing
from resp_lint.report.wrap import count_cells, shorten, wrap_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.linter import Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding
    from resp_lint.source import Source

NAME_CELLS = 40
_RULE = " \t>|:-"


def render(run: Run, screen: Screen) -> Iterator[str]:
    for page in run.pages:
        for finding in page.findings:
            yield from _render_block(finding, page.source, screen)
            yield ""
    yield from render_closing(run, screen, explain=True)


def _render_block(finding: Finding, source: Source, screen: Screen) -> Iterator[str]:
    gutter = Gutter(screen, len(str(max(finding.start.line, _find_line_below(finding, source)))))
    yield from _render_headline(finding, screen)
    yield from _place(finding, gutter)
    if source.text:
        yield gutter.render_bar()
        yield from _quote_lines(finding, source, gutter)
    remarks = {"help": finding.help, "fix": _fix(finding), "see": "" if screen.links else screen.rule_page(finding)}
    if any(remarks.values()) and source.text:
        yield gutter.render_bar()
    for title, text in remarks.items():
        if text:
            yield from gutter.render_remark(title, screen.text(text))


def _place(finding: Finding, gutter: Gutter) -> Iterator[str]:
    """`path:line:column`, which editors and terminals can follow, and the section, where there is room for it."""
    screen = gutter.screen
    place = f"{screen.text(finding.path)}:{finding.start.line}:{finding.start.column}"
    section = shorten(screen.text(finding.where.section), NAME_CELLS, screen.dots)
    after = f" in “{section}”" if section else ""
    together = not (screen.wraps and section) or gutter.digits + 5 + count_cells(place + after) <= screen.width
    linked = screen.link(place, make_file_address(finding.path) if screen.links else "")
    yield gutter.render_arrow(f"{linked}{after}" if together else linked)
    if not together:
        yield gutter.render_arrow(after.lstrip(), "   ")


def _render_headline(finding: Finding, screen: Screen) -> Iterator[str]:
    level, code, name = finding.level, screen.text(finding.code), screen.text(finding.name)
    before = f"{level}[{code}] {name}: "
    message = screen.text(finding.message)
    lines = wrap_text(message, screen.width - count_cells(before), screen.width - 4) if screen.wraps else [message]
    tag = screen.link(screen.paint(f"{level}[{code}]", LEVEL_STYLES[level]), screen.rule_page(finding))
    yield f"{tag} {name}: {screen.paint(lines[0], BOLD)}"
    yield from (f"    {screen.paint(line, BOLD)}" for line in lines[1:])


def _fix(finding: Finding) -> str:
    if finding.fix is None:
        return ""
    return finding.fix.title if finding.fix.safe else f"{finding.fix.title} (unsafe: look at it)"


def _label(finding: Finding, screen: Screen) -> str:
    """The row and the column of a table that a finding lies in, by number where they have no name."""
    where = finding.where
    parts = [("row", where.row, where.row_number), ("column", where.column, where.column_number)]
    return ", ".join(f"{kind} {_name_rule(name, number, screen)}" for kind, name, number in parts if number)


def _name_rule(name: str, number: int, screen: Screen) -> str:
    return f"“{shorten(screen.text(name), NAME_CELLS, screen.dots)}”" if name else str(number)


def _find_line_above(finding: Finding, source: Source) -> int:
    """The line to show above that of a finding: the header of its table, or the one right above; 0 for none."""
    line = finding.start.line - 1
    return finding.where.header or line * _is_worth_showing(line, source)


def _find_line_below(finding: Finding, source: Source) -> int:
    """The line to show below that of a finding, or 0; rows below a row explain nothing."""
    line = finding.start.line + 1
    return 0 if finding.where.header else line * _is_worth_showing(line, source)


def _is_worth_showing(line: int, source: Source) -> bool:
    """Whether there is more on a line than the rule below a table's header."""
    return 0 < line <= len(source.line_starts) and bool(source.line_text(line).strip(_RULE))


def _quote_lines(finding: Finding, source: Source, gutter: Gutter) -> Iterator[str]:
    """The first line of the span, marked, between its neighbours; of a longer span, the marks say where it ends."""
    screen = gutter.screen
    start, end = finding.start, finding.end
    if above := _find_line_above(finding, source):
        yield gutter.render_neighbour(above, source)
        if above < start.line - 1:
            yield gutter.render_gap()
    line_text = source.line_text(start.line)
    last = len(line_text) if end.line > start.line else end.column - 1
    text, marks = make_excerpt(line_text, start.column - 1, last, gutter.room, screen)
    yield gutter.line(start.line, text)
    note = screen.text(f" … to line {end.line}") if end.line > start.line else ""
    yield from gutter.render_marks(marks, note, _label(finding, screen), LEVEL_STYLES[finding.level])
    if below := _find_line_below(finding, source):
        yield gutter.render_neighbour(below, source)
