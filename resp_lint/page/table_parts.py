"""The parts of a page that make up its tables: cells, rows, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.lazy import cached_property
from resp_lint.page.inline import cell_text
from resp_lint.page.kind import Column, Role, TableKind, table_kind
from resp_lint.page.parts import Attributed, Part
from resp_lint.page.tables import cell_spans, delimiter_columns
from resp_lint.regex import regex

if TYPE_CHECKING:
    from resp_lint.page.kind import AreaMatch
    from resp_lint.page.model import Page, Section
    from resp_lint.page.parts import AttributeItem


class Cell(Part, frozen=True, eq=False):
    """A table cell; its span leaves out the blanks around it.

    `text` is what a reader sees of it, keyrefs as written, footnotes by number.
    """

    column: Column
    header: str
    text: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing in the cell, or nothing but spaces, however they are written."""
        start, end, text = self.start, self.end, self.page.source.text
        if start == end:
            return True
        begins_invisibly = text[start].isspace() or text[start] in _INVISIBLE_BEGINNINGS
        return begins_invisibly and _INVISIBLE.fullmatch(text, start, end) is not None

    @property
    def words(self) -> str:
        """The cell's text with known keyrefs in words."""
        return self.page.conventions.in_words(self.text)


# What a cell may hold and still show nothing; a comment with “--” inside is text to the renderer.
_INVISIBLE_BEGINNINGS = frozenset("\\&<\u200b\u200c\u200d\u2060\ufeff")
_INVISIBLE = regex(r"(?:\s|\\n|&nbsp;|<br\s*/?>|<!--(?!-?>)(?:-?[^-])*-->|[\u200b\u200c\u200d\u2060\ufeff])+")


class Row(Part, frozen=True, eq=False):
    """A table row: as many cells as the header has, missing ones blank at the row's end; `extra` are dropped.

    `owner_cells` are those that say what an owner does.
    """

    table: Table
    cells: tuple[Cell, ...]
    extra: tuple[Cell, ...]
    written: int
    owner_cells: tuple[Cell, ...] = ()

    @property
    def task(self) -> Cell:
        """The cell that names the task: the first."""
        return self.cells[0]


_NO_COLUMN = Column(Role.OTHER, ())


def _cell(page: Page, start: int, end: int, column: Column = _NO_COLUMN, header: str = "") -> Cell:
    raw = page.source.text[start:end]
    return Cell(page, start, end, column, header, cell_text(page.resolved(raw, start) if "[" in raw else raw))


class Table(Attributed, frozen=True, eq=False, dict=True):
    """A table from its header row to its last row; `lists` are those meant for it, lost or not."""

    row_lines: tuple[int, ...]
    section: Section | None

    @cached_property
    def header(self) -> Row:
        """The header row."""
        page, line = self.page, self.line
        start, text = page.table_line(line)
        # A table that opens a list item has the item's marker in front of its first pipe.
        spans = cell_spans(text, start)[-delimiter_columns(page.table_line(line + 1)[1]) :]
        cells = tuple([_cell(page, left, right) for left, right in spans])
        first, last = (cells[0].start, cells[-1].end) if cells else (self.start, self.end)
        return Row(page, first, last, self, cells, (), len(cells))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What each column holds, by its header."""
        return tuple(self.page.conventions.column_of(cell.text) for cell in self.header.cells)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows below the header."""
        return tuple(self._row(line) for line in self.row_lines)

    @cached_property
    def _columns(self) -> tuple[tuple[Column, str], ...]:
        """What each column holds, and its header."""
        return tuple([(column, cell.text) for column, cell in zip(self.columns, self.header.cells, strict=True)])

    @cached_property
    def _owner_columns(self) -> tuple[int, ...]:
        return tuple([number for number, column in enumerate(self.columns) if column.role is Role.OWNER])

    def _row(self, line: int) -> Row:
        page, columns = self.page, self._columns
        start, text = page.table_line(line)
        spans = cell_spans(text, start)
        first, end = (spans[0][0], spans[-1][1]) if spans else (page.source.line_start(line),) * 2
        cells = [
            _cell(page, left, right, column, header)
            for (left, right), (column, header) in zip(spans, columns, strict=False)
        ]
        cells += [Cell(page, end, end, column, header, "") for column, header in columns[len(cells) :]]
        extra = tuple([_cell(page, left, right) for left, right in spans[len(columns) :]])
        owned = tuple([cells[number] for number in self._owner_columns])
        return Row(page, first, end, self, tuple(cells), extra, len(spans), owned)

    @cached_property
    def kind(self) -> TableKind:
        """Task table, resource matrix, or other."""
        return table_kind(self.columns, self._owner_share, self._loose_owners)

    def _owner_share(self) -> float:
        cells = [cell for row in self.rows for cell in row.cells[1:]]
        owner_of = self.page.conventions.owner_of
        return sum([owner_of(cell.text) is not None for cell in cells]) / len(cells) if cells else 0.0

    def _loose_owners(self) -> int:
        return sum(self.page.conventions.names_an_owner(cell.text) for cell in self.header.cells)

    @property
    def area(self) -> AreaMatch | None:
        """The area of the section that the table stands in."""
        return self.section.area if self.section else None

    @property
    def caption(self) -> AttributeItem | None:
        """The caption where it is written, or None."""
        return self.item("caption")

    @property
    def summary(self) -> AttributeItem | None:
        """The summary where it is written, or None."""
        return self.item("summary")

    @property
    def end_line(self) -> int:
        """The 1-based line of the last row."""
        return self.row_lines[-1] if self.row_lines else self.line + 1


class MergedTables(Struct, frozen=True):
    """Two tables with nothing between them but lists of the first: the renderer makes one table of them.

    The header of `second` and its row of dashes become rows of `first`, and the caption of `second` replaces the other.
    """

    first: Table
    second: Table
