"""RSP521."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Profile, Role, normalized, rule
from resp_lint_rules._shared.row_text import name_row, shorten
from resp_lint_rules.ownership._owner_answers import Answer, read_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Cell, Row

SHORTEST = 3
"""A name of fewer letters is a marker."""
FREQUENT = 3
"""A longer name that stands so often is the party's, and one that is cut short once is a slip."""


@rule("RSP521", level=Level.WARNING, requires=("plain-markdown",))
def inconsistent_owner_name(page: Page, profile: Profile) -> Findings:
    """Checks that an owner has one name on a page.

    Whoever looks for what “Agency PoC” owns does not find what “Agency” owns, and asks who that is.

    It looks at columns in which any owner may stand, and at names that make up a whole cell. It fires on a name that
    differs from a more frequent one in case or punctuation alone, and on one that stands once and is the beginning of a
    longer one that stands three times or more. Names that the profile knows are right.

    ~~~~bad
    | Task | Owner |
    |------|-------|
    | Rotate keys | Key team |
    | Back up keys | Key team |
    | Restore keys | Key Team |
    ~~~~
    ~~~~good
    | Task | Owner |
    |------|-------|
    | Rotate keys | Key team |
    | Back up keys | Key team |
    | Restore keys | Storage team |
    ~~~~
    """
    named = [*_find_names(page, profile)]
    counts = Counter(_get_name(cell) for _, cell in named)
    by_fold: dict[str, list[str]] = {}
    for name in counts:
        by_fold.setdefault(_fold(name), []).append(name)
    for row, cell in named:
        name = _get_name(cell)
        usual = max(by_fold[_fold(name)], key=counts.__getitem__)
        if counts[usual] <= counts[name]:
            usual = _find_longer_name(name, counts) if counts[name] == 1 else ""
        if usual:
            often = f"{counts[usual]} other cells say" if counts[usual] > 1 else "another cell says"
            yield cell.at(f"{name_row(row)}: “{shorten(name)}”, where {often} “{shorten(usual)}”; write one name")


def _find_names(page: Page, profile: Profile) -> Iterator[tuple[Row, Cell]]:
    """The cells that any owner may stand in and that name one."""
    for table in page.task_tables:
        free = {at for at, column in enumerate(table.columns) if column.role is Role.OWNER and not column.owner}
        for row in table.rows if free else ():
            for at, cell in enumerate(row.cells):
                if at in free and _names_somebody(cell, profile):
                    yield row, cell


def _names_somebody(cell: Cell, profile: Profile) -> bool:
    """Whether a cell says who owns something, in words that the profile does not know."""
    name = cell.name
    says = len(name) >= SHORTEST and read_answer(cell, profile) is Answer.WORK
    return says and not profile.conventions.find_owner(name)


def _get_name(cell: Cell) -> str:
    return " ".join(cell.name.split())


def _fold(name: str) -> str:
    """A name without case and punctuation."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in normalized(name)).split())


def _find_longer_name(name: str, counts: Counter[str]) -> str:
    """The one name that is frequent and begins with the words of another one; blank where there is none, or several."""
    longer = [other for other, count in counts.items() if count >= FREQUENT and other.startswith(f"{name} ")]
    return longer[0] if len(longer) == 1 else ""
