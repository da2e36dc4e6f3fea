"""What the rules about headers share: which of a profile's forms a task table takes, and which names have a keyref."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from resp_lint import normalized

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lint import Cell, Column, Profile, Table


class Match(NamedTuple):
    """How a table's header compares with a form: the cell of each column of the form, what is left over, what lacks."""

    form: int
    cells: dict[int, Cell]
    foreign: tuple[Cell, ...]
    missing: tuple[Column, ...]

    @property
    def complete(self) -> bool:
        """Whether the header is the form's, blank cells aside."""
        return not self.foreign and not self.missing


@lru_cache(maxsize=1024)
def _fits(header: str, titles: tuple[str, ...]) -> bool:
    """Whether a header is one of the titles, a typo aside."""
    known = {normalized(title) for title in titles} - {""}
    if header in known:
        return True
    from rapidfuzz.distance import OSA  # noqa: PLC0415 -- only a header that no form knows pays for it

    return any(OSA.distance(header, title) <= max(1, len(title) // 8) for title in known)


def _match(cells: tuple[Cell, ...], number: int, columns: tuple[Column, ...]) -> Match:
    """Compare a header with a form: the task stands first, the owners in any order, a blank cell is any of them."""
    found: dict[int, Cell] = {}
    foreign = []
    for place, cell in enumerate(cells):
        if cell.blank:
            continue
        free = [n for n in ((0,) if place == 0 else range(1, len(columns))) if n not in found]
        header = normalized(cell.words)
        fitting = next((n for n in free if _fits(header, columns[n].titles)), None)
        if fitting is None:
            foreign.append(cell)
        else:
            found[fitting] = cell
    missing = [column for n, column in enumerate(columns) if n not in found]
    blanks = sum(cell.blank for cell in cells)
    if blanks and cells[0].blank:
        missing = missing[1:]
        blanks -= 1
    return Match(number, found, tuple(foreign), tuple(missing[blanks:]))


def form_of(table: Table, profile: Profile) -> Match | None:
    """How a table's header compares with the nearest of the profile's forms; None where the profile has none."""
    cells = table.header.cells
    forms = profile.table_forms
    matches = (_match(cells, number, form.columns) for number, form in enumerate(forms))

    def distance(match: Match) -> int:
        return len(match.foreign) + len(match.missing) + abs(len(cells) - len(forms[match.form].columns))

    return min(matches, key=distance, default=None)


@lru_cache(maxsize=16)
def _plain_names(words: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"(?<![\w{{./-])(?:{names})(?![\w}}-])")


def keyrefs_by_words(profile: Profile) -> dict[str, str]:
    """The keyref to write for each name: the profile's first one of these words that is not retired."""
    found: dict[str, str] = {}
    for keyref, words in profile.keyrefs.items():
        if keyref not in profile.retired_keyrefs:
            found.setdefault(words, keyref)
    return found


def plain_name(text: str, names: Iterable[str]) -> re.Match[str] | None:
    """The first name in plain text, not part of a keyref or a link's address."""
    return _plain_names(tuple(names)).search(text)


def with_keyrefs(text: str, keyrefs: dict[str, str]) -> str:
    """Text with plain names replaced by their keyrefs."""
    return _plain_names(tuple(keyrefs)).sub(lambda name: keyrefs[name[0]], text)
