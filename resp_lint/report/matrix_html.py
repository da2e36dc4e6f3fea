"""A matrix as one HTML file: summary, services and areas, then each service's tasks, to search and to print."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from resp_lint.ownership.model import Ownership
from resp_lint.page.terms import PartyRole
from resp_lint.report.html_page import (
    GridCell,
    GridRow,
    ServiceView,
    TaskGroup,
    TaskRow,
    View,
    build_page,
    find_line,
)
from resp_lint.report.matrix_rows import NO_AREA, STATES, join_texts, name_service, say_party, shown_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from resp_lint.ownership.export import Matrix
    from resp_lint.ownership.model import PageOwnership, Task
    from resp_lint.report.format import Screen
    from resp_lint.rule import Finding


def render(matrix: Matrix, screen: Screen) -> Iterator[str]:
    yield from build_page(view_matrix(matrix, screen))


def view_matrix(matrix: Matrix, screen: Screen, findings: Mapping[str, Sequence[Finding]] | None = None) -> View:
    """What the file shows of a matrix, and of the findings on its pages, by path."""
    pages = list(shown_pages(matrix))
    areas = tuple(dict.fromkeys(area.area for page in pages for area in page.areas))
    more = (NO_AREA,) if any(task.area is None for page in pages for task in page.tasks) else ()
    owners = Counter(task.ownership for page in pages for task in page.tasks)
    numbers = [("Pages", len(pages)), ("Tasks", sum(owners.values()))]
    numbers += [(owner.value.capitalize(), owners[owner]) for owner in Ownership if owners[owner]]
    numbers += [("Findings", sum(map(len, findings.values())))] if findings is not None else []
    numbers += [("Skipped", len(matrix.skipped))] if matrix.skipped else []
    return View(
        title="Who owns what",
        subtitle=f"Pages of the revision {matrix.revision}" if matrix.revision else "",
        numbers=tuple(numbers),
        areas=(*areas, *more),
        grid=tuple(_grid_row(number, page, (*areas, *more)) for number, page in enumerate(pages)),
        services=tuple(
            _service(number, page, screen, (findings or {}).get(page.path, ())) for number, page in enumerate(pages)
        ),
        skipped=tuple(f"{one.path}:{one.line}: {one.reason}" for page in pages for one in page.skipped),
    )


def name_anchor(page: int, task: int | None = None) -> str:
    """What links lead to: a page by its number, a task of it by its own."""
    return f"page-{page}" if task is None else f"task-{page}-{task}"


def _grid_row(number: int, page: PageOwnership, areas: Iterable[str]) -> GridRow:
    cells = tuple(_grid_cell(page, area) for area in areas)
    return GridRow(name_service(page), name_anchor(number), cells)


def _grid_cell(page: PageOwnership, area: str) -> GridCell:
    state = next((one.state for one in page.areas if one.area == area), None)
    owners = Counter(task.ownership for task in page.tasks if (task.area or NO_AREA) == area)
    shown = tuple((owner.value, owners[owner]) for owner in Ownership if owners[owner])
    return GridCell(shown, "" if shown or state is None else STATES[state])


def _service(number: int, page: PageOwnership, screen: Screen, findings: Sequence[Finding]) -> ServiceView:
    areas = dict.fromkeys(task.area for task in page.tasks)
    used: set[int] = set()
    groups = []
    for area in areas:
        rows = []
        for order, task in enumerate(page.tasks):
            if task.area != area:
                continue
            mine = [i for i, one in enumerate(findings) if task.line <= one.start.line <= task.end_line]
            told = [findings[i] for i in mine if i not in used]
            used.update(mine)
            rows.append(_task(name_anchor(number, order), page.path, task, screen, told))
        groups.append(TaskGroup(area or NO_AREA, tuple(rows)))
    return ServiceView(
        anchor=name_anchor(number),
        name=name_service(page),
        title=page.title,
        path=page.path,
        address=find_line(page.path, 1, screen),
        groups=tuple(groups),
        thirds=any(party.role is PartyRole.THIRD_PARTY for task in page.tasks for party in task.parties),
        findings=tuple(_tell(one) for i, one in enumerate(findings) if i not in used),
    )


def _task(anchor: str, path: str, task: Task, screen: Screen, findings: Sequence[Finding]) -> TaskRow:
    return TaskRow(
        anchor=anchor,
        name=f"{task.task} ({task.column})" if task.column else task.task,
        owner=task.ownership.value,
        provider=_say(task, PartyRole.PROVIDER),
        customer=_say(task, PartyRole.CUSTOMER),
        third=join_texts(say_party(party) for party in task.parties if party.role is PartyRole.THIRD_PARTY),
        line=task.line,
        address=find_line(path, task.line, screen),
        findings=tuple(map(_tell, findings)),
    )


def _say(task: Task, role: PartyRole) -> str:
    return join_texts(party.text for party in task.parties if party.role is role)


def _tell(finding: Finding) -> str:
    remedy = f" ({finding.help})" if finding.help else ""
    return f"{finding.level} {finding.code} in line {finding.start.line}: {finding.message}{remedy}"
