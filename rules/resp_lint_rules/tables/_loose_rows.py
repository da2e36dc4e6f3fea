"""Lines outside of tables that look like their rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint import count_delimiter_columns, regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Block, Page

_BOXED = regex(r"[ \t>]*\|[^|]*\|")
_BLANKS = regex(r"[ \t\r\n>]*")
_AS_TYPED = ("<!--", "<pre", "<script", "<style", "<textarea", "<?", "<![", "<!")


class Run(Struct, frozen=True):
    """Consecutive lines of a block that look like rows."""

    start: int
    end: int
    rows: list[str]
    kind: str

    @property
    def delimiter(self) -> int:
        """The index of the first delimiter row, or -1."""
        return next((n for n, row in enumerate(self.rows) if count_columns(row)), -1)


def count_columns(line: str) -> int:
    return count_delimiter_columns(line.strip(" \t>\r")) if "|" in line else 0


def _find_runs(block: Block) -> Iterator[Run]:
    raw = block.raw
    if "|" not in raw or block.type == "fence" or raw[:10].lower().startswith(_AS_TYPED):
        return
    offset, start = block.start, block.start
    rows: list[str] = []
    lines = raw.split("\n")
    for line, following in pairwise((*lines, "")):
        if _BOXED.match(line) or count_columns(line) or ("|" in line and count_columns(following)):
            start = start if rows else offset
            rows.append(line)
        elif rows:
            yield Run(start, offset - 1, rows, block.type)
            rows = []
        offset += len(line) + 1
    if rows:
        yield Run(start, offset - 1, rows, block.type)


def is_blank(page: Page, start: int, end: int) -> bool:
    """Whether nothing but spaces and the markers of a quote stand between two offsets."""
    return start < end and _BLANKS.fullmatch(page.source.text, start, end) is not None


def find_runs(page: Page) -> list[Run]:
    """The runs of a page, those that blank lines part taken together."""
    merged: list[Run] = []
    for run in (run for block in page.blocks for run in _find_runs(block)):
        if merged and is_blank(page, merged[-1].end, run.start):
            last = merged[-1]
            last.rows.extend(run.rows)
            merged[-1] = replace(last, end=run.end)
        else:
            merged.append(run)
    return merged
