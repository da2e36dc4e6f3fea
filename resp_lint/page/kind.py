"""What kind of page and of table this is, by the conventions that a profile lays down."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from resp_lint.lazy import cached_property
from resp_lint.likeness import measure_likeness
from resp_lint.page.keyrefs import replace_keyrefs
from resp_lint.page.markers import make_marker_reader
from resp_lint.page.name_book import make_name_book
from resp_lint.page.terms import (
    ANY_TITLE,
    Area,
    AreaMatch,
    Column,
    Dialect,
    DutyWords,
    Marker,
    Owner,
    OwnerNames,
    Role,
    TableForm,
    TableKind,
)
from resp_lint.page.words import normalized
from resp_lint.regex import regex
from resp_lint.time_limit import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Protocol

    from resp_lint.page.name_book import NameBook

    class Paths(Protocol):
        """Something that knows some files by their paths."""

        def match(self, path: str) -> bool:
            """Whether it knows a path."""
            ...


PAGE_WORDS = "page-words"
"""The key of a profile that holds regular expressions for what responsibility pages are called."""

# What may stand between an area's title and other words: “Change management for Standard”, “1. Change management”.
_AROUND_TITLES = regex(r" (?:for|in) |: | \(| [–—-] |^\d+[.)] ")
_MOST_WORDS = 12  # no area's title has as many, and what would be compared grows with them
_WORD = regex(r"\w+")
_BRACKETS = regex(r"\([^()]*\)")
_JOINED = regex(r"[/&+]|\b(?:and|or)\b")
_LONG_WORD = 7
_NEAR = 88
_SMALL_WORDS = frozenset({"and", "&", "or", "of", "the", "for", "in", "your"})


def get_file_name(path: str) -> str:
    """The last part of a path; the folders above it say nothing about a page."""
    return path.replace("\\", "/").rpartition("/")[2]


def caseless(pattern: str) -> re.RegexFlag:
    """The flag with which a pattern finds text in lower case whatever case itself is in: none, as far as possible.

    Without it a search takes half the time, and every file of a tree is searched.
    """
    return re.NOFLAG if pattern == pattern.lower() else re.IGNORECASE


class Conventions(Struct, frozen=True, dict=True):
    """What a profile calls things, as far as reading a page needs it.

    `keyrefs` maps a keyref to the words it stands for; `page_words` are regular expressions by which the file's name,
    the title or the title's id of a responsibility page is known, `file_words` more of them for the name alone;
    `owner_words` are the words that, with an owner's name, make a header an owner column (“IBM **responsibilities**”);
    `claimed` knows pages that are responsibility pages whatever they are called; `duties` are the words by which a cell
    says whether its party does anything.  Of pages in `dialect`, `columns` are known by their headers wherever they
    stand, and `markers` and `names` say what may stand in the cells of owners.
    """

    areas: tuple[Area, ...] = ()
    owners: tuple[Owner, ...] = ()
    forms: tuple[TableForm, ...] = ()
    keyrefs: Mapping[str, str] = field(default_factory=dict)
    page_words: tuple[str, ...] = ()
    file_words: tuple[str, ...] = ()
    owner_words: tuple[str, ...] = ()
    claimed: tuple[Paths, ...] = ()
    duties: DutyWords = DutyWords()
    dialect: Dialect = Dialect.KRAMDOWN
    columns: tuple[Column, ...] = ()
    markers: tuple[Marker, ...] = ()
    names: OwnerNames = OwnerNames()

    def replace_keyrefs(self, text: str) -> str:
        """Text with the keyrefs that the profile knows replaced by their words."""
        if "{{" not in text:
            return text
        return replace_keyrefs(text, lambda keyref: self.keyrefs.get(keyref, keyref))

    @cached_property
    def _titles(self) -> dict[str, tuple[Area, str]]:
        return {normalized(title): (area, title) for area in self.areas for title in (area.title, *area.variants)}

    @cached_property
    def _columns(self) -> dict[str, Column]:
        """By their titles; those of forms come before those that stand alone."""
        known = [*self.columns, *(column for form in self.forms for column in form.columns)]
        return {normalized(title): column for column in known for title in column.titles if title != ANY_TITLE}

    @cached_property
    def _column_words(self) -> tuple[tuple[str, Column], ...]:
        return tuple((normalized(word), column) for column in self.columns for word in column.words)

    @cached_property
    def _other_column(self) -> Column | None:
        """What a column holds whose header nothing else knows."""
        return next((column for column in reversed(self.columns) if ANY_TITLE in column.titles), None)

    @property
    def knows_columns(self) -> bool:
        """Whether tables are known by single columns or by markers, not only by whole forms."""
        return bool(self.columns or self.markers)

    @cached_property
    def _read_marks(self) -> Callable[[str], tuple[Marker, ...]]:
        return lru_cache(maxsize=4096)(make_marker_reader(self.markers).read)

    @cached_property
    def name_book(self) -> NameBook:
        """Who may own, by the profile."""
        return make_name_book(self.owners, self.names)

    def read_marks(self, text: str) -> tuple[Marker, ...]:
        """The markers that a cell's text is made of; none where it says anything else."""
        return self._read_marks(text) if self.markers else ()

    @cached_property
    def _spellings(self) -> dict[str, Owner]:
        return {normalized(spelling): owner for owner in self.owners for spelling in owner.spellings}

    @cached_property
    def _page(self) -> re.Pattern[str]:
        return re.compile("|".join(self.page_words) or r"(?!)", re.IGNORECASE)

    @cached_property
    def _file(self) -> re.Pattern[str]:
        pattern = "|".join((*self.page_words, *self.file_words))
        return re.compile(pattern or r"(?!)", caseless(pattern))

    @cached_property
    def _owner_header(self) -> re.Pattern[str]:
        names = "|".join(re.escape(s) for s in sorted(self._spellings, key=len, reverse=True)) or r"(?!)"
        return re.compile(rf"(?<![\w.-])(?:{names})(?![\w-])")

    def has_responsibilities(self, text: str) -> bool:
        """Whether a title or an id speaks of responsibilities."""
        if _holds(text, self._plain_words):
            return True
        with name_key(PAGE_WORDS):
            return self._page.search(text) is not None

    def claims(self, path: str) -> bool:
        """Whether a page was said to be a responsibility page, or is known for one by its file's name."""
        if any(paths.match(path) for paths in self.claimed):
            return True
        name = get_file_name(path)
        if _holds(name, self._plain_words):
            return True
        with name_key(PAGE_WORDS):
            return self._file.search(name.casefold()) is not None

    @cached_property
    def _plain_words(self) -> tuple[str, ...]:
        """Those of the page's words that can be looked for as they are: most pages that are known are known by them."""
        return tuple(word.lower() for word in self.page_words if word.isascii() and word.isalnum())

    @cached_property
    def _known_areas(self) -> Callable[[str, str], AreaMatch | None]:
        return lru_cache(maxsize=4096)(self._find_area)

    def find_area(self, title: str, heading_id: str = "") -> AreaMatch | None:
        """The area that a heading names, by its text first, by its id where the text is far from every title."""
        return self._known_areas(title, heading_id)

    def _find_area(self, title: str, heading_id: str) -> AreaMatch | None:
        parts = self._split_title(normalized(self.replace_keyrefs(title)))
        for part in parts:
            if known := self._titles.get(part):
                return AreaMatch(known[0], accepted=True, words=part, title=known[1])
        for part in parts:
            if near := self._find_near_title(part):
                return AreaMatch(self._titles[near][0], accepted=False, words=part, title=self._titles[near][1])
        words = f"-{heading_id.casefold().replace('_', '-')}-"
        for area in self.areas:
            if any(f"-{part}-" in words for part in area.ids):
                return AreaMatch(area, accepted=True)
        return None

    def _split_title(self, title: str) -> list[str]:
        """The stretches of a heading that can be an area's title: the whole, and what separators set apart."""
        parts = [title, *_AROUND_TITLES.split(title)] if _AROUND_TITLES.search(title) else [title]
        endings = tuple(f" {word}" for word in self.owner_words)
        # “Disaster recovery responsibilities”
        parts += [part.rpartition(" ")[0] for part in parts if part.endswith(endings)]
        return [part for part in parts if part]

    def _find_near_title(self, part: str) -> str | None:
        """The title that a stretch of a heading comes close to, word for word, in any order, small words aside."""
        words = _select_telling_words(part)
        if len(words) > _MOST_WORDS or not any(word[:3] in self._beginnings for word in words):
            return None

        def close(some: set[str], others: set[str]) -> bool:
            return all(any(measure_likeness(one, other) >= 75 for other in others) for one in some)  # noqa: PLR2004

        near = [
            known
            for known in self._titles
            if close(words, _select_telling_words(known)) and close(_select_telling_words(known), words)
        ]
        return max(near, key=lambda known: measure_likeness(part, known), default=None)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(word[:3] for known in self._titles for word in _select_telling_words(known))

    def find_owner(self, text: str) -> Owner | None:
        """The owner that a cell's text names, and nothing else.

        Keyrefs count as their words; brackets and footnote marks are for the caller to take away.
        """
        return self._known_owners(text)

    @cached_property
    def _known_owners(self) -> Callable[[str], Owner | None]:
        return lru_cache(maxsize=4096)(lambda text: self._spellings.get(normalized(self.replace_keyrefs(text))))

    @cached_property
    def _known_columns(self) -> Callable[[str], Column]:
        return lru_cache(maxsize=4096)(lambda header: self._determine_column(normalized(self.replace_keyrefs(header))))

    def determine_column(self, header: str) -> Column:
        """What a column with this header holds, by its text as a reader sees it."""
        return self._known_columns(header)

    def _determine_column(self, header: str) -> Column:
        if known := self._columns.get(header):
            return known
        if self._titles.get(header):
            return Column(Role.AREA, (header,))
        owner = self._owner_header.search(header)
        if owner and self._is_about_responsibilities(header):
            return Column(Role.OWNER, (header,), self._spellings[owner[0]].name)
        if self.knows_columns and (known_owner := self._spellings.get(header)):
            return Column(Role.OWNER, (header,), known_owner.name)
        if self._column_words and (column := self._find_by_words(header)):
            return column
        return self._other_column or Column(Role.OTHER, (header,))

    def _find_by_words(self, header: str) -> Column | None:
        """The column one of whose words a header holds; of several the last: an “owner contact” is a contact."""
        words = _WORD.findall(_BRACKETS.sub(" ", header)) or _WORD.findall(header)
        if len(words) > _MOST_WORDS:
            return None
        text = f" {' '.join(words)} "
        found = [
            (at + len(form), len(form), number)
            for number, (word, _) in enumerate(self._column_words)
            for form in (f" {word} ", f" {word}s ")
            if (at := text.rfind(form)) >= 0
        ]
        if not found:
            return self._find_by_near_words(words) if any(len(word) >= _LONG_WORD for word in words) else None
        known = [self._column_words[number][1] for *_, number in sorted(found, reverse=True)]
        owners = [column for column in known if column.role is Role.OWNER]
        if known[0].role is Role.OWNER or (owners and _JOINED.search(header)):
            # “Backup owner”, “Owner / contact”
            return next((column for column in owners if column.optional), owners[0])
        return known[0]

    def _find_by_near_words(self, words: list[str]) -> Column | None:
        """The column one of whose words a header misspells: a typo must not turn it into something else."""
        long = [word for word in words if len(word) >= _LONG_WORD]
        near = (
            column
            for known, column in reversed(self._column_words)
            for word in long
            if measure_likeness(word, known) >= _NEAR
        )
        return next(near, None)

    def _is_about_responsibilities(self, header: str) -> bool:
        # A writer's typo must not turn an owner column into something else.
        return any(measure_likeness(word, known) >= 80 for word in header.split() for known in self.owner_words)  # noqa: PLR2004

    def has_owner(self, header: str) -> bool:
        """Whether a header names an owner, in whatever words: “How IBM helps”, “What you can do”."""
        return self._owner_header.search(normalized(self.replace_keyrefs(header))) is not None

    def find_owners(self, text: str) -> tuple[Owner, ...]:
        """The owners that a text names, in whatever words, each once, in order."""
        found = self._owner_header.findall(normalized(self.replace_keyrefs(text)))
        return tuple(dict.fromkeys(self._spellings[spelling] for spelling in found))

    def is_about_responsibilities(self, text: str) -> bool:
        """Whether a header holds a word that, with an owner's name, makes it an owner's; a typo is forgiven."""
        return self._is_about_responsibilities(normalized(self.replace_keyrefs(text)))


def _select_telling_words(text: str) -> set[str]:
    """The words of a title that tell it from others."""
    return {word.strip(",.;()") for word in text.split()} - _SMALL_WORDS - {""}


def _holds(text: str, words: tuple[str, ...]) -> bool:
    text = text.lower()
    return any(word in text for word in words)


def settle_columns(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns that are known one by one, as those of one table: what is owned stands first where nothing else says so.

    >>> name, owner = Column(Role.OTHER, ("Name",)), Column(Role.OWNER, ("Owner",))
    >>> [column.role.value for column in settle_columns((name, owner))]
    ['task', 'owner']
    """
    roles = [column.role for column in columns]
    owners = roles.count(Role.OWNER)
    if Role.TASK in roles and not owners and Role.DUTIES not in roles and roles.count(Role.CONTACT) == 1:
        # “Service | Contact”: whom to ask is who owns it.
        return tuple(replace(it, role=Role.OWNER) if it.role is Role.CONTACT else it for it in columns)
    if Role.TASK in roles or not (owners or Role.DUTIES in roles):
        return columns
    if roles[0] is Role.OWNER and owners == 1:
        return columns
    first = columns[0]
    plain = roles[0] is Role.OWNER or ANY_TITLE in first.titles
    task = Column(Role.TASK, () if plain else first.titles, required=first.required, pattern=first.pattern)
    return (task, *columns[1:])


def find_task_column(columns: Sequence[Column]) -> int:
    """The number of the column that names what is owned: the first of those that do, or that is no owner's."""
    for roles in ({Role.TASK}, {*Role} - {Role.OWNER}):
        if found := [number for number, column in enumerate(columns) if column.role in roles]:
            return found[0]
    return 0


def determine_table_kind(
    columns: tuple[Column, ...], owner_share: Callable[[], float], loose_owners: Callable[[], int]
) -> TableKind:
    """The kind of a table with these columns.

    `owner_share` counts, where the columns do not tell, which share of the cells after the first column holds an
    owner's name and nothing else, and `loose_owners` how many headers name an owner in whatever words.
    """
    roles = [column.role for column in columns]
    if roles.count(Role.AREA) > 1:
        return TableKind.MATRIX
    owners = roles.count(Role.OWNER)
    if owners and (roles[0] is not Role.OWNER or owners > 1) and (owners > 1 or roles[0] is Role.TASK):
        return TableKind.TASK
    if not owners and len(columns) > 1 and owner_share() >= 0.5:  # noqa: PLR2004 -- more owners than anything else
        return TableKind.MATRIX
    if roles and roles[0] is Role.TASK and loose_owners() > 1:
        return TableKind.TASK
    return TableKind.OTHER
