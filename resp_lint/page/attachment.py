"""Which attribute list belongs to what: headings, tables, blocks and sections of a page from its tokens.

Attachment follows marked-it-core 2.4.2.  Where it loses what the author meant, the list is attached as meant and its
`slip` says why the renderer would not.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.attribute_lists import find_leading_lists, find_trailing_lists
from resp_lint.page.cells import TableReader
from resp_lint.page.keyrefs import KEYREF
from resp_lint.page.lists import Definitions, read_list
from resp_lint.page.model import Block, Heading, MergedTables, Section, Slip, start_of
from resp_lint.page.terms import Dialect
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from resp_lint.page.inline import InlineReader
    from resp_lint.page.kind import Conventions
    from resp_lint.page.model import AttributeList, Table
    from resp_lint.source import Source


class Lines(Struct, frozen=True, eq=False):
    """The lines of a page: where they start, as written, and masked, so that a keyref's braces end no list."""

    starts: Sequence[int]
    texts: Sequence[str]
    masked: Sequence[str]

    def indent(self, line: int) -> int:
        """How many spaces the line starts with."""
        text = self.texts[line]
        return len(text) - len(text.lstrip(" \t"))

    def has_space_after_marker(self, line: int) -> bool:
        """Whether white space follows the `{:` that the line starts with."""
        return self.texts[line].lstrip(" \t")[2:3].isspace()

    def lists(self, line: int) -> str:
        """The attribute lists that the line starts with, masked, without what follows them."""
        text = self.masked[line].lstrip(" \t")
        spans, _ = find_leading_lists(text)
        return text[: spans[-1][1]] if spans else ""

    def is_last(self, line: int) -> bool:
        """Whether the page ends on this line, without a line ending."""
        return line + 1 >= len(self.starts)

    def written(self, line: int) -> tuple[int, int]:
        """The span of a line without the white space around it."""
        text, start = self.texts[line], self.starts[line]
        return start + len(text) - len(text.lstrip()), start + len(text.rstrip())

    def find_last_text_line(self, line: int) -> int:
        """The last line at or above this one that is not blank."""
        while line > 0 and not self.texts[line].strip():
            line -= 1
        return line


# --- why a list misses what it was meant for

_MAY_BE_MARKUP = regex(r"[*_`~^<\[&\\]")


def find_value_slip(masked: str, inline: InlineReader) -> Slip | None:
    """What in a list's values makes a table row of the whole line, which is given with keyrefs masked."""
    if "|" in masked:
        return Slip.PIPE
    if "&quot;" in masked or "&#34;" in masked:
        return Slip.ENTITY
    if _MAY_BE_MARKUP.search(masked) and inline.has_markup(masked.strip()):
        return Slip.MARKUP
    return None


def find_table_slips(
    lines: Lines, table_line: int, group: Sequence[int], inline: InlineReader, *, nested: bool
) -> list[Slip | None]:
    """What is wrong with each of a group of consecutive lists after a table; `nested` tables may be indented."""
    if not group:
        return []
    indent = lines.indent(group[0])
    # Only lists that are merged must be spaced and ended; one alone need not.
    merged = len(group) > 1
    too_deep = not nested and indent > max(1, lines.indent(table_line))
    return [
        find_value_slip(lines.lists(line), inline)
        or (Slip.NO_SPACE if merged and not lines.has_space_after_marker(line) else None)
        or (Slip.INDENT if too_deep or lines.indent(line) != indent else None)
        or (Slip.NO_FINAL_NEWLINE if merged and lines.is_last(line) else None)
        for line in group
    ]


class HeadingPlace(Struct, frozen=True):
    """Where a heading stands: its first line, the line after it, and how it is written."""

    line: int
    after: int
    setext: bool
    has_own_list: bool


def find_heading_slip(lines: Lines, heading: HeadingPlace, line: int, expected: int) -> Slip | None:
    """What keeps a list on a line from a heading above it; `expected` is the line where it should stand."""
    if line != expected:
        return Slip.BLANK_LINE
    if heading.setext:
        return Slip.SETEXT
    if lines.indent(line) or not lines.texts[heading.line].startswith("#"):
        return Slip.INDENT
    if not lines.has_space_after_marker(line):
        return Slip.NO_SPACE
    if heading.has_own_list:
        return Slip.SAME_LINE
    return Slip.NO_FINAL_NEWLINE if lines.is_last(line) else None


def determine_loose_list(before: str, *, same_level: bool) -> Slip:
    """Why a list after this type of token belongs to nothing."""
    if before == "table":
        return Slip.SECOND
    if before in {"paragraph_close", "fence"} and same_level:
        return Slip.BLANK_LINE
    return Slip.NOTHING


# --- the walk over the tokens

_ID_LIST = regex(r"\s*\{:\s*#")
_ONE_ID_LIST = regex(r"\s*\{:\s*#[^}\n]*\}\s*")
_BLOCKS_WITH_LISTS = frozenset({"paragraph_close", "fence", "blockquote_close", "dd_close", "dl_close"})
# What is wrong with a line counts for less than what is wrong on it.
_MILD = frozenset({None, Slip.BLANK_LINE, Slip.SECOND, Slip.NOTHING})
_BLOCKS = frozenset({"paragraph_open", "fence", "code_block", "html_block"})


class Outline(Struct, frozen=True):
    """The parts of a page in the order of their places."""

    headings: tuple[Heading, ...]
    tables: tuple[Table, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    attribute_lists: tuple[AttributeList, ...]
    definitions: Definitions
    merged_tables: tuple[MergedTables, ...]


class OutlineReader:
    """One walk over the tokens of a page; a list is taken with the block before it."""

    def __init__(
        self, source: Source, conventions: Conventions, tokens: Sequence[Token], lines: Lines, inline: InlineReader
    ) -> None:
        self.source = source
        self.conventions = conventions
        self.plain = conventions.dialect is Dialect.PLAIN
        self.tokens = tokens
        self.lines = lines
        self.inline = inline
        self.definitions = Definitions()
        self.headings: list[Heading] = []
        self.top_headings: list[tuple[Heading, int]] = []  # and where their lines start
        self.tables: list[tuple[Token, tuple[AttributeList, ...]]] = []
        self.blocks: list[Block] = []
        self.lists: list[AttributeList] = []

    def read(self) -> Outline:
        """The parts of the page."""
        takers = {
            "heading_open": self._take_heading,
            "attribute_lists": self._take_loose_lists,
            "table": self._take_table,
            **dict.fromkeys(_BLOCKS, self._take_block),
        }
        index = 0
        while index < len(self.tokens):
            # Each takes the token at an index, with the lists that follow it, and gives the index after what it took.
            take = takers.get(self.tokens[index].type)
            index = take(index) if take else index + 1
        sections = self._build_sections()
        reader = TableReader(self.source, self.conventions, self.inline, self.lines.texts)
        tables = tuple([self._read_table(reader, token, lists, sections) for token, lists in self.tables])
        lists = tuple(sorted(self.lists, key=start_of))
        merged = tuple(
            MergedTables(first, second)
            for (token, _), first, second in zip(self.tables, tables, tables[1:], strict=False)
            if token.meta["merged"]
        )
        headings, blocks = tuple(self.headings), tuple(self.blocks)
        return Outline(headings, tables, sections, blocks, lists, self.definitions, merged)

    def _take_block(self, index: int) -> int:
        token = self.tokens[index]
        first, last = _get_lines(token)
        last = max(first, self.lines.find_last_text_line(last - 1))
        end = self.lines.starts[last] + len(self.lines.texts[last].rstrip())
        kind = token.type.removesuffix("_open")
        self.blocks.append(Block(self.source, self.lines.starts[first], end, kind, token.level > 0))
        return index + 1

    # --- lists on a line

    def _read_lists_on(self, line: int, slip: Slip | None, target: str) -> list[AttributeList]:
        """The lists that a line holds; `slip` is what is wrong with the line, each may have a violation of its own.

        A blank line after a table is a slip that the renderer forgives.
        """
        masked = self.lines.masked[line]
        indent = masked.index("{:")
        masked = masked[indent:]
        start = self.lines.starts[line] + indent
        spans, rest = find_leading_lists(masked)
        slips = _find_slips_on_line(masked, spans, rest)
        found: list[AttributeList] = []
        for (left, right), on_line in zip(spans, slips, strict=True):
            own = (on_line or slip) if slip in _MILD else slip
            reaches = own is None or (target == "table" and own is Slip.BLANK_LINE)
            found.append(self._read_list(start + left, start + right, own, target, reaches=reaches))
        return found

    def _read_list(self, start: int, end: int, slip: Slip | None, target: str, *, reaches: bool) -> AttributeList:
        found = read_list(self.source, (start, end), slip, reaches=reaches, target=target)
        self.definitions.add(found)
        self.lists.append(found)
        return found

    # --- headings

    def _take_heading(self, index: int) -> int:
        token, inline = self.tokens[index], self.tokens[index + 1]
        line, after = _get_lines(token)
        setext = token.markup in {"=", "-"}
        own: list[AttributeList] = []
        start, end = self._find_setext_text(line, after) if setext else self._find_text(line, inline.content)
        last = max(line, after - 2) if setext else line
        masked = self.lines.masked[last]
        if "}" in masked and not self.plain and (trailing := find_trailing_lists(masked)) < len(masked):
            own = self._read_trailing_lists(last, trailing)
            end = self.lines.starts[last] + len(masked[:trailing].rstrip())
        place = HeadingPlace(line, after, setext, has_own_list=bool(own))
        following, reached, stray = self._read_lists_after_heading(index + 3, place)
        level = int(token.tag[1])
        start, lists = min(start, end), (*own, *reached)
        text = self.inline.show(self.source.text[start:end], start)
        merged = self.definitions.merge(lists)
        heading = Heading(self.source, start, end, lists, *merged, level, setext, tuple(stray), text)
        self.headings.append(heading)
        if token.level == 0:
            self.top_headings.append((heading, self.lines.starts[line]))
        return following

    def _find_setext_text(self, line: int, after: int) -> tuple[int, int]:
        start = self.lines.starts[line]
        last = max(line, after - 2)
        return start, self.lines.starts[last] + len(self.lines.texts[last].rstrip())

    def _find_text(self, line: int, content: str) -> tuple[int, int]:
        masked, start = self.lines.masked[line], self.lines.starts[line]
        found = masked.find(content, masked.find("#")) if content else len(masked.rstrip())
        return start + found, start + found + len(content)

    def _read_trailing_lists(self, line: int, trailing: int) -> list[AttributeList]:
        start = self.lines.starts[line] + trailing
        spans = find_leading_lists(self.lines.masked[line][trailing:])[0]
        return [self._read_list(start + left, start + right, None, "heading", reaches=True) for left, right in spans]

    def _read_lists_after_heading(
        self, index: int, heading: HeadingPlace
    ) -> tuple[int, list[AttributeList], list[AttributeList]]:
        """The index after the lists that follow a heading, those that reach it, and those that miss it."""
        reached: list[AttributeList] = []
        stray: list[AttributeList] = []
        expected = heading.after
        while index < len(self.tokens) and self.tokens[index].type == "attribute_lists":
            token = self.tokens[index]
            line = _get_lines(token)[0]
            slip = find_heading_slip(self.lines, heading, line, expected)
            # After a blank line only an id can have been meant for the heading.
            if slip is Slip.BLANK_LINE and not _ID_LIST.match(self.lines.texts[line]):
                break
            # An indented heading takes its id with it, unless that is what puts both into a list.
            indented = slip is Slip.INDENT and self.lines.indent(heading.line) > 0 and token.level == 0
            meant = slip in {None, Slip.SAME_LINE, Slip.NO_FINAL_NEWLINE} or indented
            lists = [one for one in self._read_lists_on(line, slip, "heading") if not one.name]
            (reached if meant else stray).extend(lists)
            expected = line + 1
            index += 1
        if not reached and not stray and not self.plain:
            index, stray = self._read_hidden_id(index, heading)
        return index, reached, stray

    def _read_hidden_id(self, index: int, heading: HeadingPlace) -> tuple[int, list[AttributeList]]:
        """The index after an id line that a comment or its indent keeps from its heading, and its lists."""
        token = self.tokens[index] if index < len(self.tokens) else None
        if token is None or token.type not in {"html_block", "code_block"} or _get_lines(token)[0] != heading.after:
            return index, []
        after = _get_lines(token)[1]
        if token.type == "code_block" and _ONE_ID_LIST.fullmatch(token.content):
            return index + 1, self._read_lists_on(heading.after, Slip.INDENT, "heading")
        if not token.content.startswith("<!--") or index + 1 >= len(self.tokens):
            return index, []
        following = self.tokens[index + 1]
        if following.type != "attribute_lists" or _get_lines(following)[0] != after:
            return index, []
        if not _ID_LIST.match(self.lines.texts[after]):
            return index, []
        self._take_block(index)
        return index + 2, self._read_lists_on(after, Slip.NOTHING, "heading")

    # --- tables

    def _take_table(self, index: int) -> int:
        token = self.tokens[index]
        lists: list[AttributeList] = []
        for line in token.meta["misplaced"]:
            lists += self._read_lists_on(line, Slip.TEXT_AFTER, "table")
        direct, following = token.meta["direct"], token.meta["after"]
        lists += self._read_lists_after_table(index, direct, text_after=not following)
        lists += self._read_lists_after_table(index, following, text_after=True, otherwise=Slip.BLANK_LINE)
        self.tables.append((token, tuple([one for one in lists if not one.name])))
        return index + 1

    def _read_lists_after_table(
        self, index: int, group: list[int], *, text_after: bool, otherwise: Slip | None = None
    ) -> list[AttributeList]:
        """The lists of a group of lines after a table; `text_after` says whether to look for text after them."""
        if not group:
            return []
        table = self.tokens[index]
        slips = find_table_slips(self.lines, _get_lines(table)[0], group, self.inline, nested=table.level > 0)
        if text_after and self._is_paragraph_start(index + 1, group[-1] + 1):
            slips[-1] = slips[-1] or Slip.TEXT_AFTER
        found: list[AttributeList] = []
        for line, slip in zip(group, slips, strict=True):
            found += self._read_lists_on(line, slip or otherwise, "table")
        return found

    def _is_paragraph_start(self, index: int, line: int) -> bool:
        """Whether the token at an index opens a paragraph on a line."""
        if index >= len(self.tokens):
            return False
        token = self.tokens[index]
        return token.type == "paragraph_open" and _get_lines(token)[0] == line

    def _read_table(
        self, reader: TableReader, token: Token, lists: tuple[AttributeList, ...], sections: tuple[Section, ...]
    ) -> Table:
        first = _get_lines(token)[0]
        # A section ends only where another one starts, so the last one that started holds the table.
        above = bisect_right(sections, self.lines.starts[first], key=start_of)
        section = sections[above - 1] if above else None
        return reader.read(first, token.meta["rows"], lists, self.definitions.merge(lists), section)

    # --- lists after other blocks

    def _take_loose_lists(self, index: int) -> int:
        """Take a run of list lines that follows neither a heading nor a table directly."""
        first = _get_lines(self.tokens[index])[0]
        following = index
        while (
            following < len(self.tokens)
            and self.tokens[following].type == "attribute_lists"
            and _get_lines(self.tokens[following])[0] == first + following - index
        ):
            following += 1
        target = self._name_target(index - 1, first)
        slip = None if target else self._find_loose_slip(index)
        if self._is_paragraph_start(following, first + following - index) and not self._is_keyref(
            first + following - index
        ):
            slip = Slip.TEXT_AFTER
        for line in range(first, first + following - index):
            self._read_lists_on(line, slip, target)
        return following

    def _is_keyref(self, line: int) -> bool:
        """Whether a line is a keyref and nothing else: it may stand for more definitions."""
        return KEYREF.fullmatch(self.lines.texts[line].strip()) is not None

    def _name_target(self, before: int, line: int) -> str:
        """What lists from a line on belong to, by the index of the token before them; empty for nothing."""
        kind = self.tokens[before].type if before >= 0 else ""
        if kind in {"bullet_list_close", "ordered_list_close"}:
            return "list"
        if kind in _BLOCKS_WITH_LISTS and self._get_last_line(before) == line - 1:
            return kind.removesuffix("_close")
        return ""

    def _get_last_line(self, index: int) -> int:
        """The line on which the block that the token at an index closes ends."""
        while index >= 0 and not self.tokens[index].map:
            index -= 1
        return self.lines.find_last_text_line(_get_lines(self.tokens[index])[1] - 1) if index >= 0 else -1

    def _find_loose_slip(self, index: int) -> Slip:
        if not index:
            return Slip.NOTHING
        before = self.tokens[index - 1]
        return determine_loose_list(before.type, same_level=before.level == self.tokens[index].level)

    # --- sections

    def _build_sections(self) -> tuple[Section, ...]:
        starts = [start for _, start in self.top_headings]
        ends = _find_section_ends([heading.level for heading, _ in self.top_headings], starts, len(self.source.text))
        sections: list[Section] = []
        enclosing: list[Section] = []
        for (heading, start), end in zip(self.top_headings, ends, strict=True):
            while enclosing and enclosing[-1].end <= start:
                enclosing.pop()
            own = self.conventions.find_area(heading.text, heading.id or "") if heading.level > 1 else None
            sections.append(Section(self.source, start, end, heading, enclosing[-1] if enclosing else None, own))
            enclosing.append(sections[-1])
        return tuple(sections)


def _find_slips_on_line(line: str, spans: list[tuple[int, int]], rest: int) -> list[Slip | None]:
    """What is wrong with each of the lists of a line, what follows them beginning at `rest`."""
    slips: list[Slip | None] = []
    for left, right in spans:
        if slips and (line[left - 1] != "}" or line[left + 2 : left + 3] not in {" ", "\t"}):
            slips.append(Slip.SAME_LINE)
        else:
            slips.append(None if line[right - 1 : right] == "}" else Slip.UNCLOSED)
    if slips and line[rest:].strip():
        slips[-1] = slips[-1] or Slip.TEXT_AFTER
    return slips


def _find_section_ends(levels: list[int], starts: list[int], page_end: int) -> list[int]:
    """Where each section ends: at the next heading of its level or a higher one.

    >>> _find_section_ends([1, 2, 3, 2], [0, 10, 20, 30], 40)
    [40, 30, 30, 40]
    """
    ends = [page_end] * len(levels)
    open_sections: list[int] = []
    for number, level in enumerate(levels):
        while open_sections and levels[open_sections[-1]] >= level:
            ends[open_sections.pop()] = starts[number]
        open_sections.append(number)
    return ends


def _get_lines(token: Token) -> tuple[int, int]:
    """A block token's first line and the one after its last; such a token always has them."""
    first, following = token.map or (0, 0)
    return first, following
