"""RSP515."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Profile, normalized, regex, rule
from resp_lint_rules._shared.row_text import name_row, shorten

if TYPE_CHECKING:
    from resp_lint import Cell

LONGEST = 80
"""A longer cell tells what is decided and what is not."""
# A question mark that ends no question, or letters that say it: “December ?, 2026”, “Ana (?)”, “Q3, TBD”, “2026-??-01”.
_OPEN = regex(r"(?:^|\s)\?+(?=[,;/)]|\s+\w)|\(\?+\)|(?<![\w.-])T\.?B\.?[ADC]\.?(?![\w-])|(?<=-)\?{2,}|\?{2,}(?=-)")


@rule("RSP515", level=Level.WARNING, requires=("plain-markdown",))
def undecided_cell(page: Page, profile: Profile) -> Findings:
    """Checks that nothing in a table of owners is left undecided.

    “TBD” in the place of a task, or “December ?” in that of a date, tells a reader to come back, and nobody to decide.

    It fires on each cell of a table that names owners, of a task's name, a date or a contact, that is nothing but one of
    the profile's `undecided-markers`, and on short cells, those of owners too, that hold such a mark beside other words:
    `TBD`, `TBA`, `TBC`, a question mark that ends no question. An owner's cell that holds nothing else is an
    `undecided-owner`.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | TBD | Send a reminder. | Rotate your keys. |
    ~~~~
    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | From December ?, 2027 on | Rotate your keys. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Who is on call? | Publish the list. | Read the list. |
    ~~~~
    """
    markers = frozenset(map(normalized, profile.cells.undecided_markers))
    for table in (*page.task_tables, *page.matrices):
        for row in table.rows:
            owners = {cell.start for cell in row.owner_cells if not cell.blank}
            for cell in row.cells:
                if not _is_open(cell, markers, owner=cell.start in owners):
                    continue
                if cell is row.task:
                    yield cell.at(
                        f"“{shorten(cell.text)}” is undecided; name the task, or say who decides on it and when"
                    )
                else:
                    where = f" under “{cell.header}”" if cell.header else ""
                    yield cell.at(
                        f"{name_row(row)}: “{shorten(cell.text)}”{where} is undecided; say who decides and when"
                    )


def _is_open(cell: Cell, markers: frozenset[str], *, owner: bool) -> bool:
    text = cell.words
    if not text or len(text) > LONGEST:
        return False
    if normalized(text).strip("*_() ") in markers or normalized(text) in markers:
        return not owner
    return ("?" in text or "T" in text) and _OPEN.search(text) is not None
