"""Checkstyle's XML, which many dashboards read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.report.paths import make_relative
from resp_lint.report.xml import DECLARATION, make_element, make_start_tag, render_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from resp_lint.linter import Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding

VERSION = "4.3"  # the form's, not ours


def render(run: Run, screen: Screen) -> Iterator[str]:
    yield DECLARATION
    yield make_start_tag("checkstyle", {"version": VERSION})
    for page in run.pages:
        if page.findings:
            name = make_relative(page.source.path, screen.root)
            yield from render_lines(make_element("file", {"name": name}, *map(_make_error, page.findings)))
    yield "</checkstyle>"


def _make_error(finding: Finding) -> Element:
    attributes = {
        "line": str(finding.start.line),
        "column": str(finding.start.column),
        "severity": str(finding.level),
        "message": finding.message,
        "source": f"resp-lint.{finding.code}",
    }
    return make_element("error", attributes)
