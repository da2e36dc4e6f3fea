"""RSP408."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Part, Profile, Role, normalized, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Fault, Owner, Table

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = {word: number for words in (ORDINALS, COUNTS) for number, word in enumerate(words, 1)}


@rule("RSP408", level=Level.WARNING, any_page=True)
def summary_mismatch(page: Page, profile: Profile) -> Findings:
    """A summary that describes another table misleads exactly those who cannot see the table.

    It is what a screen reader gives instead of the layout: who hears of a fourth column looks for it in every row, and who
    hears that the second column is theirs takes over what is not.

    Reported where a summary speaks of a column by a number that the table does not reach (“the fourth column”, “column 4”,
    “four columns”, “the next three columns”), says that the table has another number of columns than it has, says in plain
    words (“the second column describes …”) that a column is one owner's whose header names the other, or names a column in
    quotes that no header bears. Where a sentence could be read otherwise, nothing is.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: summary="The first column names the task, the fourth column what you do."}
    ~~~~
    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: summary="The first column names the task. The second column describes your responsibilities."}
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: summary="The first column names the task. The next two columns say what IBM does and what you do. The third column describes your responsibilities."}
    ~~~~
    """
    for table in page.tables:
        summary = table.summary
        if summary and "column" in summary.value and table.columns:
            value = summary.value_part
            yield from _counted(table, value)
            yield from _owned(table, value, profile)
            yield from _quoted(table, value)


_ORDINAL = rf"(?:{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_COUNT = rf"(?:{'|'.join(COUNTS)}|\d{{1,2}})"
_NEXT = r"(?:,? (?:and|or|to|through) |, )(?:the )?"
_ORDINAL_COLUMNS = re.compile(rf"\b{_ORDINAL}(?:{_NEXT}{_ORDINAL})* columns?\b", re.IGNORECASE)
_ORDINAL_WORD = re.compile(rf"\b{_ORDINAL}\b", re.IGNORECASE)
_COLUMN_NUMBERS = re.compile(r"\bcolumns? (\d{1,2})(?:(?:,| and| or| to|-|–) ?(\d{1,2}))?\b", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\b((?:(?:table|it) (?:has|contains|consists of|is made of)|next|other) )?({_COUNT}) columns\b", re.IGNORECASE
)
_DESCRIBED = re.compile(
    rf"\b({_ORDINAL}) column (?:describes|shows|lists|contains|names|gives|states|says|tells|explains|identifies|specifies"
    r"|details|holds|provides|covers) ([^.;]*)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?:“([^“”]{1,60})”|‘([^‘’]{1,60})’) columns?\b")


def _counted(table: Table, value: Part) -> Iterator[Fault]:
    """Columns by number that the table does not have."""
    columns = len(table.columns)
    for match in _ORDINAL_COLUMNS.finditer(value.raw):
        if max(_number(word) for word in _ORDINAL_WORD.findall(match[0])) > columns:
            yield _at(value, match, columns)
    for match in _COLUMN_NUMBERS.finditer(value.raw):
        if max(int(match[1]), int(match[2] or 0)) > columns:
            yield _at(value, match, columns)
    for match in _COUNTED.finditer(value.raw):
        lead, number = (match[1] or "").strip().casefold(), _number(match[2])
        # “The next two columns” leave out at least one.
        beyond = number + (lead in {"next", "other"}) > columns
        if beyond or (" " in lead and number != columns):
            yield _at(value, match, columns)


def _number(word: str) -> int:
    return _NUMBER.get(word.casefold()) or int(re.sub(r"\D", "", word))


def _at(value: Part, match: re.Match[str], columns: int) -> Fault:
    place = Part(value.page, value.start + match.start(), value.start + match.end())
    many = "columns" if columns != 1 else "column"
    return place.at(f"summary speaks of “{place.raw}”, the table has {columns} {many}; describe this table")


def _owned(table: Table, value: Part, profile: Profile) -> Iterator[Fault]:
    """Columns that are said to be one owner's, and are another's by their header."""
    for match in _DESCRIBED.finditer(value.raw):
        number = _number(match[1])
        clause = table.page.conventions.in_words(match[2]).partition("column")[0]
        owners = [owner for owner in profile.owners if _pattern(owner).search(clause)]
        if number > len(table.columns) or len(owners) != 1:
            continue
        column = table.columns[number - 1]
        if column.role is Role.OWNER and column.owner and column.owner != owners[0].name:
            place = Part(value.page, value.start + match.start(), value.start + match.end())
            header = table.header.cells[number - 1].text
            yield place.at(
                f"summary gives column {number} to {owners[0].name}, its header is “{header}”; describe this table"
            )


@lru_cache(maxsize=64)
def _pattern(owner: Owner) -> re.Pattern[str]:
    """An owner's name as a word, possessive or not."""
    names = "|".join(re.escape(spelling) for spelling in owner.spellings)
    return re.compile(rf"(?<![\w-])(?:{names})(?:['’]s)?(?![\w-])", re.IGNORECASE)


def _quoted(table: Table, value: Part) -> Iterator[Fault]:
    """Columns named in quotes that no header bears."""
    headers = {normalized(text) for cell in table.header.cells for text in (cell.text, cell.words)}
    for match in _QUOTED.finditer(value.raw):
        name = match[1] or match[2]
        told = normalized(table.page.conventions.in_words(name))
        if not any(told in header or (header and header in told) for header in headers):
            place = Part(value.page, value.start + match.start(), value.start + match.end())
            yield place.at(f"summary names a column “{name}”, no header does; describe this table")
