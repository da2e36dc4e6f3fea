"""RSP505."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from resp_lint import (
    Findings,
    Level,
    Page,
    Profile,
    Role,
    find_nearest,
    list_accounts,
    read_owner_names,
    regex,
    rule,
)
from resp_lint_rules._shared.broken_rows import select_whole_rows
from resp_lint_rules._shared.row_text import shorten
from resp_lint_rules.ownership._owner_answers import Answer, place, read_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_lint import Cell, Column, Row, Table, Violation

# What may stand after an owner without being one: footnote marks, remarks in brackets.
_REMARKS = regex(r"\[[^\[\]]*\]|\([^()]*\)|[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]|(?<=\s)\d+$")
_WORDS = regex(r"[^\s/,;&+|]+")
_JOINING = frozenset({"and", "or", "with", "plus"})
_MOST_WORDS = 4
_MOST_KNOWN = 10


@rule("RSP505", level=Level.WARNING)
def unknown_owner(page: Page, profile: Profile) -> Findings:
    r"""Checks that each owner that is named is known to the profile.

    A resource belongs to somebody whom the reader knows, or it belongs to nobody.

    Where all other cells say “IBM” or “Customer”, a cell with another word, or with none, leaves the reader without an
    owner, and a script that compares pages without a value.

    It fires on the cells after the first column of a resource matrix, and on those of an owner column that is
    nobody's own (`Responsibilities | Ownership`), which name none of the profile's owners. Several owners may stand in
    a cell (“IBM and customer”, “You/IBM”); links, footnotes and remarks in brackets are left out of account. “N/A” is
    an answer, “TBD” is an `undecided-owner`; a blank cell of a matrix is reported unless the profile has
    `blank-means-none = true`. A table in which most cells name nobody is no matrix of owners and is left alone.

    Where the profile's `owner-names` say who may own (names, files of names, patterns, linked accounts), each of several
    owners in a cell is held against them, a remark after it aside, and the nearest name is suggested. Without these and
    without `owners`, anybody may own. In columns that hold markers, it fires on a cell with anything else.

    ~~~~bad
    | Resource | Change management | Disaster recovery |
    |----------|-------------------|-------------------|
    | Brokers | IBM | Operations |
    | Queues | Customer | [Customer](#recovery) |
    ~~~~
    ~~~~bad
    | Responsibilities | Ownership |
    |------------------|-----------|
    | Rotate keys | Keys |
    ~~~~
    ~~~~profile
    extends = "service-ownership"
    [owner-names]
    names = ["Platform team", "Ann Smith"]
    patterns = ['@[\w-]+']
    ~~~~
    ~~~~bad
    | Service | Owner |
    |---------|-------|
    | Queues | @ann, Platfrom team |
    ~~~~
    ~~~~good
    | Service | Owner |
    |---------|-------|
    | Queues | Ann Smith (until May) and @bob |
    ~~~~
    ~~~~good profile=ibm-cloud
    | Resource | Change management | Disaster recovery |
    |----------|-------------------|-------------------|
    | Brokers | IBM | IBM / Customer (on request) |
    | Queues | [You](#change) | Shared[^plan] |

    [^plan]: On the Standard plan.
    ~~~~
    """
    for table in page.matrices:
        cells = [(row, cell) for row in select_whole_rows(table) for cell in row.cells[1 : row.written]]
        strange = [pair for pair in cells if not _has_owner(pair[1], profile)]
        if len(strange) * 2 <= len(cells):
            yield from (_make_violation(row, cell, profile) for row, cell in strange)
    for table in page.task_tables:
        for row, cell in _find_cells(table, _is_free):
            if not cell.blank:
                yield from _check_names(page, row, cell, profile)
        for row, cell in _find_cells(table, _is_marked):
            if read_answer(cell, profile) is Answer.WORK and not profile.conventions.read_marks(cell.name):
                marks = ", ".join(f"“{marker.marks[0]}”" for marker in profile.markers)
                says = f"says “{shorten(cell.text)}”, which is no known marker"
                yield cell.at(f"{place(row, cell)} {says}; write one of {marks}")


def _find_cells(table: Table, counts: Callable[[Column], bool]) -> Iterator[tuple[Row, Cell]]:
    """The cells of some columns."""
    numbers = [n for n, column in enumerate(table.columns) if counts(column)]
    for row in select_whole_rows(table) if numbers else ():
        yield from ((row, row.cells[n]) for n in numbers[: bisect_left(numbers, len(row.cells))])


def _is_free(column: Column) -> bool:
    """Whether any of the profile's owners may stand in a column."""
    return column.role is Role.OWNER and not column.owner and not column.any_owner


def _is_marked(column: Column) -> bool:
    return column.marked


def _check_names(page: Page, row: Row, cell: Cell, profile: Profile) -> Iterator[Violation]:
    """What is wrong with a cell in which any of the profile's owners may stand."""
    names = profile.owner_names
    if not (names.names or names.patterns or names.linked_accounts):
        if profile.owners and not _has_owner(cell, profile):
            yield _make_violation(row, cell, profile)
        return
    if read_answer(cell, profile) not in {Answer.WORK, Answer.TAKES_PART}:
        return
    conventions = profile.conventions
    book = conventions.name_book
    if book.knows(cell.words, with_remark=False):
        return
    accounts = [link for link, _ in list_accounts(page, cell)] if names.linked_accounts else []
    for name in read_owner_names(cell, conventions):
        linked = any(name.start <= link.start and link.end <= name.end for link in accounts)
        # Accounts often stand beside one another with nothing but a space between.
        if not linked and not book.knows(name.text) and not all(map(book.knows, name.text.split())):
            says = f"says “{shorten(name.text)}”, which is no known owner"
            yield name.at(f"{place(row, cell)} {says}; {_suggest_owner(name.text, profile)}")


def _suggest_owner(text: str, profile: Profile) -> str:
    known = profile.conventions.name_book.listed
    if nearest := find_nearest(text, known) if known else None:
        return f"did you mean “{nearest}”?"
    if profile.owner_names.linked_accounts:
        return "write a link to an account"
    if known and len(known) <= _MOST_KNOWN:
        return f"write one of {', '.join(f'“{name}”' for name in known)}"
    return "write an owner that the profile knows"


def _has_owner(cell: Cell, profile: Profile) -> bool:
    if profile.conventions.find_owner(cell.name):
        return True
    answer = read_answer(cell, profile)
    if answer is Answer.BLANK:
        return profile.cells.blank_means_none
    return answer is not Answer.WORK or _has_only_owners(cell, profile)


def _has_only_owners(cell: Cell, profile: Profile) -> bool:
    """Whether a cell names owners and nothing else, remarks aside."""
    conventions = profile.conventions
    words = _WORDS.findall(_REMARKS.sub(" ", cell.words))
    found = False
    while words:
        taken = next(
            (n for n in range(_MOST_WORDS, 0, -1) if conventions.find_owner(" ".join(words[:n]).rstrip("."))), 0
        )
        if not taken and words[0].casefold() not in _JOINING:
            return False
        found = found or taken > 0
        del words[: taken or 1]
    return found


def _make_violation(row: Row, cell: Cell, profile: Profile) -> Violation:
    says = "names no owner"
    if read_answer(cell, profile) is not Answer.BLANK:
        says = f"says “{shorten(cell.text)}”, which is no known owner"
    known = ", ".join(f"“{owner.spellings[0]}”" for owner in profile.owners if owner.spellings)
    return cell.at(f"{place(row, cell)} {says}; write one of {known}")
