"""Which lines a suppression covers: a row, the block that it stands in, the block behind it, or the page."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from resp_lint.lazy import cached_property
from resp_lint.suppressions.parse import IGNORE_FILE, MARK

if TYPE_CHECKING:
    from markdown_it.token import Token

    from resp_lint.page.links import Comment
    from resp_lint.page.model import Page
    from resp_lint.suppressions.parse import Directive

Lines = tuple[int, int]
"""The first and the last of some 1-based lines."""

NOTHING: Lines = (1, 0)
_LISTS = "attribute_lists"


class Coverage:
    """The blocks of a page by their lines."""

    def __init__(self, page: Page) -> None:
        """Remember the page; its blocks are read when the first suppression in a comment asks."""
        self.page = page
        self._behind: dict[int, int | None] = {}
        self._spans: dict[int, Lines] = {}

    def of(self, directive: Directive, comment: Comment | None) -> Lines:
        """The lines that a suppression covers; none where no block follows it."""
        if comment is None or directive.action == IGNORE_FILE:
            return (1, len(self.page.source.line_starts))
        line = comment.line
        if self.in_row(line):
            return (line, line)
        index = self.block(comment)
        if index < 0:
            return self._around(line)
        following = self._following(index)
        return NOTHING if following is None else self.lines(following)

    def in_row(self, line: int) -> bool:
        """Whether a line is a row of a table, the header included."""
        tables = self.page.tables
        index = bisect_right(tables, line, key=lambda table: table.line) - 1
        return index >= 0 and line <= tables[index].end_line

    # --- blocks

    def block(self, comment: Comment) -> int:
        """The index of the HTML block that a comment starts or stands in; -1 where it stands inside other text."""
        return self._comments.get(comment.line, -1)

    @cached_property
    def _comments(self) -> dict[int, int]:
        """The indices of the HTML blocks by each of their lines."""
        return {
            line + 1: index
            for index, token in enumerate(self.page.tokens)
            if token.type == "html_block" and token.map
            for line in range(*token.map)
        }

    def _following(self, index: int) -> int | None:
        """The index of the block behind an HTML block in the same container; other suppressions do not count."""
        tokens = self.page.tokens
        passed = [index]
        while passed[-1] not in self._behind:
            following = self._sibling(passed[-1])
            if following is None or not _is_suppression(tokens[following]):
                self._behind[passed[-1]] = following
            else:
                passed.append(following)
        found = self._behind[passed[-1]]
        self._behind |= dict.fromkeys(passed, found)
        return found

    def _sibling(self, index: int) -> int | None:
        """The index of the block right behind one that is no container."""
        following = index + 1
        tokens = self.page.tokens
        if following >= len(tokens) or tokens[following].level != tokens[index].level or tokens[following].nesting < 0:
            return None
        return following if tokens[following].map else None

    def lines(self, index: int) -> Lines:
        """The lines of a block, with the attribute lists behind it."""
        if index not in self._spans:
            tokens = self.page.tokens
            first, end = tokens[index].map or (0, 0)
            meta = tokens[index].meta if tokens[index].type == "table" else {}
            last = max([end - 1, *meta.get("direct", ()), *meta.get("behind", ())])
            for token in self._lists_behind(index):
                last = max(last, (token.map or (0, 1))[1] - 1)
            self._spans[index] = (first + 1, last + 1)
        return self._spans[index]

    def _lists_behind(self, index: int) -> list[Token]:
        tokens = self.page.tokens
        level, behind = tokens[index].level, index + 1
        if tokens[index].nesting > 0:
            while behind < len(tokens) and not (tokens[behind].level == level and tokens[behind].nesting < 0):
                behind += 1
            behind += 1
        lists = []
        while behind < len(tokens) and tokens[behind].type == _LISTS and tokens[behind].level == level:
            lists.append(tokens[behind])
            behind += 1
        return lists

    @cached_property
    def _leaves(self) -> tuple[list[int], list[int]]:
        """The first lines of paragraphs and headings in order, and their indices."""
        found = [
            (token.map[0] + 1, index)
            for index, token in enumerate(self.page.tokens)
            if token.map and token.type in {"paragraph_open", "heading_open"}
        ]
        return [line for line, _ in found], [index for _, index in found]

    def _around(self, line: int) -> Lines:
        """The lines of the paragraph or heading that holds a line."""
        lines, indices = self._leaves
        at = bisect_right(lines, line) - 1
        return self.lines(indices[at]) if at >= 0 else (line, line)


def _is_suppression(token: Token) -> bool:
    return token.type == "html_block" and MARK in token.content
