"""A Code Quality report for GitLab: what a merge request shows beside its changes.

GitLab tells findings apart by their fingerprints, so these are made of what stays when lines move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_lint.baseline.fingerprint import compute_digests
from resp_lint.report.json import render_array
from resp_lint.report.paths import make_relative
from resp_lint.report.safe import clean_line, replace_surrogates
from resp_lint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.linter import CheckedPage, Run
    from resp_lint.report.format import Screen

SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.INFO: "info"}


def render(run: Run, screen: Screen) -> Iterator[str]:
    yield from render_array(issue for page in run.pages for issue in _make_issues(page, screen.root))


def _make_issues(page: CheckedPage, root: str) -> Iterator[dict[str, Any]]:
    path = replace_surrogates(make_relative(page.source.path, root))
    for finding, digest in zip(page.findings, compute_digests(page.findings, page.source, path), strict=True):
        yield {
            "description": clean_line(finding.message),
            "check_name": clean_line(f"{finding.code} {finding.name}"),
            "fingerprint": digest,
            "severity": SEVERITIES[finding.level],
            "location": {"path": path, "lines": {"begin": finding.start.line}},
        }
