"""RSP509."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Per, Profile, read_owner_names, rule
from resp_lint_rules._shared.broken_rows import select_whole_rows
from resp_lint_rules._shared.row_text import name_row, shorten
from resp_lint_rules.ownership._owner_answers import Answer, read_answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Cell, Count, Involvement, Row, Table, Violation

_NAMED = 5


@rule("RSP509", level=Level.WARNING)
def wrong_owner_count(page: Page, profile: Profile) -> Findings:
    """Checks that as many parties take part in a task as the profile says: exactly one is accountable.

    Where two answer for a task, each can point at the other; where nobody does, nobody decides.

    It counts, by the profile's `counts`, who is responsible, accountable, consulted or informed: in tables whose cells
    hold markers (`R`, `A/R`) in each row or each column, and in tables with a column for each (`Responsible`,
    `Accountable`) the names in each row. A row without anybody who owns it is a `row-without-owner`. It also fires on a
    cell that names more owners than its column may have (`most`). Names are parted by commas, semicolons and line breaks
    here: “Product & Safety lead” is one.

    ~~~~bad profile=raci
    | Task | Product | Platform | Security |
    |------|---------|----------|----------|
    | Rotate keys | A | R | A |
    ~~~~
    ~~~~bad profile=raci
    | Task | Responsible | Accountable |
    |------|-------------|-------------|
    | Rotate keys | Platform team | Ann, Bob |
    ~~~~
    ~~~~good profile=raci
    | Task | Product | Platform | Security |
    |------|---------|----------|----------|
    | Rotate keys | A | R | C |
    | Patch brokers | I | A/R | |
    ~~~~
    """
    for table in page.task_tables:
        if not profile.counts and not any(column.most for column in table.columns):
            continue
        rows = [row for row in select_whole_rows(table) if _is_owned(row, profile)]
        for count in profile.counts:
            yield from _check_count(table, rows, count, page)
        for number, column in enumerate(table.columns):
            if column.most:
                cells = (row.cells[number] for row in rows if number < len(row.cells))
                yield from _check_cells(cells, column.most, page)


def _is_owned(row: Row, profile: Profile) -> bool:
    return any(read_answer(cell, profile) is Answer.WORK for cell in row.owner_cells if not cell.column.optional)


def _check_cells(cells: Iterator[Cell], most: int, page: Page) -> Iterator[Violation]:
    for cell in cells:
        names = read_owner_names(cell, page.conventions, surely=True)
        if len(names) > most:
            allowed = "one owner" if most == 1 else f"at most {most} owners"
            yield cell.at(f"{len(names)} owners in one cell; name {allowed}")


def _check_count(table: Table, rows: list[Row], count: Count, page: Page) -> Iterator[Violation]:
    marked = [n for n, column in enumerate(table.columns) if column.marked]
    named = [n for n, column in enumerate(table.columns) if _is_named(column.involvement, count)]
    if marked:
        found = {row: [cell for cell in row.cells if _has_part(cell, count.involvement, page)] for row in rows}
        if count.per is Per.COLUMN:
            yield from _check_columns(table, marked, found, count)
        elif rows and not any(found.values()):
            if count.min:
                yield table.header.at(f"nobody is {count.involvement} in any row; write for each who is")
        else:
            for row, cells in found.items():
                yield from _report(row, [cell.header for cell in cells], len(cells), count)
    elif named and count.per is Per.ROW:
        for row in rows:
            cells = [row.cells[n] for n in named if n < len(row.cells) and not row.cells[n].blank]
            names = [name.text for cell in cells for name in read_owner_names(cell, page.conventions, surely=True)]
            if cells:
                yield from _report(row, names, len(names), count)


def _is_named(involvement: Involvement | None, count: Count) -> bool:
    return involvement is count.involvement


def _has_part(cell: Cell, involvement: Involvement, page: Page) -> bool:
    if not cell.column.marked or cell.blank:
        return False
    return any(mark.involvement is involvement for mark in page.conventions.read_marks(cell.name))


def _check_columns(table: Table, marked: list[int], found: dict[Row, list[Cell]], count: Count) -> Iterator[Violation]:
    by_header = Counter(cell.column.owner for cells in found.values() for cell in cells)
    for number in marked:
        header = table.header.cells[number]
        times = by_header[table.columns[number].owner]
        if problem := _describe(times, count):
            yield header.at(
                f"“{shorten(header.text)}” is {count.involvement} in {times} of {len(found)} rows; {problem}"
            )


def _report(row: Row, names: list[str], number: int, count: Count) -> Iterator[Violation]:
    if problem := _describe(number, count):
        said = "nobody is" if not number else f"{number} are" if number > 1 else "one is"
        who = f" ({', '.join(f'“{shorten(name)}”' for name in names[:_NAMED])})" if names else ""
        yield row.task.at(f"{name_row(row)}: {said} {count.involvement}{who}; {problem}")


def _describe(number: int, count: Count) -> str:
    """What the profile asks for instead of a number; empty where it is right."""
    if count.min <= number and (not count.max or number <= count.max):
        return ""
    if count.min == count.max:
        return f"name exactly {count.min}"
    return f"name at least {count.min}" if number < count.min else f"name at most {count.max}"
