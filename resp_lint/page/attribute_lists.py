"""Attribute lists, `{: #id .class key="value"}`: their grammar, and the block rule that keeps them out of paragraphs.

The grammar is that of marked-it-core 2.4.2 (`markdown-it-attrs/utils.js`, `getAttrs`), read off its source: a list ends
at its first `}`, even inside quotes; a value's quotes need not be closed; there is no escape.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.regex import regex

if TYPE_CHECKING:
    import re

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

OPENING = "{:"
_SINGLE_QUOTED = regex(r"=[ \t]*'((?:\\'|[^'])*)'")


class Item(Struct, frozen=True):
    """One item of a list, with offsets relative to the list's `{`.

    `key` is `class`, `id`, an attribute's name, or a bare word (then `bare` is true).  The value's span leaves out
    the quotes; a bare word's is empty.
    """

    key: str
    value: str
    bare: bool
    start: int
    end: int
    value_start: int
    value_end: int


class ParsedList(Struct, frozen=True):
    """A list's items; `name` where it is a definition, `{:name: …}`."""

    name: str | None
    items: tuple[Item, ...]


def _normalize_quotes(text: str) -> str:
    """The renderer turns single quotes to double ones first; spaces move after so that the length stays."""

    def swap(match: re.Match[str]) -> str:
        return f'="{match[1]}"'.ljust(len(match[0]))

    return _SINGLE_QUOTED.sub(swap, text) if "'" in text else text


# Stretches in which the renderer's state machine does nothing but add to the key or to the value.
_KEY = regex(r"[^\t\n\f />\"'=]+")
_VALUE = regex(r"[^ ]+")
_QUOTED = regex(r'[^"]+')


class _Reader:
    """The renderer's state machine, keeping offsets; it takes stretches where that machine takes characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.items: list[Item] = []
        self._reset()

    def _reset(self) -> None:
        self.key: list[str] = []
        self.value: list[str] = []
        self.in_key, self.quoted, self.bare = True, False, True
        self.start = self.value_start = self.value_end = -1

    def finish(self, offset: int) -> None:
        if self.key:
            at = self.value_start if self.value_start >= 0 else offset
            end = max(self.value_end, at) if self.value_start >= 0 else offset
            key, value = "".join(self.key), "".join(self.value)
            self.items.append(Item(key, value, self.bare, self.start, offset, at, end))
        self._reset()

    def value_begins(self, offset: int) -> None:
        self.in_key = self.bare = False
        self.value_start = self.value_end = offset

    def read(self, offset: int) -> int:
        """Read what stands at an offset; the offset after it."""
        character = self.text[offset]
        if character == "=" and self.in_key:
            self.start = offset if self.start < 0 else self.start
            self.value_begins(offset + 1)
        elif character in ".#" and not self.key:
            self.key, self.start = ["class" if character == "." else "id"], offset
            self.value_begins(offset + 1)
        elif character == '"' and not self.value and not self.quoted:
            self.quoted = True
            self.value_start = self.value_end = offset + 1
        elif character == '"' and self.quoted:
            self.quoted = False
        elif character == " " and not self.quoted:
            self.finish(offset)
        elif self.in_key:
            return self._read_key(offset)
        else:
            return self._read_value(offset)
        return offset + 1

    def _read_key(self, offset: int) -> int:
        match = _KEY.match(self.text, offset)
        if match is None:
            return offset + 1
        self.start = offset if self.start < 0 else self.start
        self.key.append(match[0])
        return match.end()

    def _read_value(self, offset: int) -> int:
        stretch = _QUOTED if self.quoted else _VALUE
        match = stretch.match(self.text, offset) if self.key else None
        end = match.end() if match else offset + 1
        self.value.append(self.text[offset:end])
        self.value_end = end
        return end


@lru_cache(maxsize=4096)
def parse_list(text: str) -> ParsedList:
    """Parse a list from its `{:` to its `}` (or to the end of the text where it is not closed).

    >>> [(i.key, i.value, i.bare) for i in parse_list('{: #a .b k="v w" flag}').items]
    [('id', 'a', False), ('class', 'b', False), ('k', 'v w', False), ('flag', '', True)]
    >>> parse_list("{:note: .note}").name
    'note'
    """
    end = text.find("}")
    end = len(text) if end < 0 else end
    reader = _Reader(_normalize_quotes(text[:end]))
    offset = min(len(OPENING), end)
    while offset < end:
        offset = reader.read(offset)
    reader.finish(end)
    items = tuple(reader.items)
    # Only a first item that ends in a colon names a definition.
    if items and items[0].bare and items[0].key.endswith(":") and len(items[0].key) > 1:
        return ParsedList(items[0].key[:-1], items[1:])
    return ParsedList(None, items)


# What after `{:` makes it something else: kramdown's extensions, `{::x}` and `{:/}`.
_NO_LIST = frozenset(":/")
_ONE_LIST = regex(r"\{:[^}\n]*\}[ \t]*")


def is_list_line(text: str, start: int = 0) -> bool:
    """Whether a line starts like an attribute list where its indentation ends."""
    return text.startswith(OPENING, start) and text[start + 2 : start + 3] not in _NO_LIST


def find_leading_lists(line: str) -> tuple[list[tuple[int, int]], int]:
    """The spans of the lists that a line starts with, relative to it, and where what follows them begins.

    A list that is not closed runs to the end of the line.

    >>> find_leading_lists('{: .a}{: .b}')
    ([(0, 6), (6, 12)], 12)
    >>> find_leading_lists('{: .a} b')
    ([(0, 6)], 7)
    """
    if is_list_line(line) and (end := line.find("}") + 1) == len(line):
        return [(0, end)], end
    spans: list[tuple[int, int]] = []
    position = 0
    while is_list_line(line, position):
        match = _ONE_LIST.match(line, position)
        if match is None:
            spans.append((position, len(line.rstrip())))
            return spans, len(line)
        spans.append((position, line.index("}", position) + 1))
        position = match.end()
    return spans, position


def find_trailing_lists(line: str) -> int:
    """Where the lists that a line ends with begin; the line's length where it ends with none.

    >>> find_trailing_lists("a {: .b}{: .c} "), find_trailing_lists("{: .a} b")
    (2, 8)
    """
    start = len(line)
    while True:
        end = start
        while end and line[end - 1] in " \t":
            end -= 1
        if not end or line[end - 1] != "}":
            return start
        # What lies between two braces is looked at once.
        opening = line.find(OPENING, line.rfind("}", 0, end - 1) + 1, end)
        if opening < 0:
            return start
        start = opening


def list_line(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 -- markdown-it calls its rules so
    """The block rule: a line that starts with a list is a block of its own."""
    position = state.bMarks[start_line] + state.tShift[start_line]
    if not is_list_line(state.src, position) or state.is_code_block(start_line):
        return False
    if not silent:
        state.line = start_line + 1
        token = state.push("attribute_lists", "", 0)
        token.map = [start_line, start_line + 1]
        token.hidden = True
    return True


def use_attribute_lists(md: MarkdownIt) -> None:
    """Make lines of attribute lists `attribute_lists` tokens, which may interrupt any paragraph-like block."""
    md.block.ruler.before(
        "table", "attribute_lists", list_line, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
