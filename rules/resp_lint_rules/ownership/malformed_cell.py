"""RSP512."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Profile, name_key, rule
from resp_lint_rules._shared.broken_rows import select_whole_rows
from resp_lint_rules._shared.row_text import name_row, shorten
from resp_lint_rules.ownership._owner_answers import Answer, read_answer

if TYPE_CHECKING:
    from resp_lint import Cell


@rule("RSP512", level=Level.WARNING)
def malformed_cell(page: Page, profile: Profile) -> Findings:
    r"""Checks that cells are written as the profile says: a date is a date, a channel begins with “#”.

    A script that reads the table, and a reader who sorts it, need the same form in each row.

    It fires on a cell of a column with a `pattern` in the profile, of any table, whose text as a reader sees it does not
    match the pattern as a whole. Blank cells and markers such as “N/A” and “TBD” are not looked at.

    ~~~~profile
    extends = "service-ownership"
    [[columns]]
    role = "contact"
    titles = ["Channel"]
    pattern = '#[\w-]+'
    ~~~~
    ~~~~bad
    | Service | Owner | Channel |
    |---------|-------|---------|
    | Queues | Ann | queues-help |
    ~~~~
    ~~~~good
    | Service | Owner | Channel |
    |---------|-------|---------|
    | Queues | Ann | #queues-help |
    ~~~~
    """
    for table in page.tables:
        numbers = [number for number, column in enumerate(table.columns) if column.pattern]
        for row in select_whole_rows(table) if numbers else ():
            for number in numbers:
                if number < len(row.cells) and _is_wrong(row.cells[number], profile):
                    cell = row.cells[number]
                    message = f"{name_row(row)}: “{shorten(cell.text)}” is not written as the column needs it"
                    yield cell.at(f"{message}: {shorten(cell.column.pattern)}")


def _is_wrong(cell: Cell, profile: Profile) -> bool:
    if read_answer(cell, profile) is not Answer.WORK:
        return False
    with name_key("columns.pattern"):
        return re.fullmatch(cell.column.pattern, cell.name) is None
