"""How many findings there are by page, by area and by rule, in place of the findings."""

from __future__ import annotations

from bisect import bisect_right
from io import StringIO
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from rich.console import Console
from rich.table import Table
from rich.text import Text

from resp_lint.report.json import count_summary, encode, separate
from resp_lint.report.summary import render_closing
from resp_lint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from resp_lint.linter import CheckedPage, Run
    from resp_lint.page.model import Page
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding

    PageOf = Callable[[CheckedPage], Page]

OUTSIDE = "page"
"""What the place of findings is called that stand in no area."""
_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_UNBROKEN = 10_000
_TITLES = {  # the numbers that people see, and the titles of their columns
    **{name: name for name in ("findings", "error", "warning", "info")},
    "safe_fixes": "safe fix",
    "unsafe_fixes": "unsafe fix",
}


class Group(Struct, frozen=True):
    """Findings that have something in common, and what that is."""

    name: str
    findings: tuple[Finding, ...]

    @property
    def numbers(self) -> dict[str, int]:
        """How many findings there are, of which level, and how many have a fix: a safe one, or one to be looked at."""
        levels = {str(level): sum(it.level is level for it in self.findings) for level in Level}
        fixes = [finding.fix.safe for finding in self.findings if finding.fix]
        kinds = {"fixable": len(fixes), "safe_fixes": fixes.count(True), "unsafe_fixes": fixes.count(False)}
        return {"findings": len(self.findings), **levels, **kinds}


class Statistics(Struct, frozen=True):
    """The findings of a run in groups, those with the most findings first."""

    pages: tuple[Group, ...]
    areas: tuple[Group, ...]
    rules: tuple[Group, ...]


def compute_statistics(run: Run, page_of: PageOf) -> Statistics:
    """Group the findings of a run; `page_of` reads a page, which tells its areas."""
    pages = {checked.source.path: page_of(checked) for checked in run.pages if checked.findings}
    return Statistics(
        _group_findings(run.findings, lambda finding: finding.path),
        _group_findings(run.findings, lambda finding: find_area(pages[finding.path], finding)),
        _group_findings(run.findings, lambda finding: f"{finding.code} {finding.name}"),
    )


def find_area(page: Page, finding: Finding) -> str:
    """The title of the area in whose section a finding stands, as the profile writes it."""
    start = page.source.line_start(finding.start.line)
    index = bisect_right(page.sections, start, key=lambda section: section.start) - 1
    match = page.sections[index].area if index >= 0 else None
    return match.area.title if match else OUTSIDE


def _group_findings(findings: Iterable[Finding], key: Callable[[Finding], str]) -> tuple[Group, ...]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(key(finding), []).append(finding)
    groups = (Group(name, tuple(members)) for name, members in found.items())
    return tuple(sorted(groups, key=lambda group: (-len(group.findings), group.name)))


# --- for people


def render_text(run: Run, screen: Screen, page_of: PageOf) -> Iterator[str]:
    """A table a kind of group; the rules come last, where a terminal stops."""
    found = compute_statistics(run, page_of)
    for title, groups in (("page", found.pages), ("area", found.areas), ("rule", found.rules)):
        if groups:
            yield from _render_lines(_make_table(title, groups, screen), screen)
            yield ""
    yield from render_closing(run, screen, counted=True)


def _make_table(title: str, groups: Iterable[Group], screen: Screen) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name, heading in _TITLES.items():
        table.add_column(heading, justify="right", no_wrap=True, style=_STYLES.get(name, ""))
    table.add_column(title, overflow="fold")
    for group in groups:
        numbers = [group.numbers[name] for name in _TITLES]
        cells = (Text(str(number), "" if number else "dim not bold default") for number in numbers)
        table.add_row(*cells, Text(screen.text(group.name)))
    return table


def _render_lines(table: Table, screen: Screen) -> Iterator[str]:
    written = StringIO()
    console = Console(
        file=written,
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        width=screen.width if screen.wraps else _UNBROKEN,
    )
    console.print(table)
    yield from (line.rstrip() for line in written.getvalue().rstrip("\n").split("\n"))


# --- for programs


def render_json(run: Run, page_of: PageOf) -> Iterator[str]:
    """The same as one JSON document, a group a line."""
    found = compute_statistics(run, page_of)
    yield '{"version": 1, "statistics": {"pages": ['
    yield from separate({"path": group.name, **group.numbers} for group in found.pages)
    yield '], "areas": ['
    yield from separate({"area": group.name, **group.numbers} for group in found.areas)
    yield '], "rules": ['
    yield from separate({**_describe_rule(group), **group.numbers} for group in found.rules)
    yield f']}}, "summary": {encode(count_summary(run))}}}'


def _describe_rule(group: Group) -> dict[str, Any]:
    return {"code": group.findings[0].code, "name": group.findings[0].name}
