"""Tables whose columns a profile knows one by one, as tasks: names, letters or duties say who takes part, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.ownership.model import Answer, Party, Skipped, Task, decide_ownership
from resp_lint.ownership.parties import Named, expand_owner, read_header, strip_remarks
from resp_lint.ownership.statements import split_statements
from resp_lint.page.owner_cells import read_owner_names
from resp_lint.page.terms import Involvement, PartyRole, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.ownership.answers import AnswerReader
    from resp_lint.ownership.tables import Place
    from resp_lint.page.kind import Conventions
    from resp_lint.page.model import Cell, Page, Row, Table

_MOST_NAME_WORDS = 12


class KnownTableReader(Struct, frozen=True):
    """Reads one table of a page."""

    page: Page
    table: Table
    reader: AnswerReader
    place: Place

    @property
    def _conventions(self) -> Conventions:
        return self.page.conventions

    def read(self) -> Iterator[Task | Skipped]:
        """The tasks of the table, and the rows that are none."""
        for row in self.table.rows:
            if all(cell.blank for cell in row.cells):
                yield self._skip(row, "a row without text")
                continue
            parties = self._read_parties(row)
            if parties is None:
                yield self._skip(row, "the owner's cell names nobody")
            elif self.reader.is_filler(row.task.text) and not any(_is_involved(party) for party in parties):
                yield self._skip(row, "text of the template that nobody filled in")
            else:
                yield self._make_task(row, parties)

    def _make_task(self, row: Row, parties: tuple[Party, ...]) -> Task:
        place, task = self.place, row.task.text
        return Task(place.area, place.section, task, None, decide_ownership(parties), parties, row.line, row.line)

    def _skip(self, row: Row, reason: str) -> Skipped:
        return Skipped(self.page.path, row.line, reason)

    # --- parties

    def _read_parties(self, row: Row) -> tuple[Party, ...] | None:
        """Who takes part in a row's task; None where no cell of owners names anybody, and one says something else."""
        if not row.owner_cells:
            return tuple(self._read_duties(row))
        found: list[Party] = []
        says_else = False
        for cell in row.owner_cells:
            parties = list(self._read_cell(cell))
            says_else = says_else or (not parties and not cell.blank)
            found += parties
        return None if says_else and not found else merge_parties(found)

    def _read_cell(self, cell: Cell) -> Iterator[Party]:
        ending = "|".join(self._conventions.duties.parties)
        if named := read_header(cell.header, cell.column, self._conventions, ending):
            yield from (self._read_part(name, cell) for name in named)
        elif not cell.blank:
            yield from self._read_names(cell)

    def _read_part(self, named: Named, cell: Cell) -> Party:
        """What a cell says of the party whose column it stands in: by markers, or in words."""
        marks = self._conventions.read_marks(cell.name) if cell.column.marked else ()
        if marks:
            involvement = tuple(dict.fromkeys(mark.involvement for mark in marks))
            return _make_party(named, cell.text, involvement)
        if not cell.text and not cell.blank:
            return Party(named.party, named.role, Answer.DOES, "", ())  # a picture
        answer = self.reader.read(cell.text, named.role)
        statements = tuple(split_statements(cell.raw)) if answer is Answer.DOES else ()
        return Party(named.party, named.role, answer, cell.text, statements)

    def _read_names(self, cell: Cell) -> Iterator[Party]:
        """Those whom a cell names, who take part as its column says."""
        answer = self.reader.read(cell.text, PartyRole.THIRD_PARTY)
        if answer in {Answer.UNDECIDED, Answer.NONE}:
            yield Party("", PartyRole.THIRD_PARTY, answer, cell.text, ())
            return
        involvement = (cell.column.involvement,) if cell.column.involvement else ()
        for name in read_owner_names(cell, self._conventions):
            if len(name.text.split()) <= _MOST_NAME_WORDS:
                yield from (_make_party(named, name.text, involvement) for named in self._find_parties(name.text))

    def _find_parties(self, text: str) -> tuple[Named, ...]:
        name = strip_remarks(text) or text
        owner = self._conventions.find_owner(name)
        return expand_owner(owner, self._conventions) if owner else (Named(name, PartyRole.THIRD_PARTY),)

    def _read_duties(self, row: Row) -> Iterator[Party]:
        """The role that a row names, with its duties."""
        cells = [cell for cell in row.cells if cell.column.role is Role.DUTIES]
        for cell in cells[:1]:
            answer = self.reader.read(cell.text, PartyRole.THIRD_PARTY)
            statements = tuple(split_statements(cell.raw)) if answer is Answer.DOES else ()
            yield Party(row.task.text, PartyRole.THIRD_PARTY, answer, cell.text, statements)


def _is_involved(party: Party) -> bool:
    return party.answer not in {Answer.BLANK, Answer.UNDECIDED}


def _make_party(named: Named, text: str, involvement: tuple[Involvement, ...]) -> Party:
    """A party that takes part in some ways: it owns the task, or helps, or is asked or told alone."""
    asked = {Involvement.CONSULTED, Involvement.INFORMED, Involvement.NONE}
    answer = Answer.NONE if involvement and asked.issuperset(involvement) else Answer.DOES
    parts = tuple(part for part in involvement if part is not Involvement.NONE)
    return Party(named.party, named.role, answer, text, (), parts)


def merge_parties(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Parties, each once: who is named in several columns takes part in several ways."""
    found: dict[tuple[str, PartyRole], Party] = {}
    for party in parties:
        key = party.party, party.role
        known = found.get(key)
        if known is None:
            found[key] = party
        else:
            involvement = tuple(dict.fromkeys((*known.involvement, *party.involvement)))
            answer = Answer.DOES if Answer.DOES in {known.answer, party.answer} else known.answer
            found[key] = replace(known, answer=answer, involvement=involvement)
    return tuple(found.values())
