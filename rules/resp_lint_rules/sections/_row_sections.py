"""Tables whose rows have sections of their own: which rows have none, and which sections no row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint import regex
from resp_lint_rules._shared.broken_rows import select_whole_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Cell, Page, Section, Table

_NOT_WORDS = regex(r"[\W_]+")


class NamedRows(Struct, frozen=True):
    """A table, the cells of its rows that lack a section, the sections that lack a row, and those whose name differs."""

    table: Table
    missing: tuple[Cell, ...]
    extra: tuple[Section, ...]
    differing: tuple[tuple[Section, Cell], ...]


def find_named_rows(page: Page) -> Iterator[NamedRows]:
    """The tables of a page that have a column whose cells name sections, where some of them do."""
    for table in page.tables:
        number = next((number for number, column in enumerate(table.columns) if column.sections), -1)
        if number >= 0:
            cells = [row.cells[number] for row in select_whole_rows(table) if number < len(row.cells)]
            found = _compare(page, table, [cell for cell in cells if not cell.blank])
            if found:
                yield found


def _compare(page: Page, table: Table, cells: list[Cell]) -> NamedRows | None:
    sections: dict[str, Section] = {}
    for section in page.sections:
        if section.heading is not page.title:
            sections.setdefault(_fold(section.heading.text), section)
    named = [(sections[_fold(cell.text)], cell) for cell in cells if _fold(cell.text) in sections]
    if not named:
        return None
    found = frozenset(section for section, _ in named)
    first, last = min(section.start for section in found), max(section.start for section in found)
    levels = {section.heading.level for section in found}
    extra = tuple(
        section
        for section in page.sections
        if first < section.start < last and section.heading.level in levels and section not in found
    )
    missing = tuple(cell for cell in cells if _fold(cell.text) not in sections)
    differing = tuple((section, cell) for section, cell in named if section.heading.text != cell.text)
    return NamedRows(table, missing, extra, differing)


def _fold(text: str) -> str:
    """A name without what makes no difference to what is meant.

    >>> _fold("Code-Owners") == _fold("Code owner")
    True
    """
    return _NOT_WORDS.sub(" ", text.casefold()).strip().removesuffix("s")
