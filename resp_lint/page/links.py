"""Links and HTML comments of a page: in paragraphs, headings, cells, footnotes, terms; never in code."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.brackets import BLANKS, USEFUL_ANGLE, find_comments, find_target, scan, scan_alone, skip_blanks
from resp_lint.page.keyrefs import mask
from resp_lint.page.lists import read_list
from resp_lint.page.model import Comment, Link, LinkStyle, start_of
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from resp_lint.page.attachment import Outline
    from resp_lint.page.brackets import Found
    from resp_lint.page.inline import InlineReader
    from resp_lint.page.model import AttributeList, Span
    from resp_lint.source import Source


class LinkReader(Struct, frozen=True, eq=False):
    """Reads the links and the comments of one page."""

    source: Source
    masked: str
    tokens: Sequence[Token]
    references: Mapping[str, Span]
    outline: Outline
    inline: InlineReader

    def read(self) -> tuple[tuple[Link, ...], tuple[Comment, ...]]:
        """The links and the comments of the page, in the order of their places."""
        links: list[Link] = []
        comments: list[Comment] = []
        source, text = self.source, self.source.text
        definitions = _find_definitions(source, self.references)
        marks = _find_marks(text, "]" if definitions else "](")
        for start, end in self._find_stretches(marks) if marks else ():
            # Where line endings are two characters the masked page has other offsets.
            stretch = self.masked[start:end] if len(self.masked) == len(text) else mask(text[start:end])[0]
            long = definitions or len(stretch) > _LONGEST_KNOWN
            scanned = scan(stretch, definitions) if long else scan_alone(stretch)
            links += [self._read_link(start, found, definitions) for found in scanned.links]
            comments += [Comment(source, start + left, start + right) for left, right in scanned.comments]
        for start, end in self._find_html() if "<!--" in text else ():
            comments += [Comment(source, start + left, start + right) for left, right in find_comments(text[start:end])]
        return tuple(sorted(links, key=start_of)), tuple(sorted(comments, key=start_of))

    def _read_link(self, offset: int, found: Found, definitions: Mapping[str, Span]) -> Link:
        target = definitions[found.label] if found.label else (offset + found.target[0], offset + found.target[1])
        text = (offset + found.text[0], offset + found.text[1])
        end = offset + found.end
        style = LinkStyle.REFERENCE if found.label else LinkStyle.AUTOLINK if found.auto else LinkStyle.INLINE
        has_lists = not self.inline.plain and self.source.text.startswith("{:", end)
        lists = tuple(_read_lists(self.source, end)) if has_lists else ()
        merged = self.outline.definitions.merge(lists)
        shown = self.inline.show_link(self.source.text, *text)
        return Link(self.source, offset + found.start, end, lists, *merged, style, found.image, text, target, shown)

    def _find_stretches(self, marks: Sequence[int]) -> Iterator[Span]:
        """Where inline Markdown stands (paragraphs, terms, headings, cells) that holds a mark."""

        def counts(start: int, end: int) -> bool:
            return bisect_left(marks, start) < bisect_left(marks, end)

        line_start = self.source.line_start
        for before, token in pairwise(self.tokens):
            if token.type == "inline" and before.type != "heading_open" and token.map:
                first, last = token.map
                start, end = line_start(first + 1), line_start(max(first + 1, last) + 1)
                if counts(start, end):
                    yield start, end
        for table in self.outline.tables:
            if counts(table.start, table.end):
                rows = [row for row in (table.header, *table.rows) if counts(row.start, row.end)]
                yield from [
                    (cell.start, cell.end) for row in rows for cell in row.cells if counts(cell.start, cell.end)
                ]
        yield from [
            (heading.start, heading.end) for heading in self.outline.headings if counts(heading.start, heading.end)
        ]

    def _find_html(self) -> Iterator[Span]:
        return ((block.start, block.end) for block in self.outline.blocks if block.type == "html_block")


_LIST = regex(r"\{:[^}\r\n]*\}")


def _read_lists(source: Source, end: int) -> Iterator[AttributeList]:
    """The attribute lists right after a link."""
    text = source.text
    while text.startswith("{:", end):
        line_end = end + len(text[end : end + _MAX_LIST].partition("\n")[0])
        match = _LIST.match(mask(text[end:line_end])[0])
        if match is None:
            return
        yield read_list(source, (end, end + match.end()), target="link")
        end += match.end()


_MAX_LIST = 2_000
_LONGEST_KNOWN = 1_000  # longer text hardly comes again, and would be kept


# --- the stretches of a page that are text


def _find_marks(text: str, mark: str) -> list[int]:
    """Where something stands in a page without which a stretch holds no link and no comment: `mark`, a `<` of use."""
    marks = [match.start() for match in USEFUL_ANGLE.finditer(text)] if "<" in text else []
    found = text.find(mark)
    while found >= 0:
        marks.append(found)
        found = text.find(mark, found + 1)
    marks.sort()
    return marks


# --- definitions of references: [label]: target


def _find_definitions(source: Source, references: Mapping[str, Span]) -> dict[str, Span]:
    """Where each label's target stands."""
    found: dict[str, Span] = {}
    for label, (first, last) in references.items():
        start, end = source.line_start(first + 1), source.line_start(last + 1)
        text = mask(source.text[start:end])[0]
        colon = text.find("]:")
        if colon >= 0 and (target := find_target(text, skip_blanks(text, colon + 2, BLANKS + ">"))):
            found[label] = (start + target[0], start + target[1])
    return found
