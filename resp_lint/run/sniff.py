"""Which files of a folder are worth decoding and parsing: a look at their bytes, which never rules a page in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.page.kind import Conventions

# What the headers of task tables and most titles say, in any case and with most misspellings.
_COMMON = b"espons"
# `bytes.find` passes a megabyte in a fraction of a millisecond; a regular expression takes a hundred times longer.
_TITLE_MARKS = (b"\n# ", b"\n=")


def maybe_responsibility(path: str, data: bytes, conventions: Conventions) -> bool:
    """Whether a file may hold a responsibility page; where it says no, nothing but a full parse would say yes.

    Such a page is known by its path, by its title or the title's id, or by the header of a task table.
    """
    if conventions.claims(path):
        return True
    if any(_in_structure(line) for line in _lines_with(data, _COMMON)):
        return True
    words, text = _words(conventions.page_words), b"\n" + data
    return any(words.search(title) for mark in _TITLE_MARKS for title in _lines_with(text, mark, around=1))


def _in_structure(line: bytes) -> bool:
    """Whether a line may be a heading, an attribute list or a table's row."""
    return b"|" in line or b"#" in line


def _lines_with(data: bytes, mark: bytes, *, around: int = 0) -> Iterator[bytes]:
    """The lines of a page that hold a mark, each with as many lines below it as `around` says.

    A mark that starts with a line ending brings the line before it along: the text of an underlined title.
    """
    found = data.find(mark)
    while found >= 0:
        end = _line_end(data, found + 1)
        for _ in range(around):
            end = _line_end(data, end + 1)
        yield data[data.rfind(b"\n", 0, found) + 1 : end]
        found = data.find(mark, found + len(mark))


def _line_end(data: bytes, start: int) -> int:
    end = data.find(b"\n", start)
    return end if end >= 0 else len(data)


@lru_cache(maxsize=8)
def _words(fragments: tuple[str, ...]) -> re.Pattern[bytes]:
    return re.compile("|".join(fragments).encode() or rb"(?!)", re.IGNORECASE)
