"""Which lines of a file changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_COMPARED = 400_000_000
"""How many pairs of lines are compared, in bits of memory; lines of files that differ more all count as changed."""


class Hunk(NamedTuple):
    """Lines that were replaced: the first old one and how many, the first new one and how many.

    Where there are none, the first one is the line after which they would stand.
    """

    old: int
    old_count: int
    new: int
    new_count: int


def compare_lines(old: bytes, new: bytes) -> tuple[Hunk, ...]:
    r"""The lines by which two files differ, as git counts lines: a carriage return alone ends none.

    >>> compare_lines(b"a\nb\nc\n", b"a\nx\ny\nc\n")
    (Hunk(old=2, old_count=1, new=2, new_count=2),)
    >>> compare_lines(b"a\nb\n", b"b\n")
    (Hunk(old=1, old_count=1, new=0, new_count=0),)
    """
    old_lines, new_lines = old.split(b"\n"), new.split(b"\n")
    same_start = _count_same(old_lines, new_lines)
    same_end = _count_same(old_lines[same_start:][::-1], new_lines[same_start:][::-1])
    changed = range(same_start, len(old_lines) - same_end), range(same_start, len(new_lines) - same_end)
    return tuple(
        Hunk(start + (end > start), end - start, new_start + (new_end > new_start), new_end - new_start)
        for start, end, new_start, new_end in _find_changes(old_lines, new_lines, *changed)
    )


def _count_same(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    """How many lines two files share at their start."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def _find_changes(
    old: Sequence[bytes], new: Sequence[bytes], old_range: range, new_range: range
) -> Iterator[tuple[int, int, int, int]]:
    """The stretches of lines to replace within two ranges, as starts and ends."""
    if not old_range and not new_range:
        return
    if not old_range or not new_range or len(old_range) * len(new_range) > MAX_COMPARED:
        yield old_range.start, old_range.stop, new_range.start, new_range.stop
        return
    from rapidfuzz.distance import LCSseq  # most changes are one stretch of lines

    numbers: dict[bytes, int] = {}
    old_numbers = [numbers.setdefault(old[at], len(numbers)) for at in old_range]
    new_numbers = [numbers.setdefault(new[at], len(numbers)) for at in new_range]
    first, new_first = old_range.start, new_range.start
    at = new_at = 0
    for block in LCSseq.opcodes(old_numbers, new_numbers).as_matching_blocks():
        if at < block.a or new_at < block.b:
            yield first + at, first + block.a, new_first + new_at, new_first + block.b
        at, new_at = block.a + block.size, block.b + block.size
