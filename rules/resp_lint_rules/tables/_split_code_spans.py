"""Code spans that a pipe splits."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from resp_lint import regex

if TYPE_CHECKING:
    from resp_lint import Row

_BACKTICKS = regex(r"`+")
_PIPE = regex(r"(?<!\\)\|")


def split_code_spans(row: Row) -> tuple[tuple[int, int], ...]:
    """The code spans of a row that unescaped pipes split, if the row had the header's cells without these pipes."""
    too_many = row.written - row.width
    if too_many <= 0 or "`" not in row.raw:
        return ()
    spans = [
        (start, end, pipes) for start, end in _find_code_spans(row) if (pipes := len(find_inner_pipes(row, start, end)))
    ]
    if sum(pipes for _, _, pipes in spans) == too_many:
        return tuple((start, end) for start, end, _ in spans)
    # A stray backtick elsewhere in the row makes spans that nobody meant.
    alone = [(start, end) for start, end, pipes in spans if pipes == too_many]
    return tuple(alone) if len(alone) == 1 else ()


def find_inner_pipes(row: Row, start: int, end: int) -> tuple[int, ...]:
    """The offsets of the unescaped pipes between two offsets of the page."""
    return tuple(pipe.start() for pipe in _PIPE.finditer(row.source.text, start, end))


def _find_code_spans(row: Row) -> list[tuple[int, int]]:
    """The code spans of a row as if its pipes were text: from a run of backticks to the next one of its length.

    A single backtick with a space after it opens none, and with a space before it closes none: it is a stray one.
    """
    text = row.source.text
    runs = [(run.start(), run.end()) for run in _BACKTICKS.finditer(text, row.start, row.end)]
    closers: dict[int, list[int]] = {}
    for start, end in runs:
        if end - start > 1 or text[start - 1] not in " \t":
            closers.setdefault(end - start, []).append(start)
    spans = []
    after = row.start
    for start, end in runs:
        same = closers.get(end - start, [])
        close = bisect_right(same, start)
        opens = text[start - 1] != "\\" and (end - start > 1 or text[end : end + 1] not in {" ", "\t"})
        if start >= after and opens and close < len(same):
            after = same[close] + end - start
            spans.append((start, after))
    return spans
