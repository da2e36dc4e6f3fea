"""Where a page has words: its structure, which readers navigate by, and its text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from resp_lint import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint import Page


class Stretches:
    """Some stretches of a page; tells which parts of it they touch."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        found = sorted(spans)
        self._find_block_starts = [start for start, _ in found]
        self._ends = [*accumulate((end for _, end in found), max)]

    def touch(self, part: Part) -> bool:
        """Whether one of the stretches has a character of a part."""
        after = bisect_right(self._ends, part.start)
        return after < len(self._find_block_starts) and self._find_block_starts[after] < part.end


def find_structure(page: Page, places: Stretches) -> Iterator[tuple[str, Part]]:
    """Titles, headings, headers, captions and summaries in some places, each with what it is; also of lists that are lost."""
    for heading in filter(places.touch, page.headings):
        yield "title" if heading is page.title else "heading", heading
    for table in filter(places.touch, page.tables):
        yield from (("header", cell) for cell in filter(places.touch, table.header.cells))
    items = chain.from_iterable(
        found.items for found in page.attribute_lists if places.touch(found) and found.name is None
    )
    for item in items:
        if item.key in {"caption", "summary"}:
            yield item.key, item.value_part


def find_text(page: Page, places: Stretches) -> Iterator[tuple[str, Part]]:
    """Cells and paragraphs in some places, those of lists and quotes too, each with what it is; headers are structure."""
    for table in filter(places.touch, page.tables):
        for row in filter(places.touch, table.rows):
            yield from (("cell", cell) for cell in filter(places.touch, (*row.cells, *row.extra)))
    yield from (("text", block) for block in page.blocks if block.type == "paragraph" and places.touch(block))


def find_front_matter_values(page: Page, keys: tuple[str, ...]) -> Iterator[tuple[str, Part]]:
    """The values of some keys of the front matter, lists with all their items."""
    entries = page.front_matter.entries
    for entry in filter(None, map(entries.get, keys)):
        lines = [other.line for other in entries.values() if other.line > entry.line]
        after = page.source.line_start(min(lines, default=page.front_matter.end_line))
        yield entry.key, Part(page.source, entry.start, entry.end if entry.value is not None else max(entry.end, after))


def find_ids(page: Page) -> Iterator[Part]:
    """The ids that the page gives, as they are written."""
    items = chain.from_iterable(found.items for found in page.attribute_lists if found.name is None)
    return (item.value_part for item in items if item.key == "id")
