"""Which lines of a page outlive edits, and where they stand afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint.finding import Edit
    from resp_lint.fix.shift import Shift
    from resp_lint.source import Source

_BLANKS = " \t\r\n"


class Survivor(Struct, frozen=True, gc=False):
    """A line that outlives edits: its number before and after, the edits that touch it, and whether they part it."""

    before: int
    after: int
    edits: tuple[Edit, ...]
    parted: bool


def survivors(before: Source, after: Source, shift: Shift) -> Iterator[Survivor]:
    """The lines of which something is left that is not blank, at most one for each line that there is afterwards."""
    taken = set[int]()
    edits = _Around([(edit.start, edit.end) for edit in shift.edits])
    gone = _Around(list(shift.gone))
    for line, start in enumerate(before.line_starts, 1):
        end = start + len(before.line_text(line))
        first, last = edits.touching(start, end)
        kept = _kept(before.text, start, end, gone.spans[slice(*gone.touching(start, end))])
        now = [after.position(shift(offset)).line for offset in kept]
        if now and now[0] not in taken:
            taken.add(now[0])
            yield Survivor(line, now[0], shift.edits[first:last], parted=now[0] != now[-1])


class _Around:
    """Finds which of some spans, given in order, touch a line; lines are asked for in order, too."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = spans
        self._first = 0

    def touching(self, start: int, end: int) -> tuple[int, int]:
        while self._first < len(self.spans) and self.spans[self._first][1] < start:
            self._first += 1
        last = self._first
        while last < len(self.spans) and self.spans[last][0] <= end:
            last += 1
        return self._first, last


def _kept(text: str, start: int, end: int, gone: Sequence[tuple[int, int]]) -> list[int]:
    """The offset of the first character that is not blank in each stretch of a line that is not taken away."""
    starts = [start, *(max(start, it[1]) for it in gone)]
    ends = [*(max(start, it[0]) for it in gone), end]
    stretches = ((right, text[left:right].lstrip(_BLANKS)) for left, right in zip(starts, ends, strict=True))
    return [right - len(found) for right, found in stretches if found]
