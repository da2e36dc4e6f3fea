"""What the rules about owners share: what an owner's cell answers, and whose it is."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from resp_lint import normalized, regex
from resp_lint_rules.tables._breaks import even_rows
from resp_lint_rules.tables._rows import row_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Cell, Page, Profile, Row


class Answer(Enum):
    """What a cell says to the question what its owner does."""

    BLANK = "the cell is blank"
    NOTHING = "the owner does nothing: “N/A”"
    UNDECIDED = "nobody knows yet: “TBD”"
    WORK = "anything else"


# No marker is longer, with its markup.
_LONGEST = 60
_AROUND = " .,:;!*_()[]\"'“”"
_REPEATED = regex(r"([?.…])\1{3,}")


@lru_cache(maxsize=64)
def _known(markers: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(normalized, markers))


@lru_cache(maxsize=4096)
def _is_one_of(text: str, markers: tuple[str, ...]) -> bool:
    """Whether text is one of the markers, without regard to case and to punctuation around it."""
    known = _known(markers)
    folded = _REPEATED.sub(r"\1\1\1", normalized(text))
    return not known.isdisjoint({folded, folded.strip(_AROUND), folded.strip(_AROUND + "?")})


def answer_of(cell: Cell, profile: Profile) -> Answer:
    """What a cell answers; pictures count as work."""
    is_long = cell.end - cell.start > _LONGEST
    if is_long and cell.page.source.text[cell.start].isalnum():
        return Answer.WORK
    if cell.blank:
        return Answer.BLANK
    if is_long:
        return Answer.WORK
    text = cell.text
    if not text:
        return Answer.WORK if "![" in cell.raw or "<img" in cell.raw.lower() else Answer.BLANK
    if _is_one_of(text, profile.cells.empty_markers):
        return Answer.NOTHING
    return Answer.UNDECIDED if _is_one_of(text, profile.cells.undecided_markers) else Answer.WORK


def answers(row: Row, profile: Profile) -> list[tuple[Cell, Answer]]:
    """The owner cells of a row with what they answer."""
    return [(cell, answer_of(cell, profile)) for cell in row.owner_cells]


def owned_rows(page: Page, profile: Profile) -> Iterator[list[tuple[Cell, Answer]]]:
    """The answers of each row of the page's task tables in which some owner has work; ragged and broken rows aside."""
    for table in page.task_tables:
        for row in even_rows(table):
            told = answers(row, profile)
            if any(answer is Answer.WORK for _, answer in told):
                yield told


def usual_marker(page: Page, profile: Profile) -> str:
    """What the page's owner cells mostly say for “nothing”, as written, else the profile's first marker."""
    cells = (cell for told in owned_rows(page, profile) for cell, answer in told if answer is Answer.NOTHING)
    used = Counter(cell.raw for cell in cells).most_common(1)
    return used[0][0] if used else next(iter(profile.cells.empty_markers), "N/A")


def whose(cell: Cell) -> str:
    """How a message names an owner's cell: by the owner, else by the header."""
    owner = cell.column.owner
    return f"{owner}'s cell" if owner else f"the cell under “{cell.header}”" if cell.header else "a cell"


def place(row: Row, cell: Cell) -> str:
    """How a message names a cell in its row."""
    return f"{row_name(row)}: {whose(cell)}"
