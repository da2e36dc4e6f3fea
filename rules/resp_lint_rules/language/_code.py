"""Where a page has code: fences, indented code, code spans."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from resp_lint_rules.language._prose import code_spans

if TYPE_CHECKING:
    from resp_lint import Block, Page


def in_code(page: Page, offset: int) -> bool:
    """Whether the character at an offset of a page stands in code."""
    above = bisect_right(page.blocks, offset, key=_start)
    block = page.blocks[above - 1] if above else None
    if block and offset < block.end:
        return block.type in {"fence", "code_block"} or _is_spanned(block.raw, offset - block.start)
    line = page.source.position(offset).line
    return _is_spanned(page.source.line_text(line), offset - page.source.line_start(line))


def _start(block: Block) -> int:
    return block.start


def _is_spanned(text: str, offset: int) -> bool:
    spans = _spans(text) if "`" in text else ()
    before = bisect_right(spans, (offset, len(text)))
    return before > 0 and offset < spans[before - 1][1]


@lru_cache(maxsize=16)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(code_spans(text))
