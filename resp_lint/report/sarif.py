"""SARIF 2.1.0, as GitHub code scanning and viewers in editors read it.

Results stand one a line, as in JSON.  Columns count UTF-16 units, as GitHub's own analysis has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_lint.report.columns import count_utf16
from resp_lint.report.json import encode, separate
from resp_lint.report.line_hash import compute_line_hashes
from resp_lint.report.paths import make_address, make_relative
from resp_lint.report.rule_page import HOME
from resp_lint.report.safe import clean_line
from resp_lint.report.sarif_rules import LEVELS, describe_rule, make_sentence
from resp_lint.report.summary import format_count
from resp_lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint.linter import CheckedPage, Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding, Fix
    from resp_lint.source import Position, Source

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MAX_RESULTS = 25_000
"""GitHub refuses a run with more."""
BASE = "PROJECT"


def render(run: Run, screen: Screen) -> Iterator[str]:
    kept = select_worst(run.findings, MAX_RESULTS)
    rules = {finding.code: finding for finding in sorted(kept, key=lambda finding: finding.code)}
    indexes = {code: index for index, code in enumerate(rules)}
    head = {
        "tool": {"driver": _make_driver([describe_rule(finding, screen) for finding in rules.values()], screen)},
        "automationDetails": {"id": "resp-lint/"},
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {BASE: {"description": {"text": "The folder that paths are relative to."}}},
        "invocations": [_make_invocation(run, len(run.findings) - len(kept))],
    }
    yield f'{{"$schema": {encode(SCHEMA)}, "version": "2.1.0", "runs": [{encode(head)[:-1]}, "results": ['
    chosen = {id(finding) for finding in kept}
    yield from separate(result for page in run.pages for result in _make_results(page, chosen, indexes, screen))
    yield "]}]}"


def select_worst(findings: Sequence[Finding], limit: int) -> list[Finding]:
    """At most so many findings, the worst of them, in their order."""
    if len(findings) <= limit:
        return list(findings)
    ranked = sorted(range(len(findings)), key=lambda index: findings[index].level.rank)
    return [findings[index] for index in sorted(ranked[:limit])]


def _make_driver(rules: list[dict[str, Any]], screen: Screen) -> dict[str, Any]:
    return {
        "name": "resp-lint",
        "informationUri": (screen.docs or HOME).partition("{")[0],
        "semanticVersion": __version__,
        "version": __version__,
        "rules": rules,
    }


def _make_invocation(run: Run, left_out: int) -> dict[str, Any]:
    notes = [*run.problems]
    if left_out:
        notes.append(f"{format_count(left_out, 'finding')} omitted: a run may have no more than {MAX_RESULTS}")
    complete = not run.problems and all(page.complete for page in run.pages)
    level = "warning" if complete else "error"
    notifications = [{"level": level, "message": {"text": make_sentence(note)}} for note in notes]
    return {"executionSuccessful": complete, "toolExecutionNotifications": notifications}


def _make_results(
    page: CheckedPage, chosen: set[int], indexes: dict[str, int], screen: Screen
) -> Iterator[dict[str, Any]]:
    findings = [finding for finding in page.findings if id(finding) in chosen]
    if not findings:
        return
    artifact = {"uri": make_address(make_relative(page.source.path, screen.root)), "uriBaseId": BASE}
    if artifact["uri"].startswith("file:"):
        del artifact["uriBaseId"]
    hashes = compute_line_hashes(page.source.text)
    for finding in findings:
        fingerprints = {"primaryLocationLineHash": hashes[finding.start.line - 1]}
        yield _make_result(finding, page.source, artifact, indexes) | {"partialFingerprints": fingerprints}


def _make_result(finding: Finding, source: Source, artifact: dict[str, str], indexes: dict[str, int]) -> dict[str, Any]:
    text = (
        f"{make_sentence(finding.message)} {make_sentence(finding.help)}"
        if finding.help
        else make_sentence(finding.message)
    )
    place = {"artifactLocation": artifact, "region": _make_region(finding.start, finding.end, source)}
    found = {
        "ruleId": clean_line(finding.code),
        "ruleIndex": indexes[finding.code],
        "level": LEVELS[finding.level],
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
    return found | ({"fixes": [_fix(finding.fix, source, artifact)]} if finding.fix and finding.fix.edits else {})


def _make_region(start: Position, end: Position, source: Source) -> dict[str, int]:
    return {
        "startLine": start.line,
        "startColumn": count_utf16(start, source),
        "endLine": end.line,
        "endColumn": count_utf16(end, source),
    }


def _fix(fix: Fix, source: Source, artifact: dict[str, str]) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": _make_region(source.position(edit.start), source.position(edit.end), source),
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": make_sentence(fix.title)},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }
