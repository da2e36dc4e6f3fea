"""RSP408."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from resp_lint import Findings, Level, Page, Part, Profile, Role, normalized, regex, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Table, Violation

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = {word: number for words in (ORDINALS, COUNTS) for number, word in enumerate(words, 1)}


@rule("RSP408", level=Level.WARNING, any_page=True, requires=("captions",))
def summary_mismatch(page: Page, profile: Profile) -> Findings:
    """Checks that a summary describes the columns that its table has.

    A summary that describes another table misleads exactly those who cannot see the table.

    It is what a screen reader gives instead of the layout: who hears of a fourth column looks for it in every row, and who
    hears that the second column is theirs takes over what is not.

    Reported where a summary speaks of a column by a number that the table does not reach (“the fourth column”, “column 4”,
    “four columns”, “the next three columns”, “the next columns” where one follows), says that the table has another number
    of columns than it has, says in plain words (“the second column describes …”) that a column is one owner's whose header
    names the other, or that the first column names tasks where its header says “Area” or another of the profile's titles,
    or names a column in quotes that no header bears. Where a sentence could be read otherwise, nothing is.

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
            raw = value.raw
            yield from _check_counts(table, value, _find_claims(raw))
            yield from _check_owners(table, value, _find_described(raw), profile)
            yield from _check_names(table, value, _find_described(raw), profile)
            if "”" in raw or "’" in raw:
                yield from _check_quoted(table, value, profile)


# Words are looked up, not sought: a pattern of all of them takes longer to compile than the page to check.
_COUNT = rf"(?:{'|'.join(COUNTS)}|\d{{1,2}})"
_BEFORE_COLUMN = regex(r"\b(\w+) columns?\b", re.IGNORECASE)
_BEFORE_ORDINAL = regex(r"\b(\w+)(?:,? (?:and|or|to|through) |, )(?:the )?$", re.IGNORECASE)
_COLUMN_NUMBERS = regex(r"\bcolumns? (\d{1,2})(?:(?:,| and| or| to|-|–) ?(\d{1,2}))?\b", re.IGNORECASE)
_COUNTED = regex(
    rf"\b((?:(?:table|it) (?:has|contains|consists of|is made of)|next|other) )?({_COUNT}) columns\b", re.IGNORECASE
)
_FURTHER = regex(r"\b(?:next|other|remaining|following) columns\b", re.IGNORECASE)
_FIRST_AND_TWO = 3
_SUBJECT = regex(r"(?:the |a |an |each )?(\w+)", re.IGNORECASE)
_DESCRIBED = regex(r"\b(\w+)(?= column (\w+) ([^.;]*))", re.IGNORECASE)
_DESCRIBES = frozenset(
    (
        *("describes", "shows", "lists", "contains", "names", "gives", "states", "says", "tells", "explains"),
        *("identifies", "specifies", "details", "holds", "provides", "covers"),
    )
)
_QUOTED = regex(r"(?:“([^“”]{1,60})”|‘([^‘’]{1,60})’) columns?\b")


class Claim(NamedTuple):
    """What a summary says of a table's columns, and where: so many columns, or exactly so many."""

    start: int
    end: int
    columns: int
    exact: bool = False


class Described(NamedTuple):
    """Where a summary says what a column holds, the column's number, and in what words."""

    start: int
    end: int
    column: int
    words: str


def _find_claims(summary: str) -> tuple[Claim, ...]:
    """How many columns a summary speaks of, each time that it does."""
    numbers = _COLUMN_NUMBERS.finditer(summary) if any(map(str.isdigit, summary)) else ()
    many = "columns" in summary.casefold()
    counts = _COUNTED.finditer(summary) if many else ()
    further = _FURTHER.finditer(summary) if many else ()
    return (
        *_find_ordinals(summary),
        *(Claim(*match.span(), max(int(match[1]), int(match[2] or 0))) for match in numbers),
        *(_count(match) for match in counts),
        *(Claim(*match.span(), _FIRST_AND_TWO) for match in further),
    )


def _find_ordinals(summary: str) -> Iterator[Claim]:
    """What a summary says of “the second column”, “the second and the third column”."""
    for match in _BEFORE_COLUMN.finditer(summary):
        start, number = match.start(), _parse_ordinal(match[1])
        most = number
        while number and (before := _BEFORE_ORDINAL.search(summary, max(0, start - _FAR), start)):
            if number := _parse_ordinal(before[1]):
                start, most = before.start(), max(most, number)
        if most:
            yield Claim(start, match.end(), most)


# No ordinal, with what stands between it and the next one, is longer.
_FAR = 40


def _parse_ordinal(word: str) -> int:
    """The number that an ordinal stands for; 0 where a word is none."""
    word = word.lower()
    if word in ORDINALS:
        return _NUMBER[word]
    digits = word[:-2]
    return int(digits) if len(digits) in {1, 2} and digits.isdecimal() and word[-2:] in _ENDINGS else 0


_ENDINGS = frozenset(("st", "nd", "rd", "th"))


def _count(match: re.Match[str]) -> Claim:
    lead = (match[1] or "").strip().casefold()
    # “The next two columns” leave out at least one.
    return Claim(*match.span(), _number(match[2]) + (lead in {"next", "other"}), exact=" " in lead)


def _number(word: str) -> int:
    return _NUMBER.get(word.casefold()) or int(re.sub(r"\D", "", word))


def _check_counts(table: Table, value: Part, claims: tuple[Claim, ...]) -> Iterator[Violation]:
    """Columns by number that the table does not have."""
    columns = len(table.columns)
    for claim in claims:
        if claim.columns > columns or (claim.exact and claim.columns != columns):
            place = _part(value, claim.start, claim.end)
            many = "columns" if columns != 1 else "column"
            yield place.at(f"summary speaks of “{place.raw}”, the table has {columns} {many}; describe this table")


def _part(value: Part, start: int, end: int) -> Part:
    return Part(value.source, value.start + start, value.start + end)


@lru_cache(maxsize=512)  # an edit leaves nearly all of a page as it was: 6 % of checking 32 KiB again
def _find_described(summary: str) -> tuple[Described, ...]:
    """What a summary says that its columns hold."""
    found: list[Described] = []
    for match in _DESCRIBED.finditer(summary):
        number, (start, end) = _parse_ordinal(match[1]), (match.start(), match.end(3))
        # What follows in the same clause is part of the description.
        if number and match[2].lower() in _DESCRIBES and (not found or start >= found[-1].end):
            found.append(Described(start, end, number, match[3]))
    return tuple(found)


def _find_only_owner(words: str, profile: Profile) -> str | None:
    """The one owner that words name; None where it is none, or more than one."""
    named = [owner.name for owner in profile.owners if _is_owner(words, owner.spellings)]
    return named[0] if len(named) == 1 else None


def _is_owner(words: str, spellings: tuple[str, ...]) -> bool:
    """Whether words name an owner; most name one, whose pattern alone is compiled then."""
    folded = words.casefold()
    if words.isascii() and not any(spelling.casefold() in folded for spelling in spellings):
        return False
    return _compile_pattern(spellings).search(words) is not None


def _check_owners(table: Table, value: Part, described: tuple[Described, ...], profile: Profile) -> Iterator[Violation]:
    """Columns that are said to be one owner's, and are another's by their header."""
    columns = table.columns
    if not any(column.owner for column in columns):
        return
    for start, end, number, words in described:
        column = columns[number - 1] if number <= len(columns) else None
        if column and column.role is Role.OWNER and column.owner:
            clause = profile.conventions.replace_keyrefs(words).partition("column")[0]
            owner = _find_only_owner(clause, profile)
            if owner and owner != column.owner:
                header = table.header.cells[number - 1].text
                message = f"summary gives column {number} to {owner}, its header is “{header}”; describe this table"
                yield _part(value, start, end).at(message)


def _check_names(table: Table, value: Part, described: tuple[Described, ...], profile: Profile) -> Iterator[Violation]:
    """A first column that is said to name tasks, and names areas or the like by its header."""
    header = table.header.cells[0]
    titles = _list_first_titles(profile)
    if normalized(header.words) not in titles:
        return
    for start, end, number, words in described:
        subject = _SUBJECT.match(words)
        if number == 1 and subject and _make_singular(subject[1]) in titles - {normalized(header.words)}:
            message = (
                f"summary says that column 1 names “{subject[1]}”, its header is “{header.text}”; describe this table"
            )
            yield _part(value, start, end).at(message)


def _make_singular(word: str) -> str:
    return normalized(word).removesuffix("s")


def _list_first_titles(profile: Profile) -> frozenset[str]:
    """What may stand above the tasks of a task table, but for words that go for all of it."""
    first = (form.columns[0].titles for form in profile.table_forms if form.columns)
    titles = {normalized(title) for titles in first for title in titles}
    return frozenset(title for title in titles if title and not title.startswith("responsib"))


def _compile_pattern(spellings: tuple[str, ...]) -> re.Pattern[str]:
    """An owner's name as a word, possessive or not."""
    names = "|".join(map(re.escape, spellings))
    return re.compile(rf"(?<![\w-])(?:{names})(?:['’]s)?(?![\w-])", re.IGNORECASE)


def _check_quoted(table: Table, value: Part, profile: Profile) -> Iterator[Violation]:
    """Columns named in quotes that no header bears."""
    headers = {normalized(text) for cell in table.header.cells for text in (cell.text, cell.words)}
    for match in _QUOTED.finditer(value.raw):
        name = match[1] or match[2]
        told = normalized(profile.conventions.replace_keyrefs(name))
        if not any(told in header or (header and header in told) for header in headers):
            place = _part(value, *match.span())
            yield place.at(f"summary names a column “{name}”, no header does; describe this table")
