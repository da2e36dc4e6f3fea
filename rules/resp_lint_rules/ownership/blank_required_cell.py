"""RSP511."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Page, Profile, Role, rule
from resp_lint_rules._shared.broken_rows import select_whole_rows
from resp_lint_rules._shared.row_text import name_row, shorten
from resp_lint_rules.ownership._owner_answers import Answer, read_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Column, Row, Table, Violation


@rule("RSP511")
def blank_required_cell(page: Page, profile: Profile) -> Findings:
    """Checks that cells which every row needs are neither blank nor undecided: duties, a contact.

    A role without duties is a name, and a service without a contact cannot be asked for help.

    It fires on a cell of a task table whose column the profile calls `required`, or whose header says that it holds
    duties, where the cell is blank or says that nothing is decided yet (“TBD”). Where a whole column is blank there is
    one finding. The cells of owners have rules of their own: `row-without-owner`, `blank-owner-cell` and
    `undecided-owner`.

    ~~~~bad profile=service-ownership
    | Role | Responsibilities |
    |------|------------------|
    | Reviewer | Review changes. |
    | Approver | |
    ~~~~
    ~~~~bad profile=service-ownership
    | Role | Responsibilities |
    |------|------------------|
    | Reviewer | TBD |
    ~~~~
    ~~~~good profile=service-ownership
    | Role | Responsibilities |
    |------|------------------|
    | Reviewer | Review changes. |
    | Approver | Merge them. |
    ~~~~
    """
    for table in page.task_tables:
        numbers = [number for number, column in enumerate(table.columns) if _is_required(column)]
        rows = select_whole_rows(table) if numbers else ()
        for number in numbers:
            yield from _check_column(table, number, rows, profile)


def _is_required(column: Column) -> bool:
    if column.role is Role.OWNER:
        return False
    return column.role is Role.DUTIES if column.required is None else column.required


def _check_column(table: Table, number: int, rows: tuple[Row, ...], profile: Profile) -> Iterator[Violation]:
    header = shorten(table.header.cells[number].text)
    answers = [_read(row, number, profile) for row in rows]
    if len(rows) > 1 and all(answer is Answer.BLANK for answer in answers):
        message = f"the column “{header}” is blank in all {len(rows)} rows; fill it in or drop it"
        yield _place(rows[0], number, message)
        return
    for row, answer in zip(rows, answers, strict=True):
        # A row that is blank altogether is another rule's.
        if answer is Answer.BLANK and any(not cell.blank for cell in row.cells):
            yield _place(row, number, f"{name_row(row)}: the cell under “{header}” is blank; fill it in")
        elif answer is Answer.UNDECIDED:
            text = shorten(row.cells[number].text)
            yield _place(
                row, number, f"{name_row(row)}: the cell under “{header}” says “{text}”; write what is decided"
            )


def _read(row: Row, number: int, profile: Profile) -> Answer:
    return read_answer(row.cells[number], profile) if number < len(row.cells) else Answer.BLANK


def _place(row: Row, number: int, message: str) -> Violation:
    return (row.cells[number] if number < len(row.cells) else row).at(message)
