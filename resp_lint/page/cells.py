"""Tables with their rows and cells."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.groups import find_groups
from resp_lint.page.kind import determine_table_kind, find_task_column, settle_columns
from resp_lint.page.marked_columns import (
    find_marked_columns,
    forget_owners,
    is_legend,
    mark_columns,
    names_owners,
)
from resp_lint.page.model import Cell, Row, Table
from resp_lint.page.tables import count_delimiter_columns, find_cell_spans
from resp_lint.page.terms import Column, Dialect, Role, TableKind
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resp_lint.page.inline import InlineReader
    from resp_lint.page.kind import Conventions
    from resp_lint.page.model import AttributeList, Section
    from resp_lint.source import Source

_QUOTE = regex(r"[ \t]*(?:>[ \t]*)+")
_NO_COLUMN = Column(Role.OTHER, ())


class TableReader(Struct, frozen=True, eq=False):
    """Reads the tables of one page."""

    source: Source
    conventions: Conventions
    inline: InlineReader
    lines: Sequence[str]

    def read(
        self,
        line: int,
        row_lines: Sequence[int],
        lists: tuple[AttributeList, ...],
        merged: tuple[str | None, Mapping[str, str]],
        section: Section | None,
    ) -> Table:
        """The table whose header stands on a 0-based line and whose rows on others."""
        last = row_lines[-1] if row_lines else line + 1
        span = (self.source.line_starts[line], self.source.line_starts[last] + len(self.lines[last]))
        header = self._read_header(line, span)
        columns = tuple([self.conventions.determine_column(cell.text) for cell in header.cells])
        if self.conventions.knows_columns:
            return self._read_known_columns(row_lines, lists, merged, section, (span, header, columns))
        rows = self._read_rows(row_lines, header, columns, 0)
        kind = self._determine_kind(header, columns, rows)
        at = tuple([row + 1 for row in row_lines])
        return Table(self.source, *span, lists, *merged, section, header, columns, at, rows, kind)

    def _read_known_columns(
        self,
        row_lines: Sequence[int],
        lists: tuple[AttributeList, ...],
        merged: tuple[str | None, Mapping[str, str]],
        section: Section | None,
        found: tuple[tuple[int, int], Row, tuple[Column, ...]],
    ) -> Table:
        """A table whose columns are known one by one, or by what stands in them, in any order."""
        span, header, columns = found
        rows = self._read_rows(row_lines, header, columns, 0)
        marked = find_marked_columns(header, columns, rows, self.conventions)
        if marked and not names_owners(rows, marked, self.conventions):
            columns, marked = forget_owners(columns, marked), frozenset()
        settled = settle_columns(mark_columns(header, columns, marked) if marked else columns)
        task = find_task_column(settled)
        if settled != found[2] or task:
            rows = self._read_rows(row_lines, header, settled, task)
        owned = {Role.OWNER, Role.DUTIES}.intersection(column.role for column in settled)
        is_task = owned and len(settled) > 1 and not is_legend(rows, self.conventions)
        kind = TableKind.TASK if is_task else self._determine_kind(header, columns, rows)
        groups = find_groups(rows) if self.conventions.dialect is Dialect.PLAIN else frozenset()
        kept = [number for number in range(len(rows)) if number not in groups]
        return Table(
            self.source,
            *span,
            lists,
            *merged,
            section,
            header,
            settled,
            tuple([row_lines[number] + 1 for number in kept]),
            tuple([rows[number] for number in kept]),
            kind,
            tuple([rows[number] for number in sorted(groups)]),
        )

    def _read_rows(self, lines: Sequence[int], header: Row, columns: tuple[Column, ...], task: int) -> tuple[Row, ...]:
        named = [(column, cell.text) for column, cell in zip(columns, header.cells, strict=True)]
        owners = [number for number, column in enumerate(columns) if column.role is Role.OWNER]
        return tuple([self._read_row(line, named, owners, task) for line in lines])

    def _determine_kind(self, header: Row, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> TableKind:
        return determine_table_kind(
            columns, lambda: self._measure_owner_share(rows, len(columns)), lambda: self._count_loose_owners(header)
        )

    def _read_cell(self, start: int, end: int, column: Column = _NO_COLUMN, header: str = "") -> Cell:
        text = self.inline.show_cell(self.source.text[start:end], start) if start < end else ""
        return Cell(self.source, start, end, column, header, text, self.conventions.replace_keyrefs(text))

    def _read_header(self, line: int, span: tuple[int, int]) -> Row:
        start, text = self._read_line(line)
        # A table that opens a list item has the item's marker before its first pipe.
        spans = find_cell_spans(text, start)[-count_delimiter_columns(self._read_line(line + 1)[1]) :]
        cells = tuple([self._read_cell(left, right) for left, right in spans])
        first, last = (cells[0].start, cells[-1].end) if cells else span
        task = cells[0] if cells else self._read_cell(first, first)
        return Row(self.source, first, last, cells, (), len(cells), len(cells), task)

    def _read_row(self, line: int, columns: Sequence[tuple[Column, str]], owners: Sequence[int], number: int) -> Row:
        start, text = self._read_line(line)
        spans = find_cell_spans(text, start)
        first, end = (spans[0][0], spans[-1][1]) if spans else (self.source.line_starts[line],) * 2
        cells = tuple(
            [
                self._read_cell(left, right, column, header)
                for (left, right), (column, header) in zip(spans, columns, strict=False)
            ]
        )
        extra = tuple([self._read_cell(left, right) for left, right in spans[len(columns) :]])
        owned = tuple([cells[number] for number in owners[: bisect_left(owners, len(cells))]])
        if len(cells) < len(columns) and self.conventions.dialect is Dialect.PLAIN and text.lstrip().startswith("|"):
            # Pipes at the end of a row are often left out with the blank cells before them.  One such cell says as much
            # as all of them, and a table may have more columns than anybody could count.
            place = bisect_left(owners, len(cells))
            owned += tuple(
                [Cell(self.source, end, end, *columns[number], "", "") for number in owners[place : place + 1]]
            )
        task = (
            cells[number]
            if number < len(cells)
            else Cell(self.source, end, end, *(columns[number] if columns else (_NO_COLUMN, "")), "", "")
        )
        return Row(self.source, first, end, cells, extra, len(spans), len(columns), task, owned)

    def _read_line(self, line: int) -> tuple[int, str]:
        """A table's line without the markers of the quotes that it stands in: its offset and its text."""
        start, text = self.source.line_starts[line], self.lines[line]
        quoted = _QUOTE.match(text) if ">" in text else None
        skip = quoted.end() if quoted else 0
        return start + skip, text[skip:]

    def _measure_owner_share(self, rows: Sequence[Row], width: int) -> float:
        """Which share of the cells after the first column holds an owner's name and nothing else."""
        names = [cell.name for row in rows for cell in row.cells[1:]]
        everything = len(rows) * (width - 1)
        return sum(self.conventions.find_owner(text) is not None for text in names) / everything if everything else 0.0

    def _count_loose_owners(self, header: Row) -> int:
        return sum(self.conventions.has_owner(cell.text) for cell in header.cells)
