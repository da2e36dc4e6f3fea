"""A matrix as Markdown: a section for each page, a table for each area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.report.markdown import escape_text
from resp_lint.report.matrix_rows import NO_AREA, STATES, name_service, say_involvement, shown_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.ownership.export import Matrix
    from resp_lint.ownership.model import PageOwnership, Party, Task
    from resp_lint.report.format import Screen


def render(matrix: Matrix, _screen: Screen) -> Iterator[str]:
    yield "# Who owns what"
    for page in shown_pages(matrix):
        yield ""
        yield f"## {escape_text(name_service(page))}"
        yield ""
        yield f"{escape_text(page.title)} ({escape_text(page.path)})"
        yield from _areas(page)
    if matrix.skipped:
        yield ""
        yield "## Skipped"
        yield ""
        yield from (f"- {escape_text(f'{one.path}:{one.line}: {one.reason}')}" for one in matrix.skipped)


def _areas(page: PageOwnership) -> Iterator[str]:
    silent = [area for area in page.areas if area.state != "listed"]
    if silent:
        yield ""
        yield "; ".join(f"{escape_text(area.area)}: {STATES[area.state]}" for area in silent)
    for area in dict.fromkeys(task.area for task in page.tasks):
        yield ""
        yield f"### {escape_text(area or NO_AREA)}"
        yield ""
        yield "| Task | Owner | Who does what | Line |"
        yield "| --- | --- | --- | --- |"
        yield from (_row(task) for task in page.tasks if task.area == area)


def _row(task: Task) -> str:
    name = f"{task.task} ({task.column})" if task.column and task.column != task.area else task.task
    said = "<br>".join(_say(party) for party in task.parties if party.text and task.column is None)
    return f"| {escape_text(name)} | {task.ownership.value} | {said} | {task.line} |"


def _say(party: Party) -> str:
    return f"{escape_text(party.party or 'Nobody')}: {escape_text(say_involvement(party) or party.text)}"
