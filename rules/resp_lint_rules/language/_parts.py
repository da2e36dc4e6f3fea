"""Where a page has words: its structure, which readers navigate by, and its text."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from resp_lint import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import AttributeItem, Page


def structure(page: Page) -> Iterator[tuple[str, Part]]:
    """Titles, headings, headers, captions and summaries, each with what it is; attribute lists that are lost count too."""
    for heading in page.headings:
        yield "title" if heading is page.title else "heading", heading
    for table in page.tables:
        yield from (("header", cell) for cell in table.header.cells)
    yield from ((item.key, item.value_part) for item in _items(page) if item.key in {"caption", "summary"})


def front_matter_values(page: Page, keys: tuple[str, ...]) -> Iterator[tuple[str, Part]]:
    """The values of some keys of the front matter, lists with all their items."""
    entries = page.front_matter.entries
    for entry in filter(None, map(entries.get, keys)):
        lines = [other.line for other in entries.values() if other.line > entry.line]
        after = page.source.line_start(min(lines, default=page.front_matter.end_line))
        yield entry.key, Part(page, entry.start, entry.end if entry.value is not None else max(entry.end, after))


def ids(page: Page) -> Iterator[Part]:
    """The ids that the page gives, as they are written."""
    return (item.value_part for item in _items(page) if item.key == "id")


def _items(page: Page) -> Iterator[AttributeItem]:
    return chain.from_iterable(found.items for found in page.attribute_lists if found.name is None)


def text(page: Page) -> Iterator[tuple[str, Part]]:
    """Cells and paragraphs, those of lists and quotes too, each with what it is; a table's header is structure."""
    for table in page.tables:
        yield from (("cell", cell) for row in table.rows for cell in (*row.cells, *row.extra))
    yield from (("text", block) for block in page.blocks if block.type == "paragraph")
