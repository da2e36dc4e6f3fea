"""What pages say of who owns what, and how that changes: frozen data, its field names those of the published schema."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field

from resp_lint.page.terms import Involvement, PartyRole  # noqa: TC001 -- msgspec reads the types of what it decodes

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA_VERSION = 1


class Answer(StrEnum):
    """What a cell says its party does: something, nothing, or where that is written."""

    DOES = "does"
    NONE = "none"
    BLANK = "blank"
    UNDECIDED = "undecided"
    REFERS = "refers"
    DENIES = "denies"


class Ownership(StrEnum):
    """Who owns a task, as the answers of its parties amount to."""

    PROVIDER = "provider"
    CUSTOMER = "customer"
    SHARED = "shared"
    THIRD_PARTY = "third-party"
    NONE = "none"
    UNDECIDED = "undecided"
    UNSTATED = "unstated"


class AreaState(StrEnum):
    """Whether a page lists tasks in an area, says that there are none, has a section without any, or no section."""

    LISTED = "listed"
    NONE_STATED = "none-stated"
    NO_TABLE = "no-table"
    MISSING = "missing"


class Party(Struct, frozen=True, omit_defaults=True):
    """What a page says that one party does for a task; `statements` are the duties that its text lists.

    `involvement` says how the party takes part, where the page says that by letters or by columns for each way.
    """

    party: str
    role: PartyRole
    answer: Answer
    text: str
    statements: tuple[str, ...]
    involvement: tuple[Involvement, ...] = ()

    @property
    def owns(self) -> frozenset[str]:
        """In which ways the party owns the task, where the page says so."""
        return frozenset(part.value for part in self.involvement if part.owns)


class Task(Struct, frozen=True):
    """One task, and what each party does for it.

    `area` is the profile's title of the area; `section` holds the headings above it, from the outside in, the page's
    title apart; `column` is the header of a resource matrix.  Lines are 1-based, the last one included.
    """

    area: str | None
    section: tuple[str, ...]
    task: str
    column: str | None
    ownership: Ownership
    parties: tuple[Party, ...]
    line: int
    end_line: int


class Area(Struct, frozen=True):
    """What became of one of the profile's areas on a page; `line` is where it is named."""

    area: str
    state: AreaState
    line: int | None


class Skipped(Struct, frozen=True):
    """A place that looks as if it said who owns what, and why it was not read."""

    path: str
    line: int
    reason: str


class PageOwnership(Struct, frozen=True):
    """Who owns what by one page.

    `service` is the front matter's subcollection, or None, and `skipped` what was not read.  The rest is not exported:
    `section_ids` hold the ids of the headings of each task's section, in the order of the tasks, and `keyrefs` the
    words of those keyrefs on the page that are known.
    """

    path: str
    service: str | None
    title: str
    areas: tuple[Area, ...]
    tasks: tuple[Task, ...]
    skipped: tuple[Skipped, ...] = ()
    section_ids: tuple[tuple[str, ...], ...] = ()
    keyrefs: Mapping[str, str] = field(default_factory=dict)


class ChangeKind(StrEnum):
    """What kind of change this is, the weightiest first."""

    OWNERSHIP = "ownership"
    PAGE_REMOVED = "page-removed"
    REMOVED = "removed"
    PAGE_ADDED = "page-added"
    ADDED = "added"
    CROSSED = "crossed"
    LOSES = "loses"
    GAINS = "gains"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
    RENAMED = "renamed"
    REWORDED = "reworded"
    COSMETIC = "cosmetic"


class Change(Struct, frozen=True):
    """One change between two versions of a page.

    `area`, `task` and `column` are those of the new version where there is one; `party` is who it is about, where it is
    about one party.  `old` and `new` are the task before and after: of a merge, the one that went and the one it went
    into.  Of a page that came or went, they are all its tasks.
    """

    change: ChangeKind
    path: str
    service: str | None
    area: str | None
    task: str | None
    column: str | None
    party: str | None
    old: Task | tuple[Task, ...] | None
    new: Task | tuple[Task, ...] | None
    statements: tuple[str, ...] = ()


def decide_ownership(parties: tuple[Party, ...]) -> Ownership:
    """Who owns a task by what its parties answer.

    >>> decide_ownership(())
    <Ownership.UNSTATED: 'unstated'>
    """
    answers = {party.answer for party in parties}
    if Answer.UNDECIDED in answers:
        return Ownership.UNDECIDED
    roles = {party.role for party in parties if party.answer in {Answer.DOES, Answer.REFERS}}
    if roles:
        return Ownership.SHARED if len(roles) > 1 else Ownership(roles.pop().value)
    return Ownership.NONE if answers & {Answer.DENIES, Answer.NONE} else Ownership.UNSTATED
