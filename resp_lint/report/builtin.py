"""The formats that come with resp-lint, registered as a stranger registers theirs.

Each imports its module when it is first used: a run pays for the one it prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.hookspecs import hookimpl
from resp_lint.report.format import Format

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lint.lint import Run
    from resp_lint.report.format import Screen


def _full(run: Run, screen: Screen) -> Iterable[str]:
    from resp_lint.report.full import render  # noqa: PLC0415 -- see above, here and below

    return render(run, screen)


def _concise(run: Run, screen: Screen) -> Iterable[str]:
    from resp_lint.report.concise import render  # noqa: PLC0415

    return render(run, screen)


def _json(run: Run, screen: Screen) -> Iterable[str]:
    from resp_lint.report.json import render  # noqa: PLC0415

    return render(run, screen)


def _github(run: Run, screen: Screen) -> Iterable[str]:
    from resp_lint.report.github import render  # noqa: PLC0415

    return render(run, screen)


@hookimpl
def resp_lint_formats() -> tuple[Format, ...]:
    return (
        Format("concise", "one line a finding", _concise),
        Format("full", "the line of each finding, its span underlined, and the remedy", _full),
        Format("github", "annotations for GitHub Actions", _github),
        Format("json", "one JSON document", _json),
    )
