"""Findings that a change brought: those on its lines, and those elsewhere on the page that were not there before it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.baseline.fingerprint import mark

if TYPE_CHECKING:
    from resp_lint.baseline.fingerprint import Mark
    from resp_lint.linter import CheckedPage
    from resp_lint.rule import Finding
    from resp_lint.source import Source
    from resp_lint.vcs.changed import Change


def keep_new_findings(
    page: CheckedPage, old: CheckedPage | None, change: Change, of_sets: frozenset[str] = frozenset()
) -> CheckedPage:
    """Keep those findings of a page that a change brought; `old` is the page before it, None where there was none.

    A finding on a line that did not change is an old one if the same was found on that line before; what the rules
    `of_sets` say is the same although it names another page.
    """
    if old is None or change.whole:
        return page
    before = Counter(
        _make_key(finding, old.source, _count_line(old.source, finding.start.line), of_sets) for finding in old.findings
    )
    kept: list[Finding] = []
    for finding in page.findings:
        first, last = _count_line(page.source, finding.start.line), _count_line(page.source, finding.end.line)
        key = _make_key(finding, page.source, change.find_old_line(first), of_sets)
        if change.touches(first, last) or not before[key]:
            kept.append(finding)
        else:
            before[key] -= 1
    return page if len(kept) == len(page.findings) else replace(page, findings=tuple(kept))


def needs_old(page: CheckedPage, change: Change) -> bool:
    """Whether the page before the change must be checked to tell which findings it brought."""
    lines = (
        (_count_line(page.source, finding.start.line), _count_line(page.source, finding.end.line))
        for finding in page.findings
    )
    return not change.whole and not all(change.touches(*pair) for pair in lines)


def _count_line(source: Source, line: int) -> int:
    """The line as git counts, to which a carriage return alone ends none."""
    if "\r" not in source.text:
        return line
    return source.text.count("\n", 0, source.line_start(line)) + 1


def _make_key(finding: Finding, source: Source, line: int, of_sets: frozenset[str]) -> tuple[int, Mark]:
    """A finding by its old line and by what is wrong; where the line lies may have got another name."""
    known = mark(finding, source)
    return line, replace(known, section="", row="", column="", about=() if known.rule in of_sets else known.about)
