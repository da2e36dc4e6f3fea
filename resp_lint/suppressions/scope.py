"""Which lines a suppression covers: a row, a line, the block that it stands in, the block after it, or the page."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from resp_lint.lazy import cached_property
from resp_lint.suppressions.model import IGNORE_END, IGNORE_FILE, IGNORE_NEXT_LINE, MARK, NOTHING

if TYPE_CHECKING:
    from markdown_it.token import Token

    from resp_lint.page.model import Comment, Page
    from resp_lint.suppressions.model import Directive, Lines

_LISTS = "attribute_lists"


class Coverage:
    """The blocks of a page by their lines."""

    def __init__(self, page: Page) -> None:
        """Remember the page; its blocks are read when the first suppression in a comment asks."""
        self.page = page
        self._following: dict[int, int | None] = {}
        self._spans: dict[int, Lines] = {}

    def find_lines(self, directive: Directive, comment: Comment | None) -> Lines:
        """The lines that a suppression covers; none where no block follows it."""
        if comment is None or directive.action == IGNORE_FILE:
            return (1, len(self.page.source.line_starts))
        if directive.action == IGNORE_END:
            return NOTHING
        if directive.action == IGNORE_NEXT_LINE:
            return self._find_next_line(comment)
        line = comment.line
        if self.is_row(line):
            return (line, line)
        index = self.find_block(comment)
        if index < 0:
            return self._find_leaf(line)
        following = self._find_following(index)
        return NOTHING if following is None else self.measure_block(following)

    def _find_next_line(self, comment: Comment) -> Lines:
        """The next line after a comment that is not blank."""
        source = self.page.source
        last = source.position(comment.end).line
        line = next((at for at in range(last + 1, len(source.line_starts) + 1) if source.line_text(at).strip()), 0)
        return (line, line) if line else NOTHING

    def is_row(self, line: int) -> bool:
        """Whether a line is a row of a table, the header included."""
        tables = self.page.tables
        index = bisect_right(tables, line, key=lambda table: table.line) - 1
        return index >= 0 and line <= tables[index].end_line

    # --- blocks

    def find_block(self, comment: Comment) -> int:
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

    def _find_following(self, index: int) -> int | None:
        """The index of the block after an HTML block in the same container; other suppressions do not count."""
        tokens = self.page.tokens
        passed = [index]
        while passed[-1] not in self._following:
            following = self._find_sibling(passed[-1])
            if following is None or not _is_suppression(tokens[following]):
                self._following[passed[-1]] = following
            else:
                passed.append(following)
        found = self._following[passed[-1]]
        self._following |= dict.fromkeys(passed, found)
        return found

    def _find_sibling(self, index: int) -> int | None:
        """The index of the block right after one that is no container."""
        following = index + 1
        tokens = self.page.tokens
        if following >= len(tokens) or tokens[following].level != tokens[index].level or tokens[following].nesting < 0:
            return None
        return following if tokens[following].map else None

    def measure_block(self, index: int) -> Lines:
        """The lines of a block, with the attribute lists after it."""
        if index not in self._spans:
            tokens = self.page.tokens
            first, end = tokens[index].map or (0, 0)
            meta = tokens[index].meta if tokens[index].type == "table" else {}
            last = max([end - 1, *meta.get("direct", ()), *meta.get("after", ())])
            for token in self._find_lists(index):
                last = max(last, (token.map or (0, 1))[1] - 1)
            self._spans[index] = (first + 1, last + 1)
        return self._spans[index]

    def _find_lists(self, index: int) -> list[Token]:
        tokens = self.page.tokens
        level, after = tokens[index].level, index + 1
        if tokens[index].nesting > 0:
            while after < len(tokens) and not (tokens[after].level == level and tokens[after].nesting < 0):
                after += 1
            after += 1
        lists = []
        while after < len(tokens) and tokens[after].type == _LISTS and tokens[after].level == level:
            lists.append(tokens[after])
            after += 1
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

    def _find_leaf(self, line: int) -> Lines:
        """The lines of the paragraph or heading that holds a line."""
        lines, indices = self._leaves
        at = bisect_right(lines, line) - 1
        return self.measure_block(indices[at]) if at >= 0 else (line, line)


def _is_suppression(token: Token) -> bool:
    return token.type == "html_block" and MARK in token.content
