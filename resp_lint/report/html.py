"""The findings of a run as one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.report.html_page import FindingsPage, FindingView, View, build_page, check_address, find_line
from resp_lint.report.paths import make_relative
from resp_lint.report.summary import describe_summary
from resp_lint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.linter import CheckedPage, Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding


def render(run: Run, screen: Screen) -> Iterator[str]:
    levels = [finding.level for finding in run.findings]
    numbers = [("Pages", len(run.pages)), ("Findings", len(levels))]
    numbers += [(level.value.capitalize(), levels.count(level)) for level in Level if level in levels]
    pages = [page for page in run.pages if page.findings]
    yield from build_page(
        View(
            title="Findings of resp-lint",
            subtitle=describe_summary(run),
            numbers=tuple(numbers),
            pages=tuple(_page(number, page, screen) for number, page in enumerate(pages)),
        )
    )


def _page(number: int, page: CheckedPage, screen: Screen) -> FindingsPage:
    path = make_relative(page.source.path, screen.root)
    return FindingsPage(f"page-{number}", path, tuple(_view(finding, screen) for finding in page.findings))


def _view(finding: Finding, screen: Screen) -> FindingView:
    return FindingView(
        place=f"{finding.start.line}:{finding.start.column}",
        level=finding.level.value,
        rule=f"{finding.code} {finding.name}",
        message=f"{finding.message} ({finding.help})" if finding.help else finding.message,
        address=find_line(finding.path, finding.start.line, screen),
        docs=check_address(screen.rule_page(finding)),
    )
