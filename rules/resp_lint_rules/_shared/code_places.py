"""Where a page has code: fences, indented code, code spans."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from resp_lint_rules._shared.prose import find_code_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint import Page


def is_inside(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies in one of some spans, which are in order."""
    before = bisect_right(spans, offset, key=_start)
    return before > 0 and offset < spans[before - 1][1]


def _start(span: tuple[int, int]) -> int:
    return span[0]


class Code:
    """The code of a page, looked for when somebody asks."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def __contains__(self, offset: int) -> bool:
        """Whether the character at an offset stands in code."""
        return is_inside(self._spans, offset)

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return sorted(self._read())

    def _read(self) -> Iterator[tuple[int, int]]:
        done = 0
        for block in self._page.blocks:
            yield from self._split_by_line(done, block.start)
            if block.type in {"fence", "code_block"}:
                yield block.start, block.end
            else:
                yield from ((block.start + start, block.start + end) for start, end in find_code_spans(block.raw))
            done = max(done, block.end)
        yield from self._split_by_line(done, len(self._page.source.text))

    def _split_by_line(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Outside of blocks, in rows of tables and in headings, a code span ends on its line."""
        text = self._page.source.text
        while (mark := text.find("`", start, end)) >= 0:
            start = max(start, text.rfind("\n", start, mark) + 1)
            after = text.find("\n", mark, end)
            line = text[start : after if after >= 0 else end]
            yield from ((start + left, start + right) for left, right in find_code_spans(line))
            start += len(line) + 1
