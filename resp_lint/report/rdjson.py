"""Diagnostics for reviewdog (its Diagnostic Format): columns count bytes of UTF-8, a fix is one suggestion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_lint.report.columns import count_utf8
from resp_lint.report.json import separate
from resp_lint.report.paths import make_relative
from resp_lint.report.safe import clean_text, replace_surrogates
from resp_lint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.linter import Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding, Fix
    from resp_lint.source import Position, Source

SEVERITIES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.INFO: "INFO"}


def render(run: Run, screen: Screen) -> Iterator[str]:
    yield '{"source": {"name": "resp-lint"}, "diagnostics": ['
    yield from separate(
        _make_diagnostic(finding, page.source, screen) for page in run.pages for finding in page.findings
    )
    yield "]}"


def _make_diagnostic(finding: Finding, source: Source, screen: Screen) -> dict[str, Any]:
    url = screen.rule_page(finding)
    return {
        "message": clean_text(f"{finding.message}\n{finding.help}" if finding.help else finding.message),
        "location": {
            "path": replace_surrogates(make_relative(finding.path, screen.root)),
            "range": {"start": _make_position(finding.start, source), "end": _make_position(finding.end, source)},
        },
        "severity": SEVERITIES[finding.level],
        "code": {"value": clean_text(finding.code)} | ({"url": url} if url else {}),
    } | ({"suggestions": [_make_suggestion(finding.fix, source)]} if finding.fix and finding.fix.edits else {})


def _make_position(position: Position, source: Source) -> dict[str, int]:
    return {"line": position.line, "column": count_utf8(position, source)}


def _make_suggestion(fix: Fix, source: Source) -> dict[str, Any]:
    """All edits in one, as several suggestions would be offered one by one."""
    edits = sorted(fix.edits, key=lambda edit: (edit.start, edit.end))
    start = end = edits[0].start
    text = ""
    for edit in edits:
        text += source.text[end : edit.start] + edit.text
        end = edit.end
    first, last = source.position(start), source.position(end)
    return {"range": {"start": _make_position(first, source), "end": _make_position(last, source)}, "text": text}
