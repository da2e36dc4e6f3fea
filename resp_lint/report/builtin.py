"""The formats that come with resp-lint, registered as a stranger registers theirs.

Each is imported when it is first used: a run pays for the one it prints.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from resp_lint.hookspecs import hookimpl
from resp_lint.report.format import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from resp_lint.linter import Run
    from resp_lint.report.format import Screen

SUMMARIES = {
    "checkstyle": "Checkstyle's XML",
    "concise": "one line a finding",
    "full": "the line of each finding, its span underlined, and the remedy",
    "github": "annotations for GitHub Actions",
    "gitlab": "a Code Quality report for GitLab",
    "grouped": "the findings of each page under its path",
    "html": "one file to read and print",
    "json": "one JSON document",
    "junit": "JUnit's XML: a suite a page, a failed test a finding",
    "markdown": "a table for a comment",
    "rdjson": "diagnostics for reviewdog",
    "sarif": "SARIF 2.1.0 for code scanning",
}
MATRIX = {
    "csv": "one task a row, for spreadsheets (RFC 4180, UTF-8 with a byte order mark)",
    "html": "one file to search, read and print",
    "json": "one JSON document",
    "jsonl": "one task a line, as JSON",
    "markdown": "tables by page and area",
    "table": "a table for people",
    "xlsx": "a workbook: tasks, areas by service, what was skipped",
}
CHANGES = {
    "html": "one file to read and print",
    "json": "one JSON document",
    "markdown": "release notes",
    "text": "by service, the weightiest change first",
}
_QUOTING = frozenset({"full", "github", "gitlab", "rdjson", "sarif"})
_BINARY = frozenset({"csv", "xlsx"})


def _load_renderer(name: str) -> Callable[[Run, Screen], Iterable[str]]:
    def render(run: Run, screen: Screen) -> Iterable[str]:
        lines: Iterable[str] = import_module(f"resp_lint.report.{name}").render(run, screen)
        return lines

    return render


@hookimpl
def resp_lint_formats() -> tuple[Format, ...]:
    findings = (
        Format(name, summary, _load_renderer(name), quotes=name in _QUOTING) for name, summary in SUMMARIES.items()
    )
    exports = (
        Format(name, summary, _load_renderer(f"{subject}_{name}"), subject, name in _BINARY)
        for subject, summaries in {"matrix": MATRIX, "changes": CHANGES}.items()
        for name, summary in summaries.items()
    )
    return (*findings, *exports)
