"""RSP502."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Profile, rule
from resp_lint_rules._shared.row_text import blank_space
from resp_lint_rules.ownership._owner_answers import Answer, find_half_idle_rows, find_usual_marker, place

if TYPE_CHECKING:
    from resp_lint import Cell


@rule("RSP502", level=Level.WARNING, fix=FixKind.UNSAFE)
def blank_owner_cell(page: Page, profile: Profile) -> Findings:
    """Checks that no owner cell is blank where another owner has work.

    A blank cell can mean “nothing to do” or “forgotten”, and a reader cannot tell which.

    An auditor has to ask; a screen reader says nothing at all. “N/A” answers the question. Seen on 25 of 74 pages.

    It fires on each blank owner cell of a row of a task table in which another owner has work. A row in which nobody
    has any is a `row-without-owner`, and one that lacks a cell a `ragged-row`. A profile that takes a blank cell for an
    answer says so with `blank-means-none = true` under `[cells]`, and the rule is silent; nor does it speak of cells that
    hold markers, or of columns that the profile calls optional. The fix writes what most such
    cells of the page say, else the profile's first marker; only the author knows whether that is true.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Patch brokers | Patch them every week. | |
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Patch brokers | Patch them every week. | N/A |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Patch brokers | Patch them every week. | N/A |
    | Rotate keys | | |
    ~~~~
    """
    if profile.cells.blank_means_none:
        return
    marker = ""
    for row in find_half_idle_rows(page, profile):
        for cell in (cell for cell in row.cells(Answer.BLANK) if not cell.column.optional):
            marker = marker or find_usual_marker(page, profile)
            start, end = blank_space(cell)
            edit = Edit(start, end, f" {marker} ".ljust(end - start))
            fix = Fix(f"Write “{marker}”", (edit,), safe=False)
            message = f"{place(row.row, cell)} is blank; write {_suggest_text(cell)}, or “{marker.strip('`*_')}”"
            yield cell.at(message, fix=fix)


def _suggest_text(cell: Cell) -> str:
    """What a cell is to say of its owner."""
    owner = cell.column.owner
    article = "the " if owner[:1].islower() else ""
    return f"what {article}{owner} does" if owner else "who owns it"
