"""Tokens to parts: headings, sections, tables, and which attribute list belongs to what.

Attachment follows marked-it-core 2.4.2.  Where it loses what the author meant, the list is attached as meant and its
`slip` says why the renderer would not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from resp_lint.page.attribute_lists import lists_of
from resp_lint.page.inline import has_markup
from resp_lint.page.model import AttributeList, Block, Heading, Page, Part, Section, Slip, Table, _Outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_MARKUP_CHARACTERS = re.compile(r"[*_`~^<\[&\\]")
_TRAILING_LISTS = re.compile(r"(?:\{:[^}\n]*\}[ \t]*)+$")
_BLOCKS_WITH_LISTS = frozenset({"paragraph_close", "fence", "blockquote_close", "dd_close", "dl_close"})
_PARAGRAPHS = frozenset({"paragraph_open", "fence", "code_block", "html_block"})


def outline(page: Page) -> _Outline:
    """The parts of a page."""
    return _Builder(page).build()


class _Builder:
    """One walk over the tokens; lists wait until the block they follow is known."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.source = page.source
        self.headings: list[Heading] = []
        self.top_headings: list[Heading] = []
        self.tables: list[tuple[Token, tuple[AttributeList, ...]]] = []
        self.blocks: list[Block] = []
        self.lists: list[AttributeList] = []

    def build(self) -> _Outline:
        tokens = self.page.tokens
        index = 0
        while index < len(tokens):
            index = self._token(tokens, index)
        sections = self._sections()
        tables = tuple(self._table(token, lists, sections) for token, lists in self.tables)
        return _Outline(
            tuple(self.headings), tables, sections, tuple(self.blocks), tuple(sorted(self.lists, key=_start))
        )

    def _token(self, tokens: Sequence[Token], index: int) -> int:
        """Take one token, or a heading with the lists behind it; the index behind what was taken."""
        token = tokens[index]
        if token.type == "heading_open":
            return self._heading(tokens, index)
        if token.type == "table":
            self._table_token(tokens, index)
        elif token.type == "attribute_lists":
            return self._loose_lists(tokens, index)
        elif token.type in _PARAGRAPHS and token.map:
            self._block(token, tokens[index + 1] if index + 1 < len(tokens) else token)
        return index + 1

    def _block(self, token: Token, following: Token) -> None:
        first, last = token.map or (0, 0)
        start = self.source.line_start(first + 1)
        while last > first + 1 and not self.source.line_text(last).strip():
            last -= 1
        end = self.source.line_start(last) + len(self.source.line_text(last).rstrip())
        in_list = token.level > 0 and following.level > 0
        self.blocks.append(Block(self.page, start, max(start, end), token.type.removesuffix("_open"), in_list))

    # --- lists on a line

    def _lists_on(self, line: int, slip: Slip | None, reaches: bool, target: str) -> list[AttributeList]:  # noqa: FBT001
        """The lists that a 0-based line holds; the second one behind a space is lost on its own account."""
        text = self.source.line_text(line + 1)
        start = self.source.line_start(line + 1) + text.index("{:")
        masked = self._masked_line(line)
        masked = masked[masked.index("{:") :]
        spans, rest = lists_of(masked)
        found = []
        for number, (left, right) in enumerate(spans):
            own = slip
            if number and (masked[left - 1] != "}" or masked[left + 2 : left + 3] not in {" ", "\t"}):
                own = own or Slip.SAME_LINE
            if masked[right - 1 : right] != "}":
                own = own or Slip.UNCLOSED
            elif masked[rest:].strip() and number == len(spans) - 1:
                own = own or Slip.TEXT_AFTER
            works = reaches and own in {None, Slip.BLANK_LINE}
            found.append(AttributeList(self.page, start + left, start + right, own, works, target))
        self.lists += found
        return found

    def _masked_line(self, line: int) -> str:
        """A 0-based line with keyrefs masked."""
        if not self.page.keyrefs:
            return self.source.line_text(line + 1)
        return self._masked_lines()[line]

    def _masked_lines(self) -> list[str]:
        if not hasattr(self, "_lines"):
            self._lines = self.page.masked.split("\n")
        return self._lines

    def _indent(self, line: int) -> int:
        text = self.source.line_text(line + 1)
        return len(text) - len(text.lstrip(" \t"))

    def _spaced(self, line: int) -> bool:
        """Whether white space follows the first list's `{:`."""
        text = self.source.line_text(line + 1).lstrip()
        return text[2:3].isspace()

    # --- headings

    def _heading(self, tokens: Sequence[Token], index: int) -> int:
        token, inline = tokens[index], tokens[index + 1]
        line, after_line = token.map or (0, 1)
        setext = token.markup in {"=", "-"}
        lists: list[AttributeList] = []
        start, end = self._heading_text(line, after_line, setext, inline.content)
        if not setext and (own := _TRAILING_LISTS.search(self._masked_line(line))):
            offset = self.source.line_start(line + 1)
            end = offset + len(self._masked_line(line)[: own.start()].rstrip())
            lists += self._trailing(offset + own.start(), own[0])
            start = min(start, end)
        next_index, reached, stray = self._heading_lists(tokens, index + 3, line, after_line, setext, bool(lists))
        heading = Heading(
            self.page, start, max(start, end), (*lists, *reached), int(token.tag[1]), setext, tuple(stray)
        )
        self.headings.append(heading)
        if token.level == 0:
            self.top_headings.append(heading)
        return next_index

    def _heading_text(self, line: int, after_line: int, setext: bool, content: str) -> tuple[int, int]:  # noqa: FBT001
        start = self.source.line_start(line + 1)
        if setext:
            text = self.source.text[start : self.source.line_start(after_line)]
            return start, start + len(text.rstrip())
        found = self._masked_line(line).find(content, self._masked_line(line).find("#")) if content else -1
        if found < 0:
            length = len(self.source.line_text(line + 1).rstrip())
            return start + length, start + length
        return start + found, start + found + len(content)

    def _trailing(self, start: int, text: str) -> list[AttributeList]:
        found = [
            AttributeList(self.page, start + left, start + right, None, True, "heading") for left, right in lists_of(text)[0]
        ]
        self.lists += found
        return found

    def _heading_lists(  # noqa: PLR0913 -- one heading's circumstances
        self, tokens: Sequence[Token], index: int, line: int, after_line: int, setext: bool, has_own: bool  # noqa: FBT001
    ) -> tuple[int, list[AttributeList], list[AttributeList]]:
        """The lists behind a heading: those that reach it, those that miss it, and the index behind them."""
        reached: list[AttributeList] = []
        stray: list[AttributeList] = []
        expected = after_line
        while index < len(tokens) and tokens[index].type == "attribute_lists":
            at = (tokens[index].map or (0, 0))[0]
            slip = self._heading_slip(line, at, expected, setext, has_own)
            if slip is Slip.BLANK_LINE and not self._looks_meant_for_heading(at):
                break
            meant = slip in {None, Slip.SAME_LINE} or (slip is Slip.INDENT and self._indent(line) > 0 and tokens[index].level == 0)
            found = self._lists_on(at, slip, slip is None, "heading")
            definitions = [one for one in found if one.name]
            (reached if meant and not definitions else stray).extend(one for one in found if not one.name)
            expected = at + 1
            index += 1
        return index, reached, stray

    def _heading_slip(self, line: int, at: int, expected: int, setext: bool, has_own: bool) -> Slip | None:  # noqa: FBT001
        if at != expected:
            return Slip.BLANK_LINE
        if setext:
            return Slip.SETEXT
        if self._indent(at) or self._indent(line) or not self.source.line_text(line + 1).lstrip().startswith("#"):
            return Slip.INDENT
        if not self._spaced(at):
            return Slip.NO_SPACE
        return Slip.SAME_LINE if has_own else None

    def _looks_meant_for_heading(self, line: int) -> bool:
        """Behind a blank line only an id can have been meant for the heading."""
        return re.match(r"\s*\{:\s*#", self.source.line_text(line + 1)) is not None

    # --- tables

    def _table_token(self, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        meta = token.meta
        lists: list[AttributeList] = []
        for line in meta["misplaced"]:
            lists += self._lists_on(line, Slip.TEXT_AFTER, False, "table")  # noqa: FBT003
        direct, behind = meta["direct"], meta["behind"]
        text_after = self._text_follows(tokens, index, (behind or direct or [0])[-1])
        for group, default in ((direct, None), (behind, Slip.BLANK_LINE)):
            slips = self._group_slips(group, token, text_after if group is (behind or direct) else False)
            for line, slip in zip(group, slips, strict=True):
                # A blank line is a slip of its own only where the list could have stood right behind the table.
                lists += self._lists_on(line, slip or default, slip is None, "table")
        self.tables.append((token, tuple(one for one in lists if not one.name)))

    def _group_slips(self, group: list[int], table: Token, text_after: bool) -> list[Slip | None]:  # noqa: FBT001
        """What is wrong with each of a group of consecutive lists behind a table."""
        if not group:
            return []
        table_indent = self._indent((table.map or (0, 0))[0])
        last_has_newline = group[-1] + 1 < len(self.source.line_starts)
        slips: list[Slip | None] = []
        for line in group:
            slip = self._value_slip(line)
            indent = self._indent(line)
            if slip is None and len(group) > 1 and not self._spaced(line):
                slip = Slip.NO_SPACE
            if slip is None and (indent != self._indent(group[0]) or (table.level == 0 and indent > max(1, table_indent))):
                slip = Slip.INDENT
            if slip is None and len(group) > 1 and not last_has_newline and line == group[-1]:
                slip = Slip.NO_FINAL_NEWLINE
            if slip is None and text_after and line == group[-1]:
                slip = Slip.TEXT_AFTER
            slips.append(slip)
        return slips

    def _value_slip(self, line: int) -> Slip | None:
        """What in a list's values turns the whole list into a table row."""
        text = self._masked_line(line)
        if "|" in text:
            return Slip.PIPE
        if "&quot;" in text:
            return Slip.ENTITY
        if _MARKUP_CHARACTERS.search(text) and has_markup(text.strip()):
            return Slip.MARKUP
        return None

    def _text_follows(self, tokens: Sequence[Token], index: int, last_line: int) -> bool:
        """Whether a paragraph starts on the line right behind a table's last list."""
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        return (
            following is not None
            and following.type == "paragraph_open"
            and last_line > 0
            and (following.map or (0, 0))[0] == last_line + 1
        )

    def _table(self, token: Token, lists: tuple[AttributeList, ...], sections: tuple[Section, ...]) -> Table:
        first, last = token.map or (0, 0)
        rows = tuple(row + 1 for row in token.meta["rows"])
        start = self.source.line_start(first + 1)
        end_line = rows[-1] if rows else first + 2
        end = self.source.line_start(end_line) + len(self.source.line_text(end_line))
        # A section ends only where another one starts, so the last one that started holds the table.
        above = bisect_right(sections, start, key=_start)
        return Table(self.page, start, end, lists, rows, sections[above - 1] if above else None)

    # --- lists behind other blocks

    def _loose_lists(self, tokens: Sequence[Token], index: int) -> int:
        """A run of list lines that follows neither a heading nor a table directly."""
        end = index
        lines: list[int] = []
        while end < len(tokens) and tokens[end].type == "attribute_lists":
            line = (tokens[end].map or (0, 0))[0]
            if lines and line != lines[-1] + 1:
                break
            lines.append(line)
            end += 1
        before = tokens[index - 1] if index else None
        target = self._target(index - 1, lines[0])
        following = tokens[end] if end < len(tokens) else None
        text_after = (
            following is not None
            and following.type == "paragraph_open"
            and (following.map or (0, 0))[0] == lines[-1] + 1
        )
        for line in lines:
            slip = None if target else self._loose_slip(before, tokens[index].level)
            if text_after:
                slip = slip or Slip.TEXT_AFTER
            self._lists_on(line, slip, slip is None, target)
        return end

    def _target(self, before: int, line: int) -> str:
        """What a run of lists on a line belongs to, by the index of the token before it; blank for nothing."""
        kind = self.page.tokens[before].type if before >= 0 else ""
        if kind in {"bullet_list_close", "ordered_list_close"}:
            return "list"
        if kind in _BLOCKS_WITH_LISTS and self._last_line(before) == line - 1:
            return kind.removesuffix("_close")
        return ""

    def _last_line(self, index: int) -> int:
        """The 0-based line on which the block that the token at `index` closes ends."""
        tokens = self.page.tokens
        while index >= 0 and not tokens[index].map:
            index -= 1
        line = (tokens[index].map or (0, 0))[1] - 1 if index >= 0 else -1
        while line > 0 and not self.source.line_text(line + 1).strip():
            line -= 1
        return line

    def _loose_slip(self, before: Token | None, level: int) -> Slip:
        if before is not None and before.type == "table":
            return Slip.SECOND
        if before is not None and before.type in {"paragraph_close", "fence"} and before.level == level:
            return Slip.BLANK_LINE
        return Slip.NOTHING

    # --- sections

    def _sections(self) -> tuple[Section, ...]:
        starts = [self.source.line_start(heading.line) for heading in self.top_headings]
        ends = _section_ends([heading.level for heading in self.top_headings], starts, len(self.source.text))
        sections: list[Section] = []
        enclosing: list[Section] = []
        for heading, start, end in zip(self.top_headings, starts, ends, strict=True):
            while enclosing and enclosing[-1].end <= start:
                enclosing.pop()
            sections.append(Section(self.page, start, end, heading, enclosing[-1] if enclosing else None))
            enclosing.append(sections[-1])
        return tuple(sections)


def _section_ends(levels: list[int], starts: list[int], page_end: int) -> list[int]:
    """Where each section ends: at the next heading of its level or a higher one.

    >>> _section_ends([1, 2, 3, 2], [0, 10, 20, 30], 40)
    [40, 30, 30, 40]
    """
    ends = [page_end] * len(levels)
    open_sections: list[int] = []
    for number, level in enumerate(levels):
        while open_sections and levels[open_sections[-1]] >= level:
            ends[open_sections.pop()] = starts[number]
        open_sections.append(number)
    return ends


def _start(part: Part) -> int:
    return part.start
