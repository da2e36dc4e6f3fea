"""A matrix for people at a terminal: by service and area, who owns which task, and on which line that stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from resp_lint.ownership.model import Answer, Ownership
from resp_lint.page.terms import PartyRole
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
_WIDEST_OWNER = 36


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
    owners = [_name_owner(task, page) for task in page.tasks]
    widest = max(map(len, owners), default=0) if _is_one_sided(page) else 0
    width = max(_OWNER, min(_WIDEST_OWNER, widest))
    for area in dict.fromkeys(task.area for task in page.tasks):
        yield f"  {screen.paint(screen.text(area or NO_AREA), CYAN)}"
        rows = zip(page.tasks, owners, strict=True)
        yield from (_row(task, owner, width, screen) for task, owner in rows if task.area == area)
    for silent in page.areas:
        if silent.state != "listed":
            yield f"  {screen.paint(screen.text(silent.area), CYAN)}: {STATES[silent.state]}"


def _is_one_sided(page: PageOwnership) -> bool:
    """Whether a page names neither a provider nor a customer, so that only names tell owners apart."""
    return all(party.role is PartyRole.THIRD_PARTY for task in page.tasks for party in task.parties)


def _name_owner(task: Task, page: PageOwnership) -> str:
    owner = task.ownership.value
    if task.ownership is not Ownership.THIRD_PARTY:
        return owner
    several = any(party.involvement for party in task.parties)
    names = [party.party for party in task.parties if party.answer is Answer.DOES or not several]
    return ", ".join(names) if _is_one_sided(page) else f"{owner} ({', '.join(names)})"


def _row(task: Task, owner: str, width: int, screen: Screen) -> str:
    name = f"{task.task} ({task.column})" if task.column and task.area is None else task.task
    if width > _OWNER:
        owner = shorten(screen.text(owner), width, screen.dots)
    room = max(20, screen.width - width - _LINE - 8)
    shown = shorten(screen.text(name), room, screen.dots)
    gap = " " * (room - count_cells(shown))
    return f"    {screen.text(owner):<{width}}  {shown}{gap}  {task.line:>{_LINE}}"
