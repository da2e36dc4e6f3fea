"""Findings as an editor shows them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resp_lint.cli.screens import get_docs
from resp_lint.regex import regex
from resp_lint.report.format import Screen
from resp_lint.rule import Level
from resp_lint.server.capabilities import SOURCE
from resp_lint.server.structures import CodeDescription, Diagnostic, DiagnosticData, Location, RelatedInformation
from resp_lint.suppressions.model import UNUSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.page.model import Page
    from resp_lint.rule import Finding
    from resp_lint.server.capabilities import Client
    from resp_lint.server.documents import Document

SEVERITIES = {Level.ERROR: 1, Level.WARNING: 2, Level.INFO: 3}
UNNECESSARY = 1


def make_diagnostic(finding: Finding, document: Document, page: Page | None, client: Client) -> Diagnostic:
    """A finding as a diagnostic of a document; `page` is what the document holds, if it could be parsed."""
    href = Screen(docs=get_docs(os.environ)).rule_page(finding) if client.knows_pages else ""
    return Diagnostic(
        range=document.range(*mark_finding(finding, document, page)),
        severity=SEVERITIES[finding.level],
        code=finding.code,
        source=SOURCE,
        message=f"{finding.message}\n{finding.help}" if finding.help else finding.message,
        code_description=CodeDescription(href) if href else None,
        tags=(UNNECESSARY,) if client.knows_tags and finding.code == UNUSED else (),
        related_information=tuple(_relate(finding, document)) if client.knows_related else (),
        data=DiagnosticData(document.version) if client.keeps_data else None,
    )


_OTHER_LINE = regex(r"\blines? (\d{1,7})\b")


def _relate(finding: Finding, document: Document) -> Iterator[RelatedInformation]:
    """The other lines of which a message speaks."""
    starts = document.source.line_starts
    for number in map(int, dict.fromkeys(_OTHER_LINE.findall(finding.message))):
        if 0 < number <= len(starts) and number != finding.start.line:
            start = document.source.line_start(number)
            end = start + len(document.source.line_text(number))
            yield RelatedInformation(Location(document.uri, document.range(start, end)), "the other place")


def mark_finding(finding: Finding, document: Document, page: Page | None) -> tuple[int, int]:
    """The offsets between which a finding is shown; one without width marks its cell."""
    source = document.source
    if finding.start.line > len(source.line_starts):  # of a page that could not be read
        return 0, 0
    start, end = source.offset(finding.start), source.offset(finding.end)
    if start < end or page is None:
        return start, end
    return _mark_cell(page, start, finding.start.line)


def _mark_cell(page: Page, offset: int, line: int) -> tuple[int, int]:
    """The cell at an offset, with the spaces around it where it is blank."""
    text = page.source.text
    table = next((it for it in page.tables if it.line == line or line in it.row_lines), None)
    if table is None:
        return offset, offset
    start, stop = page.source.line_start(line), page.source.line_start(line) + len(page.source.line_text(line))
    left, right = offset, offset
    while left > start and text[left - 1] in " \t":
        left -= 1
    while right < stop and text[right] in " \t":
        right += 1
    return (left, right) if left < right else (max(offset - 1, start), min(offset + 1, stop))
