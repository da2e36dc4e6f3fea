"""A caption's number and its text: “Table 2. Responsibilities for keys”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint import Part, normalized, regex

if TYPE_CHECKING:
    from resp_lint import AttributeItem, Page, Table

_NUMBER = regex(
    r"[ \t]*((?:table|figure))([ \t]*)(\d{1,4})(?![\w]|\.\d)([.:)]|[ \t]*[-–—](?=[ \t]))?([ \t]*)", re.IGNORECASE
)
_LABEL = regex(r"[ \t]*(?:(?:table|figure)[ \t]*[.:)][ \t]*)?", re.IGNORECASE)
_LOOKS_NUMBERED = regex(r"[ \t]*(?:table|figure)[ \t]*\d", re.IGNORECASE)


class Number(Struct, frozen=True):
    """A caption's number with the offsets, relative to the caption, of the digits and of what follows it."""

    label: str
    gap: str
    number: int
    digits: tuple[int, int]
    separator: str
    blanks: str
    end: int


def number_of(caption: str) -> Number | None:
    """A caption's number; None where it has none, or one of several parts.

    >>> number_of("Table 2: Keys").number, number_of("Table 2.1 Keys"), number_of("Tables")
    (2, None, None)
    """
    match = _NUMBER.match(caption) if _is_labelled(caption) else None
    if match is None:
        return None
    label, gap, digits, separator, blanks = match.groups("")
    return Number(label, gap, int(digits), match.span(3), separator, blanks, match.end())


def label_end(caption: str) -> int:
    """Where the text of a caption without a number begins: after the label that lacks one, “Table. Keys”.

    >>> label_end("Table. Keys"), label_end(" Keys"), label_end("Table of keys")
    (7, 1, 0)
    """
    match = _LABEL.match(caption)
    return match.end() if match else 0


def is_numbered(caption: str) -> bool:
    """Whether a caption begins with a number, in whatever form."""
    return _is_labelled(caption) and _LOOKS_NUMBERED.match(caption) is not None


def _is_labelled(caption: str) -> bool:
    """Whether a caption begins like one with a number, for all that its first letters tell."""
    beginning = caption.lstrip(" \t")[: len("figure")]
    return not beginning.isascii() or beginning.lower().startswith(("table", "figure"))


def is_numbered_otherwise(caption: str) -> bool:
    """Whether a caption has a number that `number_of` does not read: “Table 2a”, “Table 2.1”."""
    return number_of(caption) is None and is_numbered(caption)


def normalize_caption(caption: str) -> str:
    """A caption for comparison: without its number and the full stop at its end."""
    number = number_of(caption)
    return normalized(caption[number.end if number else 0 :]).rstrip(" .")


def find_captioned_tables(page: Page) -> tuple[tuple[Table, AttributeItem], ...]:
    """The tables that have a caption, each with it."""
    return tuple((table, caption) for table in page.tables if (caption := table.caption))


def list_table_captions(page: Page) -> list[Part | None]:
    """Where the captions of tables stand, those of tables written in HTML too, in order; None for a table without one."""
    found = [(table.start, table.caption.value_part if table.caption else None) for table in page.tables]
    for block in page.blocks:
        if block.type == "html_block" and not block.raw.startswith("<!--"):
            for match in _IN_HTML.finditer(block.raw):
                start, end = (block.start + offset for offset in match.span(match.lastgroup or 0))
                found.append((start, Part(page.source, start, end)))
    return [part for _, part in sorted(found, key=lambda pair: pair[0])]


_IN_HTML = regex(r"""caption[ \t]*=[ \t]*"(?P<value>[^"\r\n]*)"|<caption>(?P<text>[^<]*)""")


def list_image_captions(page: Page) -> list[Part]:
    """Where the captions in lists after images and paragraphs stand, in order."""
    found = [item for one in page.attribute_lists if one.target == "paragraph" and (item := one.get("caption"))]
    if "){:" in page.source.text:
        found += [item for link in page.links if link.image and (item := link.item("caption"))]
    return [item.value_part for item in sorted(found, key=lambda item: item.start)]
