"""What pages that say who owns what have in common: columns by their headers, names, signs, sections, front matter."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.owner_cells import list_accounts, read_owner_names
from resp_lint.page.parser import parse
from resp_lint.page.terms import Dialect, Involvement, PartyRole, Role, TableKind
from resp_lint.page.words import normalized

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from resp_lint.page.kind import Conventions
    from resp_lint.page.model import Cell, Page, Table
    from resp_lint.page.terms import Column
    from resp_lint.profile import Profile
    from resp_lint.source import Source

MOST = 0.8
"""The share of cells, or of pages, from which on something is how they are written, and the rest exceptions."""
_HALF = 0.5
_HANDLE = re.compile(r"@[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?")
_MOST_NAME_WORDS = 5
_NAME = re.compile(r"[A-Z][^\d.?!]*")
_MOST_SIGNS = 8
_LONGEST_SIGN = 24
_LONGEST_LETTER = 3
_BETWEEN_SIGNS = re.compile(r"[\s/,;&+|]+")
_EXPLAINED = r"(?:^|[\s|*_`“\"(])%s[\s|*_`”\")]*(?:[:=|–—-]|is\b|means\b)[\s|*_`“\"]*([^\n|.;:,*_(]{2,60})"
_INVOLVEMENTS: tuple[tuple[str, Involvement], ...] = (
    (r"\bnot\b|\bno\b|\bnone\b", Involvement.NONE),
    (r"accountab|approv|decid|decision|sign", Involvement.ACCOUNTABLE),
    (r"responsib|own|lead|driv|execut|perform|primary|\bdo(?:es|er)?\b", Involvement.RESPONSIBLE),
    (r"support|assist|help|contribut|secondary|back-?up|participat", Involvement.SUPPORTING),
    (r"consult|advis|review|input", Involvement.CONSULTED),
    (r"inform|notif|aware|watch|observ", Involvement.INFORMED),
)
_BY_LETTER = {
    "a": Involvement.ACCOUNTABLE,
    "s": Involvement.SUPPORTING,
    "c": Involvement.CONSULTED,
    "i": Involvement.INFORMED,
}


class ColumnFacts(Struct, frozen=True):
    """The columns with one header: how the profile reads them, whether it knows the header, and their cells.

    `first` says that they stand first in their tables, and `alone` that no other column of these holds owners.
    """

    header: str
    column: Column
    known: bool
    first: bool
    alone: bool
    pages: tuple[Page, ...]
    cells: tuple[tuple[Page, Cell], ...]
    by_table: tuple[tuple[str, ...], ...]

    @property
    def said(self) -> list[Cell]:
        """The cells that are not blank."""
        return [cell for _, cell in self.cells if not cell.blank]


class Sign(Struct, frozen=True):
    """A sign in the cells of parties that the profile does not know, and what it seems to mean."""

    mark: str
    meaning: str
    involvement: Involvement
    explained: bool


# --- which profile


def uses_attribute_lists(source: Source, conventions: Conventions) -> bool:
    """Whether a page is written in kramdown, by conventions that are for it."""
    return bool(parse(source, conventions).attribute_lists)


def measure_fit(sources: Sequence[Source], profile: Profile) -> int:
    """How much of some pages a profile reads: the rows of tables of owners, more where it knows what columns mean."""
    return sum(_weigh_table(table) for source in sources for table in parse(source, profile.conventions).tables)


def _weigh_table(table: Table) -> int:
    if table.kind is TableKind.OTHER:
        return 0
    if table.kind is TableKind.MATRIX:
        return 2 * len(table.rows)
    known = sum(column.marked or bool(column.owner) for column in table.columns)
    parts = {column.involvement for column in table.columns if column.involvement}
    return len(table.rows) * (3 if known > 1 or len(parts) > 1 else 2 if known else 1)


# --- columns


def read_columns(pages: Sequence[Page]) -> list[ColumnFacts]:
    """The columns of the tables that say who owns what, by their headers."""
    found: dict[str, list[Place]] = {}
    for page in pages:
        tables = [table for table in page.tables if table.kind is TableKind.TASK or _has_accounts(page, table)]
        for table in tables or ([] if page.matrices else page.tables):
            for number, cell in enumerate(table.header.cells):
                found.setdefault(normalized(cell.words), []).append(Place(page, table, number))
    return [_gather_column(places) for places in found.values()]


class Place(Struct, frozen=True):
    """A column of a table on a page."""

    page: Page
    table: Table
    number: int

    @property
    def column(self) -> Column:
        """What the profile takes it for."""
        return self.table.columns[self.number]

    @property
    def cells(self) -> list[tuple[Page, Cell]]:
        """Its cells, each with its page."""
        return [(self.page, cell) for cell in list_cells(self.table, self.number)]

    @property
    def holds_owners(self) -> bool:
        """Whether owners stand in it, by its header or by what its cells say."""
        return self.column.role is Role.OWNER or (self.number > 0 and names_accounts(self.cells))


def _gather_column(places: Sequence[Place]) -> ColumnFacts:
    first = places[0]
    header = first.table.header.cells[first.number]
    listed = {normalized(title) for one in first.page.conventions.columns for title in one.titles}
    others = [
        Place(it.page, it.table, number)
        for it in places
        for number in range(len(it.table.columns))
        if number != it.number
    ]
    return ColumnFacts(
        header.words,
        first.column,
        known=normalized(header.words) in listed or first.column.role is not Role.OTHER,
        first=first.number == 0,
        alone=not any(other.holds_owners for other in others),
        pages=tuple(dict.fromkeys(it.page for it in places)),
        cells=tuple(cell for it in places for cell in it.cells),
        by_table=tuple(tuple(cell.words for _, cell in it.cells) for it in places),
    )


def list_cells(table: Table, number: int) -> list[Cell]:
    """The cells of a column."""
    return [row.cells[number] for row in table.rows if number < len(row.cells)]


def _has_accounts(page: Page, table: Table) -> bool:
    columns = ([(page, cell) for cell in list_cells(table, number)] for number in range(1, len(table.columns)))
    return any(names_accounts(cells) for cells in columns)


def names_accounts(cells: Sequence[tuple[Page, Cell]]) -> bool:
    """Whether at least half of the cells that say something link to accounts, or hold “@name”."""
    said = [(page, cell) for page, cell in cells if not cell.blank]
    return bool(said) and sum(_is_account(page, cell) for page, cell in said) >= len(said) * _HALF


def _is_account(page: Page, cell: Cell) -> bool:
    return _HANDLE.search(cell.text) is not None or any(list_accounts(page, cell))


def names_people(facts: ColumnFacts) -> bool:
    """Whether cells hold names, of teams or of people: short, in capitals, without numbers, some again and again."""
    texts = [cell.words for cell in facts.said]
    names = [text for text in texts if len(text.split()) <= _MOST_NAME_WORDS and _NAME.fullmatch(text)]
    return len(texts) > 2 and len(names) >= len(texts) * MOST and len({*map(normalized, texts)}) <= len(texts) * MOST  # noqa: PLR2004 -- two can be chance


# --- names


class NamedOwner(Struct, frozen=True):
    """A name in the cells of owners: as written, whether it is a link to an account, and how often it stands there."""

    text: str
    linked: bool
    times: int


def count_owners(columns: Iterable[ColumnFacts], answers: frozenset[str]) -> list[NamedOwner]:
    """Who is named in the cells of owners, most often first; `answers` are texts that name nobody."""
    times: Counter[tuple[str, bool]] = Counter()
    for facts in columns:
        for page, cell in facts.cells:
            if normalized(cell.words) in answers:
                continue
            links = [link for link, _ in list_accounts(page, cell)]
            for name in read_owner_names(cell, page.conventions):
                linked = any(name.start <= link.start and link.end <= name.end for link in links)
                times[name.text, linked] += 1
    return [NamedOwner(text, linked, number) for (text, linked), number in times.most_common()]


def is_handle(text: str) -> bool:
    """Whether a name is an account: “@ann”, “@acme/docs”."""
    return _HANDLE.fullmatch(text) is not None


# --- signs


def find_signs(pages: Iterable[Page]) -> tuple[list[Sign], bool]:
    """The signs that fill tables which the profile does not read; True where they are names of parties."""
    times: Counter[str] = Counter()
    spellings: dict[str, str] = {}
    texts: list[str] = []
    for page in pages:
        for table in page.tables:
            if table.kind is TableKind.OTHER and (pieces := _read_sign_cells(page, table)):
                times.update(map(normalized, pieces))
                spellings |= {normalized(piece): piece for piece in reversed(pieces)}
                texts.append(page.source.text)
    names = any(len(sign) > _LONGEST_LETTER and sign.isascii() for sign in times)
    return [_explain_sign(spellings[sign], texts) for sign, _ in times.most_common()], names


def find_unknown_parties(pages: Iterable[Page]) -> tuple[list[str], bool]:
    """The names in matrices that the profile does not know, one-offs apart; True where no provider is named."""
    times: Counter[str] = Counter()
    known: set[PartyRole] = set()
    for page in pages:
        duties = page.conventions.duties
        answers = {normalized(text) for text in (*duties.empty_markers, *duties.undecided_markers)}
        for table in page.matrices:
            for cell in (cell for row in table.rows for cell in row.cells[1:] if normalized(cell.words) not in answers):
                owner = page.conventions.find_owner(cell.name)
                if owner:
                    known |= {owner.role} if not owner.parts else set()
                elif cell.name and len(cell.name.split()) <= _MOST_NAME_WORDS:
                    times[cell.name] += 1
    return [name for name, number in times.items() if number > 1], PartyRole.PROVIDER not in known


def _read_sign_cells(page: Page, table: Table) -> list[str]:
    """The pieces of the cells after the first column, where they are few, short, and stand there again and again."""
    duties = page.conventions.duties
    answers = {normalized(text) for text in (*duties.empty_markers, *duties.undecided_markers)}
    columns = [[cell.name.strip(" *_") for cell in list_cells(table, n)] for n in range(1, len(table.columns))]
    said = [text for column in columns for text in column if text and normalized(text) not in answers]
    if sum(any(column) for column in columns) < 2 or any(len(text) > _LONGEST_SIGN for text in said):  # noqa: PLR2004 -- a matrix has two columns of parties
        return []
    letters = all(len(piece) <= _LONGEST_LETTER for text in said for piece in _BETWEEN_SIGNS.split(text))
    pieces = [piece for text in said for piece in (_BETWEEN_SIGNS.split(text) if letters else [text]) if piece]
    kinds = {*map(normalized, pieces)}
    return pieces if 1 < len(kinds) <= _MOST_SIGNS and len(pieces) >= 2 * len(kinds) else []


def _explain_sign(mark: str, texts: Sequence[str]) -> Sign:
    pattern = re.compile(_EXPLAINED % re.escape(mark), re.MULTILINE)
    meanings = [found[1].strip() for text in texts if (found := pattern.search(text))]
    if meanings:
        words = meanings[0].casefold()
        known = next((part for pattern, part in _INVOLVEMENTS if re.search(pattern, words)), None)
        return Sign(mark, meanings[0], known or _guess_involvement(mark), explained=known is not None)
    return Sign(mark, mark, _guess_involvement(mark), explained=False)


def _guess_involvement(mark: str) -> Involvement:
    return _BY_LETTER.get(mark.casefold(), Involvement.RESPONSIBLE)


# --- sections and front matter


def find_common_sections(pages: Sequence[Page]) -> list[tuple[str, bool]]:
    """The headings above tables of owners that most pages have, and whether all of them have it."""
    times: Counter[str] = Counter()
    for page in pages:
        headings = [table.section.heading for table in page.task_tables if table.section]
        times.update({heading.text for heading in headings if heading.level > 1 and heading.text})
    least = max(2, len(pages) * MOST)
    order = {section.heading.text: n for page in pages for n, section in enumerate(page.sections)}
    common = sorted((heading for heading, number in times.items() if number >= least), key=lambda it: order[it])
    return [(heading, times[heading] == len(pages)) for heading in common]


def names_sections(facts: ColumnFacts) -> bool:
    """Whether most cells of a column name a section of their page."""
    headings = {page: {normalized(heading.text) for heading in page.headings} for page in facts.pages}
    named = [normalized(cell.words) in headings[page] for page, cell in facts.cells if not cell.blank]
    return len(named) > 2 and sum(named) >= len(named) * MOST  # noqa: PLR2004 -- two can be chance


def read_front_matter_keys(pages: Sequence[Page]) -> Mapping[str, list[object]]:
    """The keys of the front matter of pages, in order, each with its values."""
    found: dict[str, list[object]] = {}
    for page in pages:
        for key, value in (page.front_matter.data or {}).items():
            found.setdefault(key, []).append(value)
    return found


def is_sorted(texts: Sequence[str]) -> bool:
    """Whether texts are in the order of the alphabet."""
    folded = [normalized(text).lstrip("@") for text in texts]
    return folded == sorted(folded)


def determine_dialect(pages: Sequence[Source], conventions: Conventions | None) -> Dialect:
    """The dialect of most pages; `conventions` are those of a profile for kramdown, where there is one."""
    with_lists = sum(uses_attribute_lists(page, conventions) for page in pages) if conventions else 0
    return Dialect.KRAMDOWN if with_lists * 2 > len(pages) else Dialect.PLAIN
