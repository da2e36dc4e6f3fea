"""What the rules about owners share: what an owner's cell answers, and whose it is."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from resp_lint import normalized
from resp_lint_rules._shared.broken_rows import select_whole_rows
from resp_lint_rules._shared.row_text import name_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_lint import Cell, Page, Profile, Row, Table


class Answer(Enum):
    """What a cell says to the question what its owner does."""

    BLANK = "the cell is blank"
    NOT_INVOLVED = "the cell is blank where that is an answer"
    TAKES_PART = "the party is consulted or informed, and owns nothing"
    NOTHING = "the owner does nothing: “N/A”"
    UNDECIDED = "nobody knows yet: “TBD”"
    WORK = "anything else"


# No marker is longer, with its markup.
_LONGEST = 60
_AROUND = " .,:;!*_()[]\"'“”"


@lru_cache(maxsize=8)
def _make_reader(profile: Profile) -> Callable[[str], Answer]:
    """What tells a marker of the profile from work; cells say the same again and again, and several rules ask."""
    nothing = frozenset(map(normalized, profile.cells.empty_markers))
    undecided = frozenset(map(normalized, profile.cells.undecided_markers))

    @lru_cache(maxsize=4096)  # without it, a page of 32 KiB takes a sixth longer
    def read(text: str) -> Answer:
        forms = (*_make_forms(text), *_make_forms(_strip_owner(text, profile)))
        if not nothing.isdisjoint(forms):
            return Answer.NOTHING
        return Answer.WORK if undecided.isdisjoint(forms) else Answer.UNDECIDED

    return read


def _strip_owner(text: str, profile: Profile) -> str:
    """What follows an owner's name that a text begins with: “IBM N/A” says no more than “N/A”."""
    folded = normalized(text)
    for owner in profile.owners:
        for name in map(normalized, owner.spellings):
            if folded.startswith((f"{name} ", f"{name}:")):
                return folded[len(name) + 1 :]
    return ""


def _make_forms(text: str) -> tuple[str, ...]:
    """What a marker can be of a text, without regard to case and to punctuation around it."""
    folded = normalized(text)
    for mark in "?.…":
        while mark * 4 in folded:
            folded = folded.replace(mark * 4, mark * 3)
    return folded, folded.strip(_AROUND), folded.strip(_AROUND + "?")


def read_answer(cell: Cell, profile: Profile) -> Answer:
    """What a cell answers; pictures count as work, and so do markers of those who own the task."""
    column = cell.column
    if column.marked or column.involvement:
        return _read_part(cell, profile)
    return _read_text(cell, profile)


def _read_part(cell: Cell, profile: Profile) -> Answer:
    """What a cell answers that says how somebody takes part: by its markers, or by its column."""
    answer = _read_text(cell, profile)
    if cell.column.marked and answer is Answer.BLANK:
        return Answer.NOT_INVOLVED
    if answer is not Answer.WORK:
        return answer
    parts = [mark.involvement for mark in profile.conventions.read_marks(cell.name)] if cell.column.marked else []
    if not parts and cell.column.involvement:
        parts = [cell.column.involvement]
    return Answer.WORK if not parts or any(part.owns for part in parts) else Answer.TAKES_PART


def _read_text(cell: Cell, profile: Profile) -> Answer:
    if cell.blank:
        return Answer.BLANK
    if cell.end - cell.start > _LONGEST:
        return Answer.WORK
    if shown := cell.words:
        return _make_reader(profile)(shown)
    return Answer.WORK if "![" in cell.raw or "<img" in cell.raw.lower() else Answer.BLANK


class IdleRow(NamedTuple):
    """A row in which some owner has no work: what each owner cell answers, whether one of them has work.

    `even` says whether the row's cells stand where their author put them.
    """

    row: Row
    told: tuple[tuple[Cell, Answer], ...]
    works: bool
    even: bool

    def cells(self, answer: Answer) -> Iterator[Cell]:
        """The owner cells that give this answer."""
        return (cell for cell, one in self.told if one is answer)

    @property
    def blank(self) -> bool:
        """Whether all owner cells are blank."""
        return all(answer in {Answer.BLANK, Answer.NOT_INVOLVED} for _, answer in self.told)


@lru_cache(maxsize=1)
def find_idle_rows(page: Page, profile: Profile) -> tuple[IdleRow, ...]:
    """The rows of a page's task tables in which some owner has no work, broken ones aside.

    No rule has anything to say of the others, so this is the one walk over the owner cells of a page.
    """
    return tuple(row for table in page.task_tables for row in _find_idle_rows(table, profile))


def _find_idle_rows(table: Table, profile: Profile) -> Iterator[IdleRow]:
    for row in select_whole_rows(table):
        answers = [read_answer(cell, profile) for cell in row.owner_cells]
        if answers.count(Answer.WORK) < len(answers):
            told = tuple(zip(row.owner_cells, answers, strict=True))
            yield IdleRow(row, told, _has_work(told), row.written == row.width)


def _has_work(told: tuple[tuple[Cell, Answer], ...]) -> bool:
    """Whether an owner has work; an optional one counts where there is no other."""
    asked = [answer for cell, answer in told if not cell.column.optional] or [answer for _, answer in told]
    return Answer.WORK in asked


def find_half_idle_rows(page: Page, profile: Profile) -> Iterator[IdleRow]:
    """Those of them, ragged ones aside, in which another owner has work."""
    return (row for row in find_idle_rows(page, profile) if row.works and row.even)


def find_usual_marker(page: Page, profile: Profile) -> str:
    """What the page's owner cells mostly say for “nothing”, as written, else the profile's first marker."""
    cells = (cell for row in find_half_idle_rows(page, profile) for cell in row.cells(Answer.NOTHING))
    used = Counter(cell.raw for cell in cells if is_plain(cell, profile))
    return max(used, key=used.__getitem__, default=next(iter(profile.cells.empty_markers), "N/A"))


def is_plain(cell: Cell, profile: Profile) -> bool:
    """Whether a cell holds a marker alone, without the name of an owner."""
    return not _strip_owner(cell.words, profile)


def name_owner(cell: Cell) -> str:
    """How a message names an owner's cell: by the owner, else by the header."""
    owner = cell.column.owner
    return f"{owner}'s cell" if owner else f"the cell under “{cell.header}”" if cell.header else "a cell"


def place(row: Row, cell: Cell) -> str:
    """How a message names a cell in its row."""
    return f"{name_row(row)}: {name_owner(cell)}"
