"""Annotations for GitHub Actions: the worst first, spread over the files, few enough for the runner to show them all.

The runner shows ten of a level a step and drops the rest without a word; nine and a line that counts the others
lose nothing, as the whole table stands in the summary of the step.
"""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from resp_lint.report.columns import count_utf16
from resp_lint.report.format import RunnerCommand
from resp_lint.report.paths import make_relative
from resp_lint.report.safe import clean_line, clean_text
from resp_lint.report.summary import format_count, render_closing
from resp_lint.rule import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from resp_lint.linter import Run
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding
    from resp_lint.source import Source

SHOWN = 9
MESSAGE_CHARACTERS = 4096
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def render(run: Run, screen: Screen) -> Iterator[str]:
    sources = {page.source.path: page.source for page in run.pages}
    yield from (make_command("error", {"title": "resp-lint"}, clean_text(problem)) for problem in run.problems)
    for level in Level:
        found = [finding for finding in run.findings if finding.level is level]
        shown = {id(finding) for finding in islice(spread(found), SHOWN)}
        yield from (
            make_annotation(finding, sources[finding.path], screen) for finding in found if id(finding) in shown
        )
        if len(found) > SHOWN:
            text = f"{format_count(len(found) - SHOWN, f'more {level}')}: see the summary of this step"
            yield make_command(_COMMANDS[level], {"title": "resp-lint"}, text)
    yield from render_closing(run, screen)


def spread(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first finding of every file, then the second of each, and so on."""
    files = [list(group) for _, group in groupby(findings, key=lambda finding: finding.path)]
    for rank in range(max(map(len, files), default=0)):
        yield from (file[rank] for file in files if rank < len(file))


def make_annotation(finding: Finding, source: Source, screen: Screen) -> RunnerCommand:
    """One finding, at its place in the workspace; the runner drops columns where the lines differ."""
    start, end = finding.start, finding.end
    place = {
        "file": clean_line(make_relative(finding.path, screen.root)),
        "line": str(start.line),
        "endLine": str(end.line),
    }
    in_line = start.line == end.line
    columns = {"col": str(count_utf16(start, source)), "endColumn": str(count_utf16(end, source))} if in_line else {}
    title = {"title": clean_line(f"{finding.code} {finding.name}")}
    return make_command(_COMMANDS[finding.level], {**place, **columns, **title}, _format_message(finding))


def make_command(name: str, properties: Mapping[str, str], data: str) -> RunnerCommand:
    """A workflow command, byte for byte as `issueCommand` of @actions/core writes it."""
    listed = ",".join(f"{key}={escape_property(value)}" for key, value in properties.items() if value)
    return RunnerCommand(f"::{name}{' ' if properties else ''}{listed}::{escape_data(data)}")


def escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _format_message(finding: Finding) -> str:
    text = clean_text(f"{finding.message}\n{finding.help}" if finding.help else finding.message)
    return text if len(text) <= MESSAGE_CHARACTERS else text[: MESSAGE_CHARACTERS - 1] + "…"
