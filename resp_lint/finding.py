"""What a rule says of a place.  It stands in the lowest layer: every part of a page can make one, `cell.at(…)`."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Level(StrEnum):
    """How bad a finding is."""

    ERROR = "error"  # something is broken, or metadata is lost
    WARNING = "warning"  # a reader or an auditor is misled
    INFO = "info"  # shown; never fails a run by itself

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for an info: the order in which reports put them."""
        return _RANKS[self]


_RANKS = {Level.ERROR: 0, Level.WARNING: 1, Level.INFO: 2}


class Edit(Struct, frozen=True):
    """Replace the text between two offsets (code points, end exclusive) of a page by another."""

    start: int
    end: int
    text: str


class Fix(Struct, frozen=True):
    """Edits that fix a violation, all of them or none.

    A fix is safe where what a reader sees changes only in the way the rule's page says and no link can break.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Excuse(Struct, frozen=True):
    """Why a rule does not ask of a page what it asks of others; a rule yields it in the place of violations."""

    reason: str


class Violation(Struct, frozen=True):
    """What is wrong between two offsets (code points, end exclusive) of a page, and what to do about it."""

    start: int
    end: int
    message: str
    help: str = ""
    fix: Fix | None = None
