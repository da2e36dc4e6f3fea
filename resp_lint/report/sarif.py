"""SARIF 2.1.0, as GitHub code scanning and viewers in editors read it.

Results stand one a line, as in JSON.  Columns count UTF-16 units, as GitHub's own analysis has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_lint.report.columns import count_utf16
from resp_lint.report.json import encoded, separated
from resp_lint.report.line_hash import line_hashes
from resp_lint.report.paths import address, relative
from resp_lint.report.rule_page import HOME
from resp_lint.report.safe import safe_line
from resp_lint.report.sarif_rules import LEVELS, rule_of, sentence
from resp_lint.report.summary import counted

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
    kept = worst(run.findings, MAX_RESULTS)
    rules = {finding.code: finding for finding in sorted(kept, key=lambda finding: finding.code)}
    indexes = {code: index for index, code in enumerate(rules)}
    head = {
        "tool": {"driver": _driver([rule_of(finding, screen) for finding in rules.values()], screen)},
        "automationDetails": {"id": "resp-lint/"},
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {BASE: {"description": {"text": "The folder that paths are relative to."}}},
        "invocations": [_invocation(run, len(run.findings) - len(kept))],
    }
    yield f'{{"$schema": {encoded(SCHEMA)}, "version": "2.1.0", "runs": [{encoded(head)[:-1]}, "results": ['
    chosen = {id(finding) for finding in kept}
    yield from separated(result for page in run.pages for result in _results(page, chosen, indexes, screen))
    yield "]}]}"


def worst(findings: Sequence[Finding], limit: int) -> list[Finding]:
    """At most so many findings, the worst of them, in their order."""
    if len(findings) <= limit:
        return list(findings)
    ranked = sorted(range(len(findings)), key=lambda index: findings[index].level.rank)
    return [findings[index] for index in sorted(ranked[:limit])]


def _driver(rules: list[dict[str, Any]], screen: Screen) -> dict[str, Any]:
    from resp_lint import __version__  # the front door, which imports everything

    return {
        "name": "resp-lint",
        "informationUri": (screen.docs or HOME).partition("{")[0],
        "semanticVersion": __version__,
        "version": __version__,
        "rules": rules,
    }


def _invocation(run: Run, left_out: int) -> dict[str, Any]:
    notes = [*run.problems]
    if left_out:
        notes.append(f"{counted(left_out, 'finding')} left out: a run may have no more than {MAX_RESULTS}")
    complete = not run.problems and all(page.complete for page in run.pages)
    level = "warning" if complete else "error"
    notifications = [{"level": level, "message": {"text": sentence(note)}} for note in notes]
    return {"executionSuccessful": complete, "toolExecutionNotifications": notifications}


def _results(page: CheckedPage, chosen: set[int], indexes: dict[str, int], screen: Screen) -> Iterator[dict[str, Any]]:
    findings = [finding for finding in page.findings if id(finding) in chosen]
    if not findings:
        return
    artifact = {"uri": address(relative(page.source.path, screen.root)), "uriBaseId": BASE}
    if artifact["uri"].startswith("file:"):
        del artifact["uriBaseId"]
    hashes = line_hashes(page.source.text)
    for finding in findings:
        fingerprints = {"primaryLocationLineHash": hashes[finding.start.line - 1]}
        yield _result(finding, page.source, artifact, indexes) | {"partialFingerprints": fingerprints}


def _result(finding: Finding, source: Source, artifact: dict[str, str], indexes: dict[str, int]) -> dict[str, Any]:
    text = f"{sentence(finding.message)} {sentence(finding.help)}" if finding.help else sentence(finding.message)
    place = {"artifactLocation": artifact, "region": _region(finding.start, finding.end, source)}
    found = {
        "ruleId": safe_line(finding.code),
        "ruleIndex": indexes[finding.code],
        "level": LEVELS[finding.level],
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
    return found | ({"fixes": [_fix(finding.fix, source, artifact)]} if finding.fix and finding.fix.edits else {})


def _region(start: Position, end: Position, source: Source) -> dict[str, int]:
    return {
        "startLine": start.line,
        "startColumn": count_utf16(start, source),
        "endLine": end.line,
        "endColumn": count_utf16(end, source),
    }


def _fix(fix: Fix, source: Source, artifact: dict[str, str]) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": _region(source.position(edit.start), source.position(edit.end), source),
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": sentence(fix.title)},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }
