"""What a reader gets of a page, suppressions apart: two texts of one description are the same page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint.regex import regex
from resp_lint.suppressions.model import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.page.model import AttributeList, Cell, Page

_BLOCK = regex(rf"\s*<!--\s*{MARK}(?:(?!-->).)*-->", re.DOTALL)
# The renderer ends a comment inside a line at two hyphens, and shows it where no “>” follows them.
_INLINE = regex(rf"\s*<!--\s*{MARK}(?:-?[^-])*-->")


def describe_rendering(page: Page) -> tuple[object, ...]:
    """What a reader gets of a page: its blocks, headings, tables and lists, each with what is attached to it.

    Front matter stays front matter, and what is wrong with it is wrong as before.
    """
    front_matter = page.front_matter
    return (
        front_matter.present,
        front_matter.problem,
        *_describe_blocks(page),
        *_describe_headings(page),
        *_describe_tables(page),
        *map(_describe_list, page.attribute_lists),
    )


def _describe_blocks(page: Page) -> Iterator[object]:
    for token in page.tokens:
        is_block = token.type == "html_block"
        content = (_BLOCK if is_block else _INLINE).sub("", token.content) if MARK in token.content else token.content
        if not is_block or content.strip():
            yield token.type, token.level, token.hidden, token.markup, content.strip()


def _describe_headings(page: Page) -> Iterator[object]:
    return ((heading.level, heading.text, heading.id, dict(heading.attrs)) for heading in page.headings)


def _describe_tables(page: Page) -> Iterator[object]:
    for table in page.tables:
        rows = [(row.written, [_describe_cell(cell) for cell in row.cells]) for row in (table.header, *table.rows)]
        yield table.id, dict(table.attrs), rows


def _describe_cell(cell: Cell) -> tuple[str, bool]:
    """What a reader sees of a cell, and whether a suppression in it is a part of that."""
    return cell.text, MARK in cell.raw and MARK in _INLINE.sub("", cell.raw)


def _describe_list(attribute_list: AttributeList) -> object:
    return attribute_list.raw, attribute_list.slip, attribute_list.reaches, attribute_list.target
