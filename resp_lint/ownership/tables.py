"""Tables as tasks: one row a task where columns are owners, one cell a task where cells are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.ownership.model import Answer, Party, Task, decide_ownership
from resp_lint.ownership.parties import complete_headers, is_party_name, read_names
from resp_lint.ownership.statements import split_statements
from resp_lint.page.inline import render_cell
from resp_lint.page.terms import PartyRole, Role, TableKind
from resp_lint.page.words import normalized
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.ownership.answers import AnswerReader
    from resp_lint.ownership.parties import Named
    from resp_lint.page.model import Page, Row, Table

_LINK = regex(r"!?\[[^\[\]]*\]\([^()]*\)(?:\{:[^}]*\})*")
_PICTURE = regex(r"!\[|<img\b")
_AREA_HEADERS = frozenset({"area", "areas", "area of responsibility", "responsibility area"})


class Place(Struct, frozen=True):
    """Where tasks stand: the area, and the headings above them with their ids."""

    area: str | None
    section: tuple[str, ...]
    section_ids: tuple[str, ...]


class Line(Struct, frozen=True):
    """A row as its author meant it, its pieces put together: what each cell holds as written."""

    cells: tuple[str, ...]
    start: int
    line: int
    end_line: int


class Unread(Struct, frozen=True):
    """A line that was not read, and why."""

    line: int
    reason: str


class TableReader(Struct, frozen=True):
    """Reads one table by a page's words; `label` is whose a table is by the words above it."""

    page: Page
    table: Table
    reader: AnswerReader
    place: Place
    label: tuple[Named, ...]

    def read(self) -> Iterator[Task | Unread]:
        """The tasks of the table, and the lines that are none; nothing where it does not say who owns what."""
        kind, columns = self.table.kind, self._owner_columns()
        free = [n for n, column in enumerate(self.table.columns) if column.role is Role.OWNER and n not in columns]
        if kind is TableKind.MATRIX or (kind is TableKind.OTHER and self._holds_names()):
            yield from self._read_matrix()
        elif columns and (kind is TableKind.TASK or len(columns) > 1):
            yield from self._read_task_rows(columns)
        elif free and kind is TableKind.TASK:
            yield from self._read_free_rows(free[0])
        elif self.label and kind is TableKind.OTHER:
            yield from self._read_labelled_rows()

    # --- what the columns are

    @property
    def _ending(self) -> str:
        return "|".join(self.page.conventions.duties.parties)

    @property
    def _headers(self) -> list[str]:
        return [cell.text for cell in self.table.header.cells]

    def _owner_columns(self) -> dict[int, tuple[Named, ...]]:
        headers = list(zip(self._headers, self.table.columns, strict=True))
        return dict(complete_headers(headers, self.page.conventions, self._ending))

    def _task_column(self, owners: dict[int, tuple[Named, ...]]) -> int | None:
        """The last column of those before the owners' that name a task: “Area | Task | …” has two."""
        others = [n for n in range(len(self.table.columns)) if n not in owners]
        tasks = [n for n in others if self.table.columns[n].role is Role.TASK and self._headers[n]]
        if len(tasks) > 1 and normalized(self._headers[tasks[0]]) in _AREA_HEADERS:
            return tasks[1]
        return next(iter(tasks or others), None)

    def _holds_names(self) -> bool:
        """Whether at least half of the cells after the first name somebody."""
        cells = [cell.text for row in self.table.rows for cell in row.cells[1:] if not cell.blank]
        if not cells or len(self.table.columns) < 2:  # noqa: PLR2004 -- a task and an owner
            return False
        named = sum(is_party_name(text, self.page.conventions, self._ending) for text in cells)
        return named * 2 >= len(cells)

    # --- rows

    def _read_task_rows(self, owners: dict[int, tuple[Named, ...]]) -> Iterator[Task | Unread]:
        number = self._task_column(owners)
        for row in self._lines():
            if isinstance(row, Unread):
                yield row
                continue
            task = self._show(row, number) if number is not None else ""
            parties = tuple(self._parties(row, owners))
            if problem := self._check(task, row, [party.answer for party in parties]):
                yield Unread(row.line, problem)
            else:
                yield self._task(task or (self._heading() if number is None else ""), parties, row)

    def _read_free_rows(self, owner: int) -> Iterator[Task | Unread]:
        """Rows of a task and the name of its owner."""
        number = self._task_column({owner: ()}) or 0
        for row in self._lines():
            if isinstance(row, Unread):
                yield row
                continue
            parties = self._read_owner(self._show(row, owner))
            task = self._show(row, number)
            if problem := self._check(task, row, [party.answer for party in parties or ()]):
                yield Unread(row.line, problem)
            elif parties is None:
                yield Unread(row.line, "the owner's cell names nobody")
            else:
                yield self._task(task, parties, row)

    def _read_labelled_rows(self) -> Iterator[Task | Unread]:
        """Rows that all are one party's, by the heading or the label above the table."""
        for row in self._lines():
            if isinstance(row, Unread):
                yield row
                continue
            task = self._show(row, 0)
            raw = next((raw for raw in row.cells[1:] if raw), row.cells[0])
            parties = tuple(self._party(named, raw, row) for named in self.label)
            if problem := self._check(task, row, [party.answer for party in parties]):
                yield Unread(row.line, problem)
            else:
                yield self._task(task, parties, row)

    def _read_matrix(self) -> Iterator[Task | Unread]:
        for row in self._lines():
            if isinstance(row, Unread):
                yield row
                continue
            task = self._show(row, 0)
            if not any(row.cells):
                yield Unread(row.line, "a row without text")
                continue
            for number in range(1, len(self._headers)):
                if self.table.columns[number].role is Role.TASK and len(self._headers) > 2:  # noqa: PLR2004
                    continue
                header = self._headers[number]
                parties = self._read_owner(self._show(row, number))
                if parties is None:
                    yield Unread(row.line, f"the cell under “{header}” names nobody")
                    continue
                yield self._task(task, parties, row, column=header, number=number)

    def _check(self, task: str, row: Line, answers: list[Answer]) -> str:
        """Why a row is no task; empty where it is one."""
        if not any(row.cells):
            return "a row without text"
        idle = all(answer in {Answer.UNDECIDED, Answer.BLANK} for answer in answers)
        if idle and self.reader.is_filler(task):
            return "text of the template that nobody filled in"
        return ""

    def _task(
        self, task: str, parties: tuple[Party, ...], row: Line, column: str | None = None, number: int | None = None
    ) -> Task:
        area = self.place.area
        if number is not None and self.table.columns[number].role is Role.AREA:
            match = self.page.conventions.find_area(self._headers[number])
            area = match.area.title if match else area
        elif area is None and column is None:
            area = self._row_area(row)
        ownership = decide_ownership(parties)
        return Task(area, self.place.section, task, column, ownership, parties, row.line, row.end_line)

    def _row_area(self, row: Line) -> str | None:
        """The area that the row's first cell names, where the first column is for areas."""
        if normalized(self._headers[0]) not in _AREA_HEADERS:
            return None
        match = self.page.conventions.find_area(self._show(row, 0))
        return match.area.title if match and match.accepted else None

    def _heading(self) -> str:
        return self.place.section[-1] if self.place.section else ""

    # --- cells

    def _show(self, row: Line, number: int) -> str:
        raw = row.cells[number] if number < len(row.cells) else ""
        return render_cell(self.page.resolve(raw, row.start) if "[" in raw else raw)

    def _parties(self, row: Line, owners: dict[int, tuple[Named, ...]]) -> Iterator[Party]:
        for number, named in owners.items():
            raw = row.cells[number] if number < len(row.cells) else ""
            if len(named) > 1 and not raw:
                continue
            yield from (self._party(name, raw, row) for name in named)

    def _party(self, named: Named, raw: str, row: Line) -> Party:
        resolved = self.page.resolve(raw, row.start) if "[" in raw else raw
        text = render_cell(resolved)
        if not text and _PICTURE.search(raw):
            return Party(named.party, named.role, Answer.DOES, text, ())
        answer = self.reader.read(text, named.role, is_link=_LINK.fullmatch(raw.strip()) is not None)
        return Party(named.party, named.role, answer, text, self._duties(resolved) if answer is Answer.DOES else ())

    def _duties(self, raw: str) -> tuple[str, ...]:
        """The statements of a cell that name a duty, and not only where more is written."""
        return tuple(text for text in split_statements(raw) if not self.reader.is_referral(text))

    def _read_owner(self, text: str) -> tuple[Party, ...] | None:
        """The parties that a cell names as owners; None where it says something else."""
        if not text:
            return ()
        answer = self.reader.read(text, PartyRole.THIRD_PARTY)
        if answer in {Answer.UNDECIDED, Answer.NONE}:
            return (Party("", PartyRole.THIRD_PARTY, answer, text, ()),)
        names = read_names(text, self.page.conventions)
        if not names:
            return None
        return tuple(Party(name.party, name.role, Answer.DOES, text, ()) for name in names)

    # --- lines

    def _lines(self) -> Iterator[Line | Unread]:
        """The rows, those that a line break broke put together again, and lines that are no rows."""
        fenced = self._is_open(self.table.header) and self._is_closed(self.table.header)
        rows = self.table.rows
        index = 0
        while index < len(rows):
            row = rows[index]
            end = index + 1
            if row.raw.startswith("{:") or (
                fenced and row.written <= 1 < len(self._headers) and not self._is_open(row)
            ):
                yield Unread(row.line, "a line that is no row of the table")
                index = end
                continue
            if fenced:
                end = self._end_of_break(rows, index)
            yield self._join(rows[index:end])
            index = end

    def _end_of_break(self, rows: tuple[Row, ...], index: int) -> int:
        """The index after the last of the lines over which the row at an index goes: as many as fill its cells."""
        end, cells = index + 1, max(1, rows[index].written)
        while end < len(rows) and not self._is_closed(rows[end - 1]) and not rows[end].raw.startswith("{:"):
            cells += max(1, rows[end].written) - (not self._is_open(rows[end]))
            if cells > len(self._headers):
                break
            end += 1
        return end

    def _join(self, rows: tuple[Row, ...]) -> Line:
        cells = [cell.raw for cell in (rows[0].cells or (rows[0].task,))]
        for row in rows[1:]:
            more = [cell.raw for cell in (*(row.cells or (row.task,)), *row.extra)]
            if not self._is_open(row):
                cells[-1] = f"{cells[-1]} {more.pop(0)}".strip()
            cells.extend(more)
        return Line(tuple(cells[: len(self._headers)]), rows[0].start, rows[0].line, rows[-1].line)

    @staticmethod
    def _is_open(row: Row) -> bool:
        return row.source.line_text(row.line).lstrip(" \t>").startswith("|")

    @staticmethod
    def _is_closed(row: Row) -> bool:
        line = row.source.line_text(row.line).rstrip(" \t")
        return line.endswith("|") and not line.endswith("\\|")
