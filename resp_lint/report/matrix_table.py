"""A matrix for people at a terminal: by service and area, who owns which task, and on which line that stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from resp_lint.ownership.model import Answer, Ownership
from resp_lint.report.format import BOLD, CYAN
from resp_lint.report.matrix_rows import NO_AREA, STATES, name_service, shown_pages
from resp_lint.report.summary import format_count
from resp_lint.report.wrap import count_cells, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.ownership.export import Matrix
    from resp_lint.ownership.model import PageOwnership, Task
    from resp_lint.report.format import Screen

_OWNER = max(map(len, Ownership))
_LINE = 6


def render(matrix: Matrix, screen: Screen) -> Iterator[str]:
    for page in shown_pages(matrix):
        yield f"{screen.paint(screen.text(name_service(page)), BOLD)}  {screen.text(page.path)}"
        yield from _areas(page, screen)
        yield ""
    yield summarize(matrix)
    if matrix.skipped and screen.verbosity > 0:
        yield ""
        yield from (screen.text(f"skipped {one.path}:{one.line}: {one.reason}") for one in matrix.skipped)


def summarize(matrix: Matrix) -> str:
    """How many tasks there are, and who owns them."""
    owners = Counter(task.ownership for page in matrix.pages for task in page.tasks)
    total = f"{format_count(sum(owners.values()), 'task')} on {format_count(len(matrix.pages), 'page')}"
    shares = ", ".join(f"{owners[kind]} {kind.value}" for kind in Ownership if owners[kind])
    skipped = f"; {format_count(len(matrix.skipped), 'place')} skipped" if matrix.skipped else ""
    return f"{total}{': ' if shares else ''}{shares}{skipped}"


def _areas(page: PageOwnership, screen: Screen) -> Iterator[str]:
    for area in dict.fromkeys(task.area for task in page.tasks):
        yield f"  {screen.paint(screen.text(area or NO_AREA), CYAN)}"
        yield from (_row(task, screen) for task in page.tasks if task.area == area)
    for silent in page.areas:
        if silent.state != "listed":
            yield f"  {screen.paint(screen.text(silent.area), CYAN)}: {STATES[silent.state]}"


def _name_owners(task: Task) -> list[str]:
    """Who owns a task: of those who take part in different ways, the ones who do something."""
    several = any(party.involvement for party in task.parties)
    return [party.party for party in task.parties if party.answer is Answer.DOES or not several]


def _row(task: Task, screen: Screen) -> str:
    name = f"{task.task} ({task.column})" if task.column and task.area is None else task.task
    owner = task.ownership.value
    if owner == "third-party":
        owner = f"{owner} ({', '.join(_name_owners(task))})"
    room = max(20, screen.width - _OWNER - _LINE - 8)
    shown = shorten(screen.text(name), room, screen.dots)
    gap = " " * (room - count_cells(shown))
    return f"    {screen.text(owner):<{_OWNER}}  {shown}{gap}  {task.line:>{_LINE}}"
