"""Links and HTML comments of a page: in paragraphs, headings, cells, footnotes, terms; never in code."""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from resp_lint.lazy import cached_property
from resp_lint.page.brackets import BLANKS, USEFUL_ANGLE, Span, comments_in, scan, scan_alone, skip_blanks, target_at
from resp_lint.page.inline import inline_text
from resp_lint.page.keyrefs import mask
from resp_lint.page.parts import Attributed, AttributeList, Part, start_of
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lint.page.brackets import Found
    from resp_lint.page.model import Page


class LinkStyle(StrEnum):
    """How a link is written."""

    INLINE = "inline"  # [text](target)
    REFERENCE = "reference"  # [text][label], [label][], [label]
    AUTOLINK = "autolink"  # <target>


class Link(Attributed, frozen=True, eq=False, dict=True):
    """A link or an image, from its first bracket to its last; `lists` are the attribute lists right behind it.

    `target` is the address as it is written, `target_part` where it stands: a reference's in its definition.
    """

    style: LinkStyle
    image: bool
    text_span: Span
    target_span: Span

    @property
    def text_part(self) -> Part:
        """The link's text as it is written."""
        return Part(self.page, *self.text_span)

    @property
    def target_part(self) -> Part:
        """The address as it is written."""
        return Part(self.page, *self.target_span)

    @cached_property
    def target(self) -> str:
        """The address as it is written, keyrefs and escapes included."""
        return self.target_part.raw

    @cached_property
    def text(self) -> str:
        """The link's text as a reader sees it; of an image, the text that stands for it."""
        return inline_text(self.text_part.raw)


class Comment(Part, frozen=True, eq=False):
    """An HTML comment with its markers; one that is not closed runs to the end of its block."""

    @property
    def text(self) -> str:
        """What stands between the markers, without the blanks around it."""
        return self.raw.removesuffix("-->")[4:].strip()


def read_inline(page: Page) -> tuple[tuple[Link, ...], tuple[Comment, ...]]:
    """The links and the comments of a page, in the order of their places."""
    links: list[Link] = []
    comments: list[Comment] = []
    definitions = _definitions(page)
    source, masked = page.source.text, page.masked
    marks = _marks(source, "]" if definitions else "](")
    for start, end in _stretches(page, marks) if marks else ():
        # Where line endings are two characters the masked page has other offsets.
        text = masked[start:end] if len(masked) == len(source) else mask(source[start:end])[0]
        scanned = scan(text, definitions) if definitions or len(text) > _LONGEST_KNOWN else scan_alone(text)
        links += (_link(page, start, found, definitions) for found in scanned.links)
        comments += (Comment(page, start + left, start + right) for left, right in scanned.comments)
    for start, end in _html(page) if "<!--" in source else ():
        comments += (Comment(page, start + left, start + right) for left, right in comments_in(source[start:end]))
    return tuple(sorted(links, key=start_of)), tuple(sorted(comments, key=start_of))


def _link(page: Page, offset: int, found: Found, definitions: Mapping[str, Span]) -> Link:
    target = definitions[found.label] if found.label else (offset + found.target[0], offset + found.target[1])
    text = (offset + found.text[0], offset + found.text[1])
    end = offset + found.end
    style = LinkStyle.REFERENCE if found.label else LinkStyle.AUTOLINK if found.auto else LinkStyle.INLINE
    lists = tuple(_lists(page, end)) if page.source.text.startswith("{:", end) else ()
    return Link(page, offset + found.start, end, lists, style, found.image, text, target)


_LIST = regex(r"\{:[^}\r\n]*\}")


def _lists(page: Page, end: int) -> Iterator[AttributeList]:
    """The attribute lists right behind a link."""
    text = page.source.text
    while text.startswith("{:", end):
        line_end = end + len(text[end : end + _MAX_LIST].partition("\n")[0])
        match = _LIST.match(mask(text[end:line_end])[0])
        if match is None:
            return
        yield AttributeList(page, end, end + match.end(), None, reaches=True, target="link")
        end += match.end()


_MAX_LIST = 2_000
_LONGEST_KNOWN = 1_000  # longer text hardly comes again, and would be kept


# --- the stretches of a page that are text


def _marks(text: str, mark: str) -> list[int]:
    """Where something stands in a page without which a stretch holds no link and no comment: `mark`, a `<` of use."""
    marks = [match.start() for match in USEFUL_ANGLE.finditer(text)] if "<" in text else []
    found = text.find(mark)
    while found >= 0:
        marks.append(found)
        found = text.find(mark, found + 1)
    marks.sort()
    return marks


def _stretches(page: Page, marks: Sequence[int]) -> Iterator[Span]:
    """Where inline Markdown stands (paragraphs, terms, headings, cells) that holds a mark."""

    def counts(start: int, end: int) -> bool:
        return bisect_left(marks, start) < bisect_left(marks, end)

    line_start = page.source.line_start
    for before, token in pairwise(page.tokens):
        if token.type == "inline" and before.type != "heading_open" and token.map:
            first, last = token.map
            start, end = line_start(first + 1), line_start(max(first + 1, last) + 1)
            if counts(start, end):
                yield start, end
    for table in page.tables:
        if counts(table.start, table.end):
            rows = [row for row in (table.header, *table.rows) if counts(row.start, row.end)]
            yield from [(cell.start, cell.end) for row in rows for cell in row.cells if counts(cell.start, cell.end)]
    yield from [(heading.start, heading.end) for heading in page.headings if counts(heading.start, heading.end)]


def _html(page: Page) -> Iterator[Span]:
    return ((block.start, block.end) for block in page.blocks if block.type == "html_block")


# --- definitions of references: [label]: target


def _definitions(page: Page) -> dict[str, Span]:
    """Where each label's target stands."""
    found: dict[str, Span] = {}
    for label, (first, last) in page.references.items():
        start, end = page.source.line_start(first + 1), page.source.line_start(last + 1)
        text = mask(page.source.text[start:end])[0]
        colon = text.find("]:")
        if colon >= 0 and (target := target_at(text, skip_blanks(text, colon + 2, BLANKS + ">"))):
            found[label] = (start + target[0], start + target[1])
    return found
