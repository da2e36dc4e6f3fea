"""What the rules about headers share: which of a profile's forms a task table takes, and which names have a keyref."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint import find_within, normalized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from resp_lint import Cell, Column, Page, Profile, Table


class Match(Struct, frozen=True):
    """How a table's header compares with a form: the cell of each column of the form, what is left over, what lacks."""

    form: int
    cells: dict[int, Cell]
    foreign: tuple[Cell, ...]
    missing: tuple[Column, ...]

    @property
    def complete(self) -> bool:
        """Whether the header is the form's, blank cells aside."""
        return not self.foreign and not self.missing

    @property
    def in_order(self) -> bool:
        """Whether the columns stand in the form's order."""
        return sorted(self.cells) == list(self.cells)


def _fits(header: str, titles: tuple[str, ...]) -> bool:
    """Whether a header is one of the titles, a typo aside."""
    known = {normalized(title) for title in titles} - {""}
    if header in known:
        return True
    return any(find_within(header, [title], max(1, len(title) // 8)) for title in known)


def _match_columns(headers: tuple[str, ...], form: tuple[tuple[str, ...], ...]) -> list[int]:
    """The form's column that each header names, or -1: the task stands first, the owners in any order."""
    found: list[int] = []
    owners = list(range(1, len(form)))
    for place, header in enumerate(headers):
        free = owners if place else [0]
        column = next((n for n in free if _fits(header, form[n])), -1) if header else -1
        if column > 0:
            owners.remove(column)
        found.append(column)
    return found


def _find_missing_columns(headers: tuple[str, ...], found: list[int], columns: int) -> list[int]:
    """The form's columns that no header names; a blank header may stand for any of them."""
    missing = [n for n in range(columns) if n not in found]
    blanks = headers.count("")
    if not headers[0] and missing[:1] == [0]:
        missing, blanks = missing[1:], blanks - 1
    return missing[blanks:]


def _find_nearest_form(headers: tuple[str, ...], profile: Profile) -> tuple[int, list[int], list[int]]:
    """The form nearest to the headers, the column that each of them names, and the columns that none does."""
    forms = tuple(tuple(column.titles for column in form.columns) for form in profile.table_forms)

    def compared(number: int) -> tuple[int, int, list[int], list[int]]:
        found = _match_columns(headers, forms[number])
        missing = _find_missing_columns(headers, found, len(forms[number]))
        foreign = sum(column < 0 for column, header in zip(found, headers, strict=True) if header)
        return foreign + len(missing) + abs(len(headers) - len(forms[number])), number, found, missing

    best = compared(0)
    for number in range(1, len(forms)):
        # Most headers are a form's to the letter; only others are worth a look at distances.
        best = min(best, compared(number)) if best[0] else best
    return best[1:]


def match_form(table: Table, profile: Profile) -> Match | None:
    """How a table's header compares with the nearest of the profile's forms; None where the profile has none."""
    if not profile.table_forms:
        return None
    cells = table.header.cells
    headers = tuple("" if cell.blank else normalized(cell.words) for cell in cells)
    number, found, missing = _find_nearest_form(headers, profile)
    return Match(
        number,
        {column: cell for column, cell in zip(found, cells, strict=True) if column >= 0},
        tuple(cell for column, cell in zip(found, cells, strict=True) if column < 0 and not cell.blank),
        tuple(profile.table_forms[number].columns[n] for n in missing),
    )


def get_written_headers(page: Page) -> dict[Table, str]:
    """The header of each table of a page, without the spaces around its cells."""
    text = page.source.text
    return {table: "|".join([text[cell.start : cell.end] for cell in table.header.cells]) for table in page.tables}


def find_odd_headers(page: Page, tables: Iterable[Table], is_odd: Callable[[Table], object]) -> Iterator[Table]:
    """Those of a page's tables whose header is odd; of those with one header, mostly all, the first is asked for.

    What a footnote or a link by reference shows differs from place to place.
    """
    headers = get_written_headers(page)
    known: dict[str, object] = {}
    for table in tables:
        header = headers[table]
        if header not in known or "[" in header:
            known[header] = is_odd(table)
        if known[header]:
            yield table


@lru_cache(maxsize=16)
def _compile_plain_names(words: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"(?<![\w{{./-])(?:{names})(?![\w}}-])")


def map_words_to_keyrefs(profile: Profile) -> dict[str, str]:
    """The keyref to write for each name: the profile's first one of these words that is not retired."""
    found: dict[str, str] = {}
    for keyref, words in profile.keyrefs.items():
        if keyref not in profile.retired_keyrefs:
            found.setdefault(words, keyref)
    return found


def find_plain_name(text: str, names: Iterable[str]) -> re.Match[str] | None:
    """The first name in plain text, not part of a keyref or a link's address."""
    if not any(name in text for name in names):
        return None
    return _compile_plain_names(tuple(names)).search(text)


def insert_keyrefs(text: str, keyrefs: dict[str, str]) -> str:
    """Text with plain names replaced by their keyrefs."""
    return _compile_plain_names(tuple(keyrefs)).sub(lambda name: keyrefs[name[0]], text)
