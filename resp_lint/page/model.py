"""A page and its parts: frozen, lazy, each with its exact span in the source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from markdown_it.common.utils import normalizeReference
from msgspec import Struct

from resp_lint.page.attribute_lists import OPENING, parse_list
from resp_lint.page.finding import Fault
from resp_lint.page.inline import cell_text, inline_text
from resp_lint.page.keyrefs import mask, unmask
from resp_lint.page.kind import Column, PageKind, Role, TableKind, table_kind
from resp_lint.page.regex import regex
from resp_lint.page.source import LINE_ENDING
from resp_lint.page.tables import cell_spans, delimiter_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markdown_it.token import Token

    from resp_lint.page.attribute_lists import Item
    from resp_lint.page.finding import Fix
    from resp_lint.page.front_matter import FrontMatter
    from resp_lint.page.kind import AreaMatch, Conventions
    from resp_lint.page.links import Comment, Link
    from resp_lint.page.slips import Slip
    from resp_lint.page.source import Source


P = TypeVar("P", bound="Part")


class Part(Struct, frozen=True, eq=False):
    """A stretch of a page between two offsets (code points, end exclusive)."""

    page: Page
    start: int
    end: int

    @property
    def line(self) -> int:
        """The 1-based line on which the part starts."""
        return bisect_right(self.page.source.line_starts, self.start)

    @property
    def raw(self) -> str:
        """The part as it is written."""
        return self.page.source.text[self.start : self.end]

    def at(self, message: str, help: str = "", fix: Fix | None = None) -> Fault:  # noqa: A002 -- the field's name
        """A fault that lies in this part."""
        return Fault(self.start, self.end, message, help, fix)


class AttributeItem(Part, frozen=True, eq=False):
    """One item of an attribute list: a class, an id, a key with its value, or a bare word."""

    key: str
    value: str
    bare: bool
    value_part: Part


class AttributeList(Part, frozen=True, eq=False, dict=True):
    """An attribute list as written; `slip` says what is wrong with its place, if anything.

    `reaches` says whether the renderer gives it to what its author meant; `name` is set for a definition.
    """

    slip: Slip | None
    reaches: bool
    target: str = ""

    @property
    def name(self) -> str | None:
        """The name that the list defines, or None."""
        # A name ends in a colon; without one there is nothing to parse.
        if self.page.source.text.find(":", self.start + len(OPENING), self.end) < 0:
            return None
        return parse_list(mask(self.raw)[0]).name

    @cached_property
    def items(self) -> tuple[AttributeItem, ...]:
        """The list's items in order."""
        # A keyref's braces would end the list.
        masked, keyrefs = mask(self.raw)
        return tuple(self._item(item, keyrefs) for item in parse_list(masked).items)

    def _item(self, item: Item, keyrefs: tuple[str, ...]) -> AttributeItem:
        value = Part(self.page, self.start + item.value_start, self.start + item.value_end)
        start, end = self.start + item.start, self.start + item.end
        return AttributeItem(self.page, start, end, item.key, unmask(item.value, keyrefs), item.bare, value)

    def get(self, key: str) -> AttributeItem | None:
        """The first item with this key, or None."""
        return next((item for item in self.items if item.key == key), None)


class Attributed(Part, frozen=True, eq=False, dict=True):
    """A part that attribute lists can be attached to."""

    lists: tuple[AttributeList, ...]

    @cached_property
    def items(self) -> tuple[AttributeItem, ...]:
        """The items of all lists, as meant, in order."""
        return tuple(item for attribute_list in self.lists for item in attribute_list.items)

    def item(self, key: str) -> AttributeItem | None:
        """The first item with this key in any list, or None."""
        for attribute_list in self.lists:
            if item := attribute_list.get(key):
                return item
        return None

    @cached_property
    def _merged(self) -> tuple[str | None, dict[str, str]]:
        return self.page.merge(self.items)

    @property
    def id(self) -> str | None:
        """The explicit id: the first one that a list gives."""
        return self._merged[0]

    @property
    def attrs(self) -> Mapping[str, str]:
        """Attributes by key, repeated ones joined by spaces, `class` among them, the id apart."""
        return self._merged[1]

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes in order."""
        return tuple(self.attrs.get("class", "").split())


class Heading(Attributed, frozen=True, eq=False, dict=True):
    """A heading: `start` and `end` span its text as written, `stray` the lists that were meant for it and missed."""

    level: int
    setext: bool
    stray: tuple[AttributeList, ...]

    @cached_property
    def text(self) -> str:
        """The heading as a reader sees it, keyrefs as written."""
        raw = self.raw
        return inline_text(self.page.resolved(raw, self.start) if "[" in raw else raw)

    @property
    def id_item(self) -> AttributeItem | None:
        """The id where it is written, or None."""
        return self.item("id")


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


class Section(Part, frozen=True, eq=False, dict=True):
    """A heading and what stands under it, up to the next heading of its level or a higher one."""

    heading: Heading
    parent: Section | None

    @cached_property
    def own_area(self) -> AreaMatch | None:
        """The area that the heading itself names; a page's title names none."""
        if self.heading.level == 1:
            return None
        return self.page.conventions.area_of(self.heading.text, self.heading.id or "")

    @property
    def area(self) -> AreaMatch | None:
        """The area that the heading or one above it names; inside of an area an id alone does not name another."""
        above = self.parent.area if self.parent else None
        return self.own_area if self.own_area and (self.own_area.words or not above) else above

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables in the section, those of its subsections included."""
        return _between(self.page.tables, self.start, self.end)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Paragraphs, list items and code in the section, those of its subsections included."""
        return _between(self.page.blocks, self.start, self.end)


class Block(Part, frozen=True, eq=False):
    """A paragraph, code or HTML block, outside of tables: its type, and whether it stands in a list."""

    type: str
    in_list: bool


class Page(Struct, frozen=True, eq=False, dict=True):
    """A page as parsed; `masked` is its text with keyrefs masked and every line ending a line feed.

    `references` holds, by its normalized label, each definition of a link: its 0-based lines, the end exclusive.
    """

    source: Source
    conventions: Conventions
    front_matter: FrontMatter
    masked: str
    keyrefs: tuple[str, ...]
    tokens: tuple[Token, ...]
    references: Mapping[str, tuple[int, int]]
    cut_short: bool

    @property
    def path(self) -> str:
        """The path under which findings are reported."""
        return self.source.path

    @cached_property
    def lines(self) -> list[str]:
        """The text of each line, without its ending."""
        text = self.source.text
        return LINE_ENDING.split(text) if "\r" in text else text.split("\n")

    @cached_property
    def _outline(self) -> Outline:
        from resp_lint.page.outline import outline  # noqa: PLC0415 -- it builds the parts of this module

        return outline(self)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """All headings in order, those inside lists and quotes too."""
        return self._outline.headings

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in order."""
        return self._outline.tables

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections in order, a section before its subsections."""
        return self._outline.sections

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Paragraphs, code and HTML blocks in order."""
        return self._outline.blocks

    @property
    def attribute_lists(self) -> tuple[AttributeList, ...]:
        """All lists that stand on lines of their own or end a heading, in order."""
        return self._outline.attribute_lists

    @cached_property
    def _inline(self) -> tuple[tuple[Link, ...], tuple[Comment, ...]]:
        from resp_lint.page.links import read_inline  # noqa: PLC0415 -- it builds on the parts of this module

        return read_inline(self)

    @property
    def links(self) -> tuple[Link, ...]:
        """All links and images in order, those in cells and footnotes too."""
        return self._inline[0]

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All HTML comments in order."""
        return self._inline[1]

    def forget(self) -> None:
        """Drop what was found of the page so far; it is found again where somebody asks.

        A page and its parts hold each other.  Once they do not, they go with their last user; only Python's collector
        would find them otherwise, which takes a quarter of the time of a run over many pages.
        """
        outline = self.__dict__.get("_outline")
        self.__dict__.clear()
        for part in (*outline.tables, *outline.sections) if outline else ():
            part.__dict__.clear()

    @property
    def blank(self) -> bool:
        """Whether there is nothing on the page."""
        return not self.source.text.strip("\ufeff \t\r\n")

    @cached_property
    def title(self) -> Heading | None:
        """The first heading of level 1, or None."""
        return next((heading for heading in self.headings if heading.level == 1), None)

    @cached_property
    def area_sections(self) -> tuple[Section, ...]:
        """The sections that stand for an area, without the parts of one that name it again."""
        return tuple(
            section
            for section in self.sections
            if section.own_area
            and section.area is section.own_area
            and not (section.parent and section.parent.area and section.parent.area.area is section.own_area.area)
        )

    @cached_property
    def task_tables(self) -> tuple[Table, ...]:
        """The tables that say who does which task."""
        return tuple(table for table in self.tables if table.kind is TableKind.TASK)

    @cached_property
    def matrices(self) -> tuple[Table, ...]:
        """The tables that say who owns which resource in each area."""
        return tuple(table for table in self.tables if table.kind is TableKind.MATRIX)

    @cached_property
    def kind(self) -> PageKind:
        """Responsibility page or other: by path, title or id, or by holding a task table."""
        conventions = self.conventions
        title = self.title
        if (
            # Words that a title holds as they are cost least, patterns of them most.
            any(column.role is Role.OWNER for table in self.task_tables for column in table.columns)
            or (title and conventions.names_responsibilities(title.text + " " + (title.id or "")))
            or conventions.claims(self.path)
        ):
            return PageKind.RESPONSIBILITY
        return PageKind.OTHER

    @cached_property
    def definitions(self) -> dict[str, tuple[AttributeList, ...]]:
        """The lists that define a name, by name, in order; the last one above a use wins."""
        found: dict[str, list[AttributeList]] = {}
        for attribute_list in self.attribute_lists:
            if attribute_list.name:
                found.setdefault(attribute_list.name, []).append(attribute_list)
        return {name: tuple(lists) for name, lists in found.items()}

    def merge(self, items: tuple[AttributeItem, ...]) -> tuple[str | None, dict[str, str]]:
        """The id and the attributes that items amount to: the first id wins, repeated keys are joined.

        A bare word stands for the definition of that name above it, or is an attribute with an empty value.
        """
        found_id = next((item.value for item in items if item.key == "id"), None)
        values: dict[str, list[str]] = {}
        for item in self._resolved_items(items):
            values.setdefault(item.key, []).append(item.value)
        return found_id, {key: " ".join(found) for key, found in values.items()}

    def _resolved_items(self, items: tuple[AttributeItem, ...]) -> Iterator[AttributeItem]:
        """Items with references replaced by what they stand for, without ids: a reference brings everything but those.

        Definitions of definitions can grow without end, so there is an end to how deep and how many are looked at.
        """
        waiting = [iter(items)]
        left = max(_MAX_ITEMS, len(items))
        while waiting and left:
            item = next(waiting[-1], None)
            if item is None:
                waiting.pop()
                continue
            left -= 1
            definition = self._definition(item) if item.bare and len(waiting) <= _MAX_REFERENCES else None
            if definition:
                waiting.append(iter(definition.items))
            elif item.key != "id":
                yield item

    def _definition(self, item: AttributeItem) -> AttributeList | None:
        """The last definition of an item's name above it."""
        known = self.definitions.get(item.key, ())
        above = bisect_left(known, item.start, key=start_of)
        return known[above - 1] if above else None

    @cached_property
    def _footnote_marks(self) -> dict[int, str]:
        """What a reader sees of each footnote reference, by its offset: numbers in the order of first use."""
        text = self.source.text
        labels = set(_FOOTNOTE.findall(text)) if "[^" in text else set()
        numbers: dict[str, int] = {}
        uses: dict[str, int] = {}
        marks: dict[int, str] = {}
        for match in _FOOTNOTE_USE.finditer(text) if labels else ():
            label = match[1]
            if label in labels:
                number = numbers.setdefault(label, len(numbers) + 1)
                again = uses[label] = uses.get(label, -1) + 1
                marks[match.start()] = f"[{number}:{again}]" if again else f"[{number}]"
        return marks

    def resolved(self, raw: str, start: int) -> str:
        """Text at an offset with the page's footnotes and link references resolved, so that it can stand alone."""
        marks = self._footnote_marks

        def mark(match: re.Match[str]) -> str:
            shown = marks.get(start + match.start())
            return f"\\{shown[:-1]}\\]" if shown else match[0]

        def link(match: re.Match[str]) -> str:
            label = normalizeReference(match[2] or match[1])
            return f"[{match[1]}](x)" if label in self.references else match[0]

        raw = _FOOTNOTE_USE.sub(mark, raw) if marks else raw
        return _REFERENCE_LINK.sub(link, raw) if self.references else raw

    def table_line(self, line: int) -> tuple[int, str]:
        """A table's line without the markers of the quotes and lists it stands in: its offset and its text."""
        start, text = self.source.line_starts[line - 1], self.lines[line - 1]
        quoted = _QUOTE.match(text) if ">" in text else None
        skip = quoted.end() if quoted else 0
        return start + skip, text[skip:]


def _between(parts: tuple[P, ...], start: int, end: int) -> tuple[P, ...]:
    """The parts, given in order, that start between two offsets."""
    return parts[bisect_left(parts, start, key=start_of) : bisect_left(parts, end, key=start_of)]


def start_of(part: Part) -> int:
    """Where a part starts, for sorting and searching parts by their places."""
    return part.start


_FOOTNOTE = regex(r"^[ \t>]*\[\^([^\s\[\]]+)\]:", re.MULTILINE)
_FOOTNOTE_USE = regex(r"\[\^([^\s\[\]]+)\](?!:)")
_REFERENCE_LINK = regex(r"(?<![\\\]])\[([^\[\]]+)\](?:\[([^\[\]]*)\]|(?![(\[:{]))")
_QUOTE = regex(r"[ \t]*(?:>[ \t]*)+")
_MAX_REFERENCES = 20
_MAX_ITEMS = 1_000


class Outline(Struct, frozen=True):
    """The parts of a page in the order of their places."""

    headings: tuple[Heading, ...]
    tables: tuple[Table, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    attribute_lists: tuple[AttributeList, ...]
