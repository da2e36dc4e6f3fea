"""Columns known by what stands in them: parties, with a marker in each cell for how they take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.page.terms import Column, Role
from resp_lint.page.words import normalized

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resp_lint.page.kind import Conventions
    from resp_lint.page.model import Cell, Row

_MOST, _ALL = 0.7, 1.0
_LEAST = 2
"""A column of marks alone says that something is done, and not by whom."""


def find_marked_columns(
    header: Row, columns: Sequence[Column], rows: Sequence[Row], conventions: Conventions
) -> frozenset[int]:
    """The numbers of a table's columns most of whose cells hold markers; none where there are fewer than two."""
    if not conventions.markers or is_legend(rows, conventions):
        return frozenset()
    cells = _collect_by_column(rows)
    found = {
        number
        for number in range(1, len(header.cells))
        if columns[number].marked
        or (number in cells and _holds_markers(cells[number], conventions, _get_share(columns[number])))
    }
    return frozenset(found) if len(found) >= _LEAST else frozenset()


def _collect_by_column(rows: Sequence[Row]) -> dict[int, list[Cell]]:
    """The cells of each column that has any: rows of wide tables may be short."""
    cells: dict[int, list[Cell]] = {}
    for row in rows:
        for number, cell in enumerate(row.cells):
            cells.setdefault(number, []).append(cell)
    return cells


def _get_share(column: Column) -> float:
    """Which share of a column's cells must hold markers: all, where its header says whose duties it holds in words."""
    return _ALL if column.role is Role.OWNER and column.owner else _MOST


def forget_owners(columns: Sequence[Column], marked: frozenset[int]) -> tuple[Column, ...]:
    """Columns, of which the marked ones are nobody's after all."""
    return tuple(
        replace(column, role=Role.OTHER, owner="") if number in marked else column
        for number, column in enumerate(columns)
    )


def mark_columns(header: Row, columns: Sequence[Column], marked: frozenset[int]) -> tuple[Column, ...]:
    """Columns, the marked ones of which are each its party's own."""
    return tuple(
        _mark_column(column, cell) if number in marked else column
        for number, (column, cell) in enumerate(zip(columns, header.cells, strict=True))
    )


def _mark_column(column: Column, header: Cell) -> Column:
    owned = replace(column, role=Role.OWNER, owner=column.owner or header.words, any_owner=True, marked=True)
    # A party may be called “Support”, or “C”: its header says how those take part whose names stand below it.
    return owned if column.marked else replace(owned, involvement=None, required=None)


def names_owners(rows: Sequence[Row], marked: frozenset[int], conventions: Conventions) -> bool:
    """Whether markers of a table say who owns something: a table of “yes” and “no” says something else."""
    cells = (row.cells[number] for row in rows for number in marked if number < len(row.cells))
    return any(mark.involvement.owns for cell in cells for mark in conventions.read_marks(cell.name))


def is_legend(rows: Sequence[Row], conventions: Conventions) -> bool:
    """Whether a table says what markers mean: its first cells are markers themselves."""
    return bool(conventions.markers) and _holds_markers(
        [cell for row in rows for cell in row.cells[:1]], conventions, _MOST
    )


def _holds_markers(cells: Iterable[Cell], conventions: Conventions, share: float) -> bool:
    """Whether of the cells that say something at least a share hold markers."""
    duties = conventions.duties
    nothing = {normalized(text) for text in (*duties.empty_markers, *duties.undecided_markers)}
    said = [text for cell in cells if (text := cell.name) and normalized(text) not in nothing]
    return bool(said) and sum(bool(conventions.read_marks(text)) for text in said) >= len(said) * share
