"""What the formats of a matrix that people read have in common: the columns of a task, and words for who owns it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.ownership.keyrefs import map_texts, show_keyrefs
from resp_lint.page.terms import Involvement, PartyRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.ownership.export import Matrix
    from resp_lint.ownership.model import PageOwnership, Party, Task

HEADERS = (
    "Service",
    "Page",
    "Title",
    "Area",
    "Section",
    "Task",
    "Column",
    "Ownership",
    "Provider answer",
    "Provider",
    "Customer answer",
    "Customer",
    "Third parties",
    "Line",
)
INVOLVEMENTS = (
    Involvement.RESPONSIBLE,
    Involvement.ACCOUNTABLE,
    Involvement.SUPPORTING,
    Involvement.CONSULTED,
    Involvement.INFORMED,
)
"""How parties take part, each a column after the others where any page says so."""
NO_AREA = "No area"
STATES = {"listed": "listed", "none-stated": "says none", "no-table": "no table", "missing": "no section"}


def shown_pages(matrix: Matrix) -> Iterator[PageOwnership]:
    """The pages with keyrefs as people read them."""
    for page in matrix.pages:
        known = {**page.keyrefs, **matrix.keyrefs}
        yield map_texts(page, lambda text, known=known: show_keyrefs(text, known))  # type: ignore[misc]


def name_service(page: PageOwnership) -> str:
    """What people call a page's service: its name or, where it has none, the page's folder."""
    return page.service or page.path.replace("\\", "/").rpartition("/")[0] or page.path


def make_headers(matrix: Matrix) -> tuple[str, ...]:
    """The headers of the columns of tasks."""
    return (*HEADERS, *(part.value.capitalize() for part in INVOLVEMENTS if _says_involvement(matrix)))


def _says_involvement(matrix: Matrix) -> bool:
    return any(party.involvement for page in matrix.pages for task in page.tasks for party in task.parties)


def make_rows(matrix: Matrix) -> Iterator[tuple[str | int, ...]]:
    """The tasks as rows with these headers."""
    parts = INVOLVEMENTS if _says_involvement(matrix) else ()
    for page in shown_pages(matrix):
        for task in page.tasks:
            yield (*_make_row(page, task), *(join_texts(_list_involved(task, part)) for part in parts))


def _list_involved(task: Task, part: Involvement) -> list[str]:
    return [party.party for party in task.parties if part in party.involvement]


def _make_row(page: PageOwnership, task: Task) -> tuple[str | int, ...]:
    provider, customer = (_of_role(task, role) for role in (PartyRole.PROVIDER, PartyRole.CUSTOMER))
    return (
        name_service(page),
        page.path,
        page.title,
        task.area or "",
        " > ".join(task.section),
        task.task,
        task.column or "",
        task.ownership.value,
        join_texts(party.answer.value for party in provider),
        join_texts(party.text for party in provider),
        join_texts(party.answer.value for party in customer),
        join_texts(party.text for party in customer),
        join_texts(say_party(party) for party in _of_role(task, PartyRole.THIRD_PARTY)),
        task.line,
    )


def _of_role(task: Task, role: PartyRole) -> list[Party]:
    return [party for party in task.parties if party.role is role]


def say_party(party: Party) -> str:
    """A third party's name, and how it takes part, or its text where that is another one."""
    said = say_involvement(party) or (party.text if party.text != party.party else "")
    return ": ".join(filter(None, (party.party, said)))


def say_involvement(party: Party) -> str:
    """How a party takes part, where the page says so."""
    return ", ".join(part.value for part in party.involvement)


def join_texts(texts: Iterable[str]) -> str:
    """Texts in one cell, blank ones aside."""
    return "; ".join(filter(None, texts))
