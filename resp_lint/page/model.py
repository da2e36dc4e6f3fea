"""A page and its parts: frozen, complete, each with its exact span in the source.

`parse` builds a page from the bottom up, so that parts hold what they need of it and never the page itself: nothing
refers back, and a page that nobody uses any more goes without the help of Python's garbage collector.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from resp_lint.finding import Violation
from resp_lint.page.footnotes import resolve_references
from resp_lint.page.terms import Role
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

    from resp_lint.finding import Fix
    from resp_lint.page.fences import FenceFlaw
    from resp_lint.page.front_matter import FrontMatter
    from resp_lint.page.kind import Conventions
    from resp_lint.page.terms import AreaMatch, Column, PageKind, TableKind
    from resp_lint.source import Source

P = TypeVar("P", bound="Part")
Span = tuple[int, int]


class Part(Struct, frozen=True, eq=False, gc=False):  # no part refers back, so no garbage needs collecting
    """A stretch of a page between two offsets (code points, end exclusive)."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        """The 1-based line on which the part starts."""
        return bisect_right(self.source.line_starts, self.start)

    @property
    def raw(self) -> str:
        """The part as it is written."""
        return self.source.text[self.start : self.end]

    def at(self, message: str, help: str = "", fix: Fix | None = None) -> Violation:  # noqa: A002 -- the field's name
        """A violation that lies in this part."""
        return Violation(self.start, self.end, message, help, fix)


def start_of(part: Part) -> int:
    """Where a part starts, for sorting and searching parts by their places."""
    return part.start


def between(parts: tuple[P, ...], start: int, end: int) -> tuple[P, ...]:
    """The parts, given in order, that start between two offsets."""
    return parts[bisect_left(parts, start, key=start_of) : bisect_left(parts, end, key=start_of)]


# --- attribute lists


class Slip(StrEnum):
    """Why an attribute list does not reach, or reaches only by luck, what its author meant."""

    BLANK_LINE = "blank line before it"
    INDENT = "indented"
    NO_SPACE = "no space after “{:”"
    SAME_LINE = "after another list on one line, with a space between"
    NO_FINAL_NEWLINE = "no line ending at the end of the page"
    TEXT_AFTER = "text right after it"
    MARKUP = "markup in a value"
    PIPE = "a pipe in a value"
    ENTITY = "&quot; in a value"
    SETEXT = "under an underlined heading"
    SECOND = "a second paragraph of lists"
    NOTHING = "nothing that it could belong to"
    UNCLOSED = "no closing brace"


class AttributeItem(Part, frozen=True, eq=False):
    """One item of an attribute list: a class, an id, a key with its value, or a bare word."""

    key: str
    value: str
    bare: bool
    value_part: Part


class AttributeList(Part, frozen=True, eq=False):
    """An attribute list as written; `slip` says what is wrong with its place, if anything.

    `reaches` says whether the renderer gives it to what its author meant; `name` is set for a definition.
    """

    slip: Slip | None
    reaches: bool
    target: str
    name: str | None
    items: tuple[AttributeItem, ...]

    def get(self, key: str) -> AttributeItem | None:
        """The first item with this key, in any case, or None."""
        return next((item for item in self.items if item.key.lower() == key), None)


class Attributed(Part, frozen=True, eq=False):
    """A part that attribute lists can be attached to.

    `id` is the explicit id, the first one that a list gives; `attrs` holds the attributes by key, repeated ones joined
    by spaces, `class` among them, the id apart.
    """

    lists: tuple[AttributeList, ...]
    id: str | None
    attrs: Mapping[str, str]

    @property
    def items(self) -> tuple[AttributeItem, ...]:
        """The items of all lists, as meant, in order."""
        return tuple(item for attribute_list in self.lists for item in attribute_list.items)

    def item(self, key: str) -> AttributeItem | None:
        """The first item with this key in any list, or None."""
        for attribute_list in self.lists:
            if item := attribute_list.get(key):
                return item
        return None

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes in order."""
        return tuple(self.attrs.get("class", "").split())


# --- headings, sections, blocks


class Heading(Attributed, frozen=True, eq=False):
    """A heading: `start` and `end` span its text as written, `stray` the lists that were meant for it and missed.

    `text` is the heading as a reader sees it, keyrefs as written.
    """

    level: int
    setext: bool
    stray: tuple[AttributeList, ...]
    text: str

    @property
    def id_item(self) -> AttributeItem | None:
        """The id where it is written, or None."""
        return self.item("id")


class Section(Part, frozen=True, eq=False):
    """A heading and what stands under it, up to the next heading of its level or a higher one.

    `own_area` is the area that the heading itself names; a page's title names none.
    """

    heading: Heading
    parent: Section | None
    own_area: AreaMatch | None

    @property
    def area(self) -> AreaMatch | None:
        """The area that the heading or one above it names; inside of an area an id alone does not name another."""
        above = self.parent.area if self.parent else None
        return self.own_area if self.own_area and (self.own_area.words or not above) else above


class Block(Part, frozen=True, eq=False):
    """A paragraph, code or HTML block, outside of tables: its type, and whether it stands in a list."""

    type: str
    in_list: bool


class BrokenFence(Part, frozen=True, eq=False):
    """The line by which a fence ends elsewhere than it seems to, so that the renderer shows what follows as code.

    `flaw` says what is wrong with the line.
    """

    flaw: FenceFlaw


# --- tables


class Cell(Part, frozen=True, eq=False):
    """A table cell; its span leaves out the white space around it.

    `text` is what a reader sees of it, keyrefs as written, footnotes by number; `words` is the same with known keyrefs
    in words.
    """

    column: Column
    header: str
    text: str
    words: str

    @property
    def name(self) -> str:
        """The cell's text without superscripts: the note in `IBM<sup>1</sup>` is no part of a name."""
        raw = self.raw
        return " ".join(_SUPERSCRIPT.sub(" ", raw).split()) if "<sup" in raw else self.text

    @property
    def blank(self) -> bool:
        """Whether there is nothing in the cell, or nothing but spaces, however they are written."""
        start, end, text = self.start, self.end, self.source.text
        if start == end:
            return True
        begins_invisibly = text[start].isspace() or text[start] in _INVISIBLE_BEGINNINGS
        return begins_invisibly and _INVISIBLE.fullmatch(text, start, end) is not None


_SUPERSCRIPT = regex(r"<sup>[^<>]*</sup>")
# What a cell may hold and still show nothing; a comment with “--” inside is text to the renderer.
_INVISIBLE_BEGINNINGS = frozenset("\\&<{\u200b\u200c\u200d\u2060\ufeff")
_LIST_OF_CELL = r"\{:[^{}]*\}"
_INVISIBLE = regex(
    r"(?:\s|\\n|&nbsp;|<br\s*/?>|<!--(?!-?>)(?:-?[^-])*-->|[\u200b\u200c\u200d\u2060\ufeff])+"
    rf"(?:{_LIST_OF_CELL})?|{_LIST_OF_CELL}"
)


class Row(Part, frozen=True, eq=False):
    """A table row: its cells as written, `written` of them; the table has `width` columns.

    `cells` holds those that have a column, so a short row has fewer than `width`; the `extra` ones are dropped by the
    renderer.  `owner_cells` are those that say what an owner does, and `task` is the cell that names the task: mostly
    the first, or a blank one where there is none.
    """

    cells: tuple[Cell, ...]
    extra: tuple[Cell, ...]
    written: int
    width: int
    task: Cell
    owner_cells: tuple[Cell, ...] = ()


class Table(Attributed, frozen=True, eq=False):
    """A table from its header row to its last row; `lists` are those meant for it, lost or not.

    `columns` says what each column holds, by its header; `row_lines` are the 1-based lines of the rows.  Rows that only
    head a group of others stand in `groups`.
    """

    section: Section | None
    header: Row
    columns: tuple[Column, ...]
    row_lines: tuple[int, ...]
    rows: tuple[Row, ...]
    kind: TableKind
    groups: tuple[Row, ...] = ()

    @property
    def area(self) -> AreaMatch | None:
        """The area of the section that the table stands in."""
        return self.section.area if self.section else None

    @property
    def owner_columns(self) -> int:
        """How many columns say what an owner does."""
        return sum(column.role is Role.OWNER for column in self.columns)

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


# --- links and comments


class LinkStyle(StrEnum):
    """How a link is written."""

    INLINE = "inline"  # [text](target)
    REFERENCE = "reference"  # [text][label], [label][], [label]
    AUTOLINK = "autolink"  # <target>


class Link(Attributed, frozen=True, eq=False):
    """A link or an image, from its first bracket to its last; `lists` are the attribute lists right after it.

    `target` is the address as it is written, keyrefs and escapes included, and `target_part` where it stands: a
    reference's in its definition.  `text` is what a reader sees of it; of an image, the text that stands for it.
    """

    style: LinkStyle
    image: bool
    text_span: Span
    target_span: Span
    text: str

    @property
    def text_part(self) -> Part:
        """The link's text as it is written."""
        return Part(self.source, *self.text_span)

    @property
    def target_part(self) -> Part:
        """The address as it is written."""
        return Part(self.source, *self.target_span)

    @property
    def target(self) -> str:
        """The address as it is written, keyrefs and escapes included."""
        return self.source.text[self.target_span[0] : self.target_span[1]]


class Comment(Part, frozen=True, eq=False):
    """An HTML comment with its markers; one that is not closed runs to the end of its block."""

    @property
    def text(self) -> str:
        """What stands between the markers, without the white space around it."""
        return self.raw.removesuffix("-->")[4:].strip()


# --- the page


class Page(Struct, frozen=True, eq=False):
    """A page as parsed; all its parts are in the order of their places.

    `masked` is the text with keyrefs masked and every line ending a line feed, `lines` the text of each line without
    its ending.  `references` holds, by its normalized label, each definition of a link: its 0-based lines, the end
    exclusive; `footnote_marks` what a reader sees of each footnote reference, by its offset.  `limits` says, for
    people, what was not read in full.

    `headings` are all headings, those inside lists and quotes too, `title` the first of level 1.  `area_sections` are
    the sections that stand for an area, without the parts of one that name it again.  `attribute_lists` are those that
    stand on lines of their own or end a heading; `definitions` are those that define a name, by name, of which the last
    one above a use wins.

    The renderer takes each of `merged_tables` for one table, and shows as code what `broken_fences` swallow; two spaces
    before them make code or text of `lost_rows`, which may be headers.
    """

    source: Source
    conventions: Conventions
    front_matter: FrontMatter
    masked: str
    keyrefs: tuple[str, ...]
    lines: Sequence[str]
    tokens: tuple[Token, ...]
    references: Mapping[str, tuple[int, int]]
    footnote_marks: Mapping[int, str]
    limits: tuple[str, ...]
    kind: PageKind
    title: Heading | None
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    area_sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    task_tables: tuple[Table, ...]
    matrices: tuple[Table, ...]
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    comments: tuple[Comment, ...]
    attribute_lists: tuple[AttributeList, ...]
    definitions: Mapping[str, Sequence[AttributeList]]
    merged_tables: tuple[MergedTables, ...]
    broken_fences: tuple[BrokenFence, ...]
    lost_rows: tuple[Part, ...]

    @property
    def path(self) -> str:
        """The path under which findings are reported."""
        return self.source.path

    @property
    def blank(self) -> bool:
        """Whether there is nothing on the page."""
        return not self.source.text.strip("\ufeff \t\r\n")

    def resolve(self, raw: str, start: int) -> str:
        """Text at an offset with the page's footnotes and link references resolved, so that it can stand alone."""
        return resolve_references(raw, start, self.footnote_marks, self.references)

    def tables_in(self, section: Section) -> tuple[Table, ...]:
        """The tables in a section, those of its subsections included."""
        return between(self.tables, section.start, section.end)

    def blocks_in(self, section: Section) -> tuple[Block, ...]:
        """Paragraphs, list items and code in a section, those of its subsections included."""
        return between(self.blocks, section.start, section.end)
