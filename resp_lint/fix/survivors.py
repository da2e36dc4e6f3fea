"""Which lines of a page outlive edits, and where they stand afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_lint.fix.edits import Shift

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint.page.finding import Edit
    from resp_lint.page.source import Source

_BLANKS = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Survivor:
    """A line that outlives edits: its number before and after, the edits that touch it, and whether they part it."""

    before: int
    after: int
    edits: tuple[Edit, ...]
    parted: bool


def survivors(before: Source, after: Source, edits: Sequence[Edit]) -> Iterator[Survivor]:
    """The lines of which something is left that is not blank, at most one for each line that there is afterwards."""
    shift = Shift(edits)
    last = first = 0
    for line, start in enumerate(before.line_starts, 1):
        end = start + len(before.line_text(line))
        while first < len(edits) and edits[first].end < start:
            first += 1
        touching = _touching(edits, first, end)
        kept = _kept(before.text, start, end, touching)
        now = [after.position(shift(offset)).line for offset in kept]
        if now and now[0] != last:
            last = now[0]
            yield Survivor(line, now[0], touching, parted=now[0] != now[-1])


def _touching(edits: Sequence[Edit], first: int, end: int) -> tuple[Edit, ...]:
    last = first
    while last < len(edits) and edits[last].start <= end:
        last += 1
    return tuple(edits[first:last])


def _kept(text: str, start: int, end: int, edits: Sequence[Edit]) -> list[int]:
    """The offset of the first character that is not blank in each stretch of a line that is not edited."""
    starts = [start, *(max(start, edit.end) for edit in edits)]
    ends = [*(max(start, edit.start) for edit in edits), end]
    stretches = ((right, text[left:right].lstrip(_BLANKS)) for left, right in zip(starts, ends, strict=True))
    return [right - len(found) for right, found in stretches if found]
