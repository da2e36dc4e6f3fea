"""Which files of a folder are worth decoding and parsing: a look at their bytes, which never rules a page in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint.page.kind import PAGE_WORDS, caseless
from resp_lint.page.terms import ANY_TITLE, Role
from resp_lint.regex import regex
from resp_lint.time_limit import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.page.kind import Conventions

# What the headers of task tables and most titles say, in any case and with most misspellings.  `bytes.find` passes a
# megabyte in a fraction of a millisecond; a regular expression takes a hundred times longer.
_COMMON = "espons"
# A page about an interface is full of these, and of all profiles none is looking for them.
_RESPONSES = b"response responses responsive"
_RESPONSE = regex("response|responsive", re.IGNORECASE)
_NO_RESPONSE = r"(?!es?(?![a-z])|ive)"
# Before a heading inside of lists and quotes.
_MARKERS = rb"^[ \t>*+\-0-9.):]*"
_TITLE = regex(_MARKERS + rb"#(?!#)|^[ \t>]*=+[ \t]*$", re.MULTILINE)
_HEADER = regex(rb"^(.*)\n[ \t>]*[-:|][-:| \t]*$", re.MULTILINE)
_HEADING = regex(rb".*(?:\n=.*)?(?:\n[ \t]*\{:.*)*")
_FENCE = b"---\n"
_ANY = regex(b"")
_LOOKS = 3  # each goes back to the start of the page
_LETTERS = 4


class Sniffer:
    """Knows by a page's path and bytes whether it may be a responsibility page by some conventions."""

    def __init__(self, conventions: Conventions) -> None:
        """Make patterns of the conventions, once for all pages."""
        words, headers = conventions.page_words, _collect_header_words(conventions)
        self._claims = conventions.claims
        # Where a table is known by what stands in its cells, its header says nothing.
        self._any_table = bool(conventions.markers) or ANY_TITLE in headers
        self._words = _compile_any(words)
        with name_key(PAGE_WORDS):
            wants_responses = self._words.search(_RESPONSES) or any(map(_RESPONSE.search, headers))
        mark = _COMMON if wants_responses else _COMMON + _NO_RESPONSE
        # A word may be misspelt, but seldom at its beginning.
        self._beginnings = {word[:_LETTERS].lower() for word in headers if _COMMON not in word}
        self._mark = regex(mark.encode())
        self._headers = _compile_any([*words, mark, *map(re.escape, self._beginnings)])

    def may_be(self, path: str, data: bytes) -> bool:
        """Whether a file may hold a responsibility page; where it says no, nothing but a full parse would say yes.

        Such a page is known by its path, by its title or the title's id, or by the header of a task table.
        """
        if self._claims(path):
            return True
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if self._any_table and any(b"|" in match[1] for match in _HEADER.finditer(data)):
            return True
        with name_key(PAGE_WORDS):
            return self._has_marks(data) or any(self._words.search(title.lower()) for title in _find_titles(data))

    def _has_marks(self, data: bytes) -> bool:
        """Whether there is the common mark, in what may be the title or beside a table with an owner's column."""
        blocks = list(_find_blocks(data, _COMMON, self._mark))
        if any(_is_title(block) or self._is_table(block) for block in blocks):
            return True
        lower = data.lower() if blocks else b""
        return any(self._is_table(block) for word in self._beginnings for block in _find_blocks(lower, word, _ANY))

    def _is_table(self, block: bytes) -> bool:
        """Whether a block may hold a table with an owner's column."""
        return b"|" in block and any(
            b"|" in match[1] and self._headers.search(match[1].lower()) for match in _HEADER.finditer(block)
        )


def _collect_header_words(conventions: Conventions) -> tuple[str, ...]:
    """What headers of owners' columns say."""
    known = (*(column for form in conventions.forms for column in form.columns), *conventions.columns)
    columns = [column for column in known if column.role in {Role.OWNER, Role.DUTIES}]
    names = (spelling for owner in conventions.owners for spelling in owner.spellings) if conventions.columns else ()
    return (*conventions.owner_words, *names, *(text for it in columns for text in (*it.titles, *it.words)))


def _compile_any(patterns: Iterable[str]) -> re.Pattern[bytes]:
    """A pattern for text in lower case."""
    pattern = "|".join(patterns)
    return regex(pattern.encode() or b"(?!)", caseless(pattern))


def _find_blocks(data: bytes, word: str, counts: re.Pattern[bytes]) -> Iterator[bytes]:
    """What stands between blank lines, as far as it has a word in it, where that counts."""
    mark = word.encode()
    found = data.find(mark)
    while found >= 0:
        end = found + len(mark)
        if counts.match(data, found):
            end = _find(data, b"\n\n", found)
            yield data[data.rfind(b"\n\n", 0, found) + 1 : end]
        found = data.find(mark, end)


def _is_title(block: bytes) -> bool:
    """Whether a block may hold the page's title and its id."""
    return (b"#" in block or b"=" in block) and _TITLE.search(block) is not None


def _find_titles(data: bytes) -> Iterator[bytes]:
    """Headings of level 1 with the lists below them, up to the first that is certain to be the page's title."""
    if data.startswith(b"# "):
        yield _read_heading(data, 0)
        return
    found, looks = data.find(b"\n# "), _LOOKS
    while found >= 0:
        yield _read_heading(data, found + 1)
        if looks and _is_plain(data, found):
            break
        found, looks = data.find(b"\n# ", found + 1), max(0, looks - 1)
    yield from _find_underlined(data, found if found >= 0 else len(data))


def _find_underlined(data: bytes, end: int) -> Iterator[bytes]:
    """The headings of level 1 above `end` that are underlined."""
    found = data.find(b"\n=", 0, end)
    while found >= 0:
        yield _read_heading(data, data.rfind(b"\n", 0, found) + 1)
        found = data.find(b"\n=", found + 1, end)


def _read_heading(data: bytes, start: int) -> bytes:
    """A heading with its underline and the attribute lists below it."""
    match = _HEADING.match(data, start)
    return match[0] if match else b""


def _is_plain(data: bytes, end: int) -> bool:
    """Whether the line at `end` certainly stands in no front matter, no code and no HTML."""
    if data.startswith(_FENCE):
        out = data.find(b"\n" + _FENCE, len(_FENCE) - 1, end + 1) >= 0
    else:
        out = data.find(b"---", 0, end) < 0
    return out and data.find(b"```", 0, end) < 0 and data.find(b"~~~", 0, end) < 0 and data.find(b"<", 0, end) < 0


def _find(data: bytes, mark: bytes, start: int) -> int:
    """Where a mark stands next; the end of the data where it does not."""
    found = data.find(mark, start)
    return found if found >= 0 else len(data)
