"""One JSON document, one finding a line, in ASCII: nothing in it can move a cursor, and every reader takes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resp_lint.report.safe import replace_surrogates
from resp_lint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.linter import Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding, Fix


def render(run: Run, _screen: Screen) -> Iterator[str]:
    yield '{"version": 1, "findings": ['
    yield from separate(convert_finding(finding) for finding in run.findings)
    yield '], "excused": ['
    yield from separate(list_excused(run))
    yield f'], "summary": {encode(count_summary(run))}}}'


def encode(data: object) -> str:
    """`data` as JSON on one line, with no DEL and nothing that GitHub's runner takes for a command."""
    text = json.dumps(data, allow_nan=False)
    if "\\ud" in text:
        # Half a surrogate pair, perhaps: bytes of a file name that are not UTF-8.
        text = json.dumps(_clean_data(data), allow_nan=False)
    return text.replace("\x7f", "\\u007f").replace("##[", "\\u0023#[")


def separate(items: Iterable[object]) -> Iterator[str]:
    """The items of an array, one a line, with commas between them."""
    before = ""
    for item in items:
        if before:
            yield f"{before},"
        before = encode(item)
    if before:
        yield before


def render_array(items: Iterable[object]) -> Iterator[str]:
    """A whole array, one item a line."""
    yield "["
    yield from separate(items)
    yield "]"


def convert_finding(finding: Finding) -> dict[str, Any]:
    """A finding as plain data, with the names and in the order that the document promises."""
    return {
        "code": finding.code,
        "name": finding.name,
        "level": str(finding.level),
        "message": finding.message,
        "help": finding.help,
        "path": finding.path,
        "line": finding.start.line,
        "column": finding.start.column,
        "end_line": finding.end.line,
        "end_column": finding.end.column,
        "fix": _fix(finding.fix),
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits]
    return {"safe": fix.safe, "title": fix.title, "edits": edits}


def list_excused(run: Run) -> Iterator[dict[str, str]]:
    """Which rules let which pages pass, and why."""
    for page in run.pages:
        for excused in page.excused:
            yield {"path": page.source.path, "code": excused.code, "name": excused.name, "reason": excused.reason}


def count_summary(run: Run) -> dict[str, int]:
    """How much was looked at and found, with the names and in the order that the document promises."""
    counts = {str(level): run.counts[level] for level in Level}
    return {"pages": len(run.pages), "passed_over": run.skipped, "known": run.known, **counts}


def _clean_data(data: object) -> object:
    """The same data without lone surrogates, which JSON could escape and most of its readers then refuse."""
    match data:
        case str():
            return replace_surrogates(data)
        case dict():
            return {replace_surrogates(key): _clean_data(value) for key, value in data.items()}
        case list() | tuple():
            return [_clean_data(value) for value in data]
    return data
