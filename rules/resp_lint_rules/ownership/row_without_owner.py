"""RSP501."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Dialect, Findings, Page, Profile, Role, rule
from resp_lint_rules._shared.row_text import name_row
from resp_lint_rules.ownership._owner_answers import Answer, find_idle_rows, read_answer

if TYPE_CHECKING:
    from resp_lint import Row


@rule("RSP501")
def row_without_owner(page: Page, profile: Profile) -> Findings:
    """Checks that every task has an owner.

    A task that nobody owns is a task that nobody does.

    An auditor who asks for it finds a row and no name, and each side takes the other for the owner. Seen on 1 of 74
    pages today, and fixed by authors 6 times.

    It fires on a row of a task table in which every owner cell is blank, says that its owner does nothing (“N/A”), or
    says that nothing is decided yet (“TBD”); the profile lists the markers. A row that is blank altogether is such a
    row. Columns that hold notes, contacts or duties own nothing, and where cells hold markers, or names stand below
    “Consulted” and “Informed”, only those own a task who are responsible or accountable. `blank-owner-cell` and
    `undecided-owner` say nothing about it; a row that lacks cells is a `ragged-row`, and one that goes on in the next
    line a `broken-row`.

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
    ~~~~bad profile=service-ownership
    | Service | Purpose | Owner |
    |---------|---------|-------|
    | Queues | Carries messages. | |
    ~~~~
    ~~~~bad profile=raci
    | Task | Product | Platform |
    |------|---------|----------|
    | Rotate keys | C | I |
    | Patch brokers | A | R |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys every 90 days. |
    ~~~~
    """
    for idle in find_idle_rows(page, profile):
        row = idle.row
        # In plain Markdown the pipes after the last cell that says something may be left out.
        ragged = not (idle.even or (profile.dialect is Dialect.PLAIN and row.written < row.width))
        if idle.works or ragged or _has_work_elsewhere(row, profile):
            continue
        if row.task.blank and idle.blank:
            yield row.at("a blank row: it names no task and no owner; fill it in or drop it")
        else:
            part = row if row.task.blank else row.task
            yield part.at(f"{name_row(row)}: nobody owns it; write who does what, or drop the row")


def _has_work_elsewhere(row: Row, profile: Profile) -> bool:
    """Whether a column whose header nothing knows holds work: the header is what is wrong, not the row."""
    if profile.conventions.knows_columns:
        return False
    known = {column for form in profile.table_forms for column in form.columns}
    others = (cell for cell in row.cells[1:] if cell.column.role is not Role.OWNER and cell.column not in known)
    return any(read_answer(cell, profile) is Answer.WORK for cell in others)
