"""RSP501."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Page, Profile, Role, rule
from resp_lint_rules._shared.row_text import name_row
from resp_lint_rules.ownership._owner_answers import Answer, find_idle_rows, read_answer

if TYPE_CHECKING:
    from resp_lint import Row


@rule("RSP501")
def row_without_owner(page: Page, profile: Profile) -> Findings:
    """Checks that every task has an owner.

    A task that nobody owns is a task that nobody does.

    An auditor who asks for it finds a row and no name, and each side takes the other for the owner. Seen on 1 of 74
    pages today, and mended by authors 6 times.

    It fires on a row of a task table in which every owner cell is blank, says that its owner does nothing (“N/A”), or
    says that nothing is decided yet (“TBD”); the profile lists the markers. A row that is blank altogether is such a
    row. `blank-owner-cell` and `undecided-owner` say nothing about it; a row that lacks cells is a `ragged-row`, and one
    that goes on in the next line a `broken-row`.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | | |
    ~~~~
    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | TBD |
    ~~~~
    ~~~~bad
    | Responsibilities | Ownership |
    |------------------|-----------|
    | Rotate keys | |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys every 90 days. |
    ~~~~
    """
    for row, told, works, even in find_idle_rows(page, profile):
        if works or not even or _has_work_elsewhere(row, profile):
            continue
        if row.task.blank and all(answer is Answer.BLANK for _, answer in told):
            yield row.at("a blank row: it names no task and no owner; fill it in or drop it")
        else:
            part = row if row.task.blank else row.task
            yield part.at(f"{name_row(row)}: nobody owns it; write who does what, or drop the row")


def _has_work_elsewhere(row: Row, profile: Profile) -> bool:
    """Whether a column whose header names no owner holds work: the header is what is wrong, not the row."""
    others = (cell for cell in row.cells[1:] if cell.column.role is not Role.OWNER)
    return any(read_answer(cell, profile) is Answer.WORK for cell in others)
