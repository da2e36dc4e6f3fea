"""A Code Quality report for GitLab: what a merge request shows beside its changes.

GitLab tells findings apart by their fingerprints, so these are made of what stays when lines move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_lint.baseline.fingerprint import digests
from resp_lint.report.json import array
from resp_lint.report.paths import relative
from resp_lint.report.safe import safe_line, valid
from resp_lint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.linter import CheckedPage, Run
    from resp_lint.report.format import Screen

SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def render(run: Run, screen: Screen) -> Iterator[str]:
    yield from array(issue for page in run.pages for issue in _issues(page, screen.root))


def _issues(page: CheckedPage, root: str) -> Iterator[dict[str, Any]]:
    path = valid(relative(page.source.path, root))
    for finding, digest in zip(page.findings, digests(page.findings, page.source, path), strict=True):
        yield {
            "description": safe_line(finding.message),
            "check_name": safe_line(f"{finding.code} {finding.name}"),
            "fingerprint": digest,
            "severity": SEVERITIES[finding.level],
            "location": {"path": path, "lines": {"begin": finding.start.line}},
        }
