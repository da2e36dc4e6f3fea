"""Which areas a page covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint import Cell, Page

_LONGEST = 80
"""An area's name shows fewer characters; what else a cell says mostly shows more."""


def find_areas_by_name(page: Page) -> set[str]:
    """The titles of the areas that have a section, or a column in a resource matrix."""
    sections = {section.own_area.area.title for section in page.area_sections if section.own_area}
    return sections.union(*(_find_named_areas(table.header.cells, page) for table in page.matrices))


def find_areas_by_row(page: Page) -> set[str]:
    """The titles of the areas that are rows of a table of areas; one task that is called like an area makes none."""
    tables = [
        set(_find_named_areas((row.task for row in table.rows), page)) for table in (*page.matrices, *page.task_tables)
    ]
    return set().union(*(areas for areas in tables if len(areas) > 2))  # noqa: PLR2004


def _find_named_areas(cells: Iterable[Cell], page: Page) -> Iterator[str]:
    for cell in cells:
        match = page.conventions.find_area(cell.text) if len(cell.text) < _LONGEST else None
        if match:
            yield match.area.title
