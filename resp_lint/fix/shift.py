"""Where the text of a page stands after fixes."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from resp_lint.fix.edits import edits_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lint.finding import Edit, Fix

_BLANKS = " \t\r\n"
MAX_EDITS = 1000
"""Of how many edits a fix may consist so that what they move is found: each is compared with all others."""


class Move(NamedTuple):
    """A stretch of text that an edit takes away, and the edit of the same fix that writes it again, with an offset."""

    start: int
    end: int
    into: Edit
    behind: int


class Shift:
    """Where each character of a text stands after fixes that were chosen together."""

    def __init__(self, text: str, fixes: Sequence[Fix]) -> None:
        """Add up how far each edit moves what follows it, and find what fixes take elsewhere."""
        self.edits = edits_of(fixes)
        self._ends = [edit.end for edit in self.edits]
        lengths = (len(edit.text) - (edit.end - edit.start) for edit in self.edits)
        self._pushed = [0, *accumulate(lengths)]
        self._find_block_starts = {
            edit: edit.start + pushed for edit, pushed in zip(self.edits, self._pushed, strict=False)
        }
        self._moves = {edit: move for fix in fixes for edit, move in moves(text, fix).items()}

    def __call__(self, offset: int) -> int:
        """The new offset of a character; of one that is taken away, where the text in its place starts."""
        passed = bisect_right(self._ends, offset)
        if passed == len(self.edits) or offset < self.edits[passed].start:
            return offset + self._pushed[passed]
        edit = self.edits[passed]
        move = self._moves.get(edit)
        if move and move.start <= offset < move.end:
            return self._find_block_starts[move.into] + move.behind + offset - move.start
        return self._find_block_starts[edit]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of text stands; one that is taken elsewhere stays in one piece."""
        now = self(start)
        number = bisect_right(self._ends, start)
        move = self._moves.get(self.edits[number]) if number < len(self.edits) else None
        moved = move is not None and move.start <= start and end <= move.end
        return now, now + end - start if moved else max(now, self(end))

    @property
    def gone(self) -> Iterator[tuple[int, int]]:
        """The stretches that are taken away, in order: those that edits replace, without what is written elsewhere."""
        for edit in self.edits:
            move = self._moves.get(edit)
            if move:
                yield edit.start, move.start
                yield move.end, edit.end
            else:
                yield edit.start, edit.end


def moves(text: str, fix: Fix) -> Mapping[Edit, Move]:
    """What the edits of a fix take away that others of them write elsewhere, blanks around it apart."""
    found: dict[Edit, Move] = {}
    for edit in fix.edits if 1 < len(fix.edits) <= MAX_EDITS else ():
        taken = text[edit.start : edit.end]
        core = taken.strip(_BLANKS)
        start = edit.start + taken.find(core)
        into = next((other for other in fix.edits if other is not edit and core and core in other.text), None)
        if into:
            found[edit] = Move(start, start + len(core), into, into.text.find(core))
    return found
