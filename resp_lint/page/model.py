"""A page and its parts: frozen, lazy, each with its exact span in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.lazy import cached_property
from resp_lint.page.footnotes import footnote_marks, standing_alone
from resp_lint.page.kind import PageKind, Role, TableKind
from resp_lint.page.parts import (
    AttributeList,
    Block,
    BrokenFence,
    Heading,
    Part,
    between,
)
from resp_lint.regex import regex
from resp_lint.source import LINE_ENDING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.token import Token

    from resp_lint.page.fences import FenceFlaw
    from resp_lint.page.front_matter import FrontMatter
    from resp_lint.page.kind import AreaMatch, Conventions
    from resp_lint.page.links import Comment, Link
    from resp_lint.page.table_parts import MergedTables, Table
    from resp_lint.source import Source


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
        return between(self.page.tables, self.start, self.end)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Paragraphs, list items and code in the section, those of its subsections included."""
        return between(self.page.blocks, self.start, self.end)


class Page(Struct, frozen=True, eq=False, dict=True):
    """A page as parsed; `masked` is its text with keyrefs masked and every line ending a line feed.

    `references` holds, by its normalized label, each definition of a link: its 0-based lines, the end exclusive;
    `fence_flaws` and `lost_row_lines` say by 0-based lines what `broken_fences` and `lost_rows` give as parts.
    """

    source: Source
    conventions: Conventions
    front_matter: FrontMatter
    masked: str
    keyrefs: tuple[str, ...]
    tokens: tuple[Token, ...]
    references: Mapping[str, tuple[int, int]]
    cut_short: bool
    fence_flaws: tuple[tuple[int, FenceFlaw], ...] = ()
    lost_row_lines: tuple[int, ...] = ()

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
        self.source.__dict__.clear()
        for part in (*outline.tables, *outline.sections) if outline else ():
            part.__dict__.clear()

    @property
    def merged_tables(self) -> tuple[MergedTables, ...]:
        """Pairs of tables that the renderer takes for one, in order."""
        return self._outline.merged_tables

    @cached_property
    def broken_fences(self) -> tuple[BrokenFence, ...]:
        """The lines by which fences end elsewhere than they seem to, each once, at the cause."""
        return tuple(BrokenFence(*self._written(line), flaw) for line, flaw in self.fence_flaws)

    @cached_property
    def lost_rows(self) -> tuple[Part, ...]:
        """The rows of tables, headers among them, that two spaces before them make code or text for the renderer."""
        return tuple(Part(*self._written(line)) for line in self.lost_row_lines)

    def _written(self, line: int) -> tuple[Page, int, int]:
        """The page and the span of a 0-based line without the white space around it."""
        text = self.lines[line]
        start = self.source.line_starts[line]
        return self, start + len(text) - len(text.lstrip()), start + len(text.rstrip())

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

    @cached_property
    def _footnote_marks(self) -> dict[int, str]:
        return footnote_marks(self.source.text)

    def resolved(self, raw: str, start: int) -> str:
        """Text at an offset with the page's footnotes and link references resolved, so that it can stand alone."""
        return standing_alone(raw, start, self._footnote_marks, self.references)

    def table_line(self, line: int) -> tuple[int, str]:
        """A table's line without the markers of the quotes and lists it stands in: its offset and its text."""
        start, text = self.source.line_starts[line - 1], self.lines[line - 1]
        quoted = _QUOTE.match(text) if ">" in text else None
        skip = quoted.end() if quoted else 0
        return start + skip, text[skip:]


class Outline(Struct, frozen=True):
    """The parts of a page in the order of their places."""

    headings: tuple[Heading, ...]
    tables: tuple[Table, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    attribute_lists: tuple[AttributeList, ...]
    merged_tables: tuple[MergedTables, ...]


_QUOTE = regex(r"[ \t]*(?:>[ \t]*)+")
