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
    "json": "one JSON document",
    "junit": "JUnit's XML: a suite a page, a failed test a finding",
    "markdown": "a table for a comment",
    "rdjson": "diagnostics for reviewdog",
    "sarif": "SARIF 2.1.0 for code scanning",
}


def _renderer(name: str) -> Callable[[Run, Screen], Iterable[str]]:
    def render(run: Run, screen: Screen) -> Iterable[str]:
        lines: Iterable[str] = import_module(f"resp_lint.report.{name}").render(run, screen)
        return lines

    return render


@hookimpl
def resp_lint_formats() -> tuple[Format, ...]:
    return tuple(Format(name, summary, _renderer(name)) for name, summary in SUMMARIES.items())
