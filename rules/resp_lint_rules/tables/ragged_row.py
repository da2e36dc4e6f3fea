"""RSP304."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from resp_lint import Findings, Page, Violation, rule
from resp_lint_rules._shared.broken_rows import find_uneven_tables, is_text, select_whole_rows
from resp_lint_rules._shared.row_text import name_row, shorten
from resp_lint_rules.tables._split_code_spans import split_code_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint import Row, Table

_SHOWN = 10


@rule("RSP304", any_page=True)
def ragged_row(page: Page) -> Findings:
    r"""Checks that each row has as many cells as the header.

    Cells that a row has too many of are dropped without a word, and those it lacks are shown blank.

    The renderer fills a short row up with blank cells, so that a reader takes a forgotten pipe for “nobody does this”;
    from a long row it drops what stands after the last column. Text right after the last row, without a blank line
    between, becomes a row too. (GitHub Flavored Markdown, 4.10; the renderer does the same.)

    It fires on every row of every table that has fewer or more cells than the header. A row that goes on in the next
    line is a `broken-row`, one that a pipe in a code span splits a `split-code-span`.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. |
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys every 90 days. |
    ~~~~

    A pipe inside of a cell is written `\|`:

    ~~~~bad
    | Command | What it does |
    |---------|--------------|
    | list | Lists (all | own) queues. |
    ~~~~
    ~~~~good
    | Command | What it does |
    |---------|--------------|
    | list | Lists (all \| own) queues. |
    ~~~~
    """
    for table in find_uneven_tables(page):
        yield from _check_table(table)


def _check_table(table: Table) -> Iterator[Violation]:
    width = len(table.header.cells)
    named = [number for number, cell in enumerate(table.header.cells) if cell.text]
    for before, row in pairwise((table.header, *select_whole_rows(table))):
        if row.written > width:
            if not split_code_spans(row):
                yield _report_too_many(row, width)
        elif row.written < width and not is_text(row, table):
            yield _report_too_few(row, table, named)
        elif row.written < width and not is_text(before, table):
            # Each further line of the same text is the same violation.
            yield _report_text_after(row)


def _report_too_many(row: Row, width: int) -> Violation:
    start, end = row.extra[0].start, row.extra[-1].end
    text = row.extra[0].text
    dropped = f"the last {len(row.extra)} are" if row.extra[1:] else f"“{shorten(text)}” is" if text else "the last is"
    message = (
        f"{name_row(row)} has {row.written} cells, the header {width}: {dropped} not shown; take out what is too much"
    )
    return Violation(start, end, message, r"a pipe that is no border between cells is written “\|”")


def _report_too_few(row: Row, table: Table, named: Sequence[int]) -> Violation:
    """The violation of a short row; `named` are the columns whose header is not blank."""
    first = bisect_left(named, row.written)
    left = len(named) - first
    more = f" and {left - _SHOWN} more" if left > _SHOWN else ""
    headers = [table.header.cells[number].text for number in named[first : first + _SHOWN]]
    missing = ", ".join(f"“{shorten(header)}”" for header in headers) + more
    message = f"{name_row(row)} has {row.written} of {row.width} cells; write what is missing"
    return row.at(f"{message}: {missing}" if missing else message)


def _report_text_after(row: Row) -> Violation:
    message = (
        f"“{shorten(row.cells[0].text)}” stands right after the table, so it became a row; put a blank line before it"
    )
    return row.at(message)
