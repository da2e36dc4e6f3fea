"""RSP514."""

from __future__ import annotations

import re
from bisect import bisect
from itertools import pairwise

from resp_lint import Findings, Level, Page, Profile, Row, normalized, rule
from resp_lint_rules._shared.broken_rows import select_whole_rows
from resp_lint_rules._shared.row_text import name_row, shorten
from resp_lint_rules.ownership._owner_answers import Answer, read_answer


@rule("RSP514", level=Level.WARNING)
def unsorted_rows(page: Page, profile: Profile) -> Findings:
    """Checks that rows stand in the order that the profile asks for.

    Who looks for a name in a long table looks where it belongs, and takes it for missing where it does not stand.

    It fires on a row of a table that has a column which the profile calls `sorted`, where the row's cell comes before
    that of the row above: without regard to case, numbers in a text by their value. Group rows start anew; cells that are
    blank or undecided count for nothing.

    ~~~~profile
    extends = "service-ownership"
    [[columns]]
    role = "owner"
    titles = ["Account"]
    sorted = true
    ~~~~
    ~~~~bad
    | Maintainer | Account |
    |------------|---------|
    | Bob Jones | bob |
    | Ann Smith | ann |
    ~~~~
    ~~~~good
    | Maintainer | Account |
    |------------|---------|
    | Bob Jones | a2 |
    | Ann Smith | a10 |
    ~~~~
    """
    for table in page.tables:
        heads = [group.start for group in table.groups]
        for number in [number for number, column in enumerate(table.columns) if column.sorted]:
            rows = [row for row in select_whole_rows(table) if _says_something(row, number, profile)]
            for above, row in pairwise(rows):
                if bisect(heads, above.start) < bisect(heads, row.start):
                    continue
                cell, before = row.cells[number], above.cells[number]
                if _make_key(cell.name) < _make_key(before.name):
                    message = f"{name_row(row)}: “{shorten(cell.text)}” comes before “{shorten(before.text)}”"
                    yield cell.at(f"{message}, which stands above it; sort the rows")


def _says_something(row: Row, number: int, profile: Profile) -> bool:
    return number < len(row.cells) and read_answer(row.cells[number], profile) in {Answer.WORK, Answer.TAKES_PART}


_NUMBER = re.compile(r"(\d{1,30})")


def _make_key(text: str) -> list[tuple[int, int, str]]:
    """A text to be sorted by, its numbers by their value.

    >>> sorted(["v10", "v9", "V1"], key=_make_key)
    ['V1', 'v9', 'v10']
    """
    parts = _NUMBER.split(normalized(text).lstrip("@"))
    return [(0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part) for part in parts if part]
