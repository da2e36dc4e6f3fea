"""The front matter that nearly every page has, read without a YAML library.

It is YAML's plainest part: keys with values on their lines, or with such keys below them.  To import PyYAML takes a
start 8 ms, and to read a page's front matter with it a fifth of the time that the page takes to parse.  Whatever is
not known for certain here is left to the library; a test holds that both say the same.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from resp_lint.regex import regex

MAX_LENGTH = 8_000

# A line: its indentation, then a comment, or a key with a value in double quotes, in single quotes, or in none.
_VALUE = r"(?:\"([ !#-\[\]-~]*)\" *|'([ -&(-~]*)' *|([A-Za-z0-9][ -~]*))"
_LINE = regex(rf"( *)(?:#[ -~]*|([A-Za-z_][\w-]{{0,99}}):(?: +{_VALUE}?)?)?\r?\n", re.ASCII)
_KEY, _PLAIN = 2, 5
# What ends a plain value, or may not stand in one.
_NOT_PLAIN = regex(r":(?: |$)| #")


class Spanned(NamedTuple):
    """A key with its value, None for a mapping; its 0-based line; and the value's span, the key's where it is blank."""

    key: str
    value: str | None
    line: int
    start: int
    end: int


def read_plain(text: str) -> list[Spanned] | None:
    """The entries of a YAML mapping in their order, nested keys joined by dots.

    None where it takes a YAML library to tell what the text says.
    """
    if len(text) > MAX_LENGTH:
        return None
    entries: list[Spanned] = []
    at, line, parent, below = 0, 0, "", 0
    while at < len(text):
        match = _LINE.match(text, at)
        if match is None:
            return None
        indent = match.end(1) - at
        at, line = match.end(), line + 1
        if match[_KEY] is None:
            continue
        entry = _parse_entry(match, line - 1)
        if entry is None or (indent and (not parent or indent != (below or indent))):
            return None
        if not indent:
            parent, below = entry.key if match.lastindex == _KEY else "", 0
        else:
            if not below:
                entries[-1] = entries[-1]._replace(value=None)
            below, entry = indent, entry._replace(key=f"{parent}.{entry.key}")
        entries.append(entry)
    return entries


def _parse_entry(match: re.Match[str], line: int) -> Spanned | None:
    """What a line with a key says, if it is certain."""
    key, which = match[_KEY], match.lastindex or _KEY
    start, end = match.span(which)
    value = "" if which == _KEY else match[which]
    if not value:
        return Spanned(key, "", line, *match.span(_KEY))
    if which != _PLAIN:
        return Spanned(key, value, line, start - 1, end + 1)
    value = value.rstrip(" ")
    return None if _NOT_PLAIN.search(value) else Spanned(key, value, line, start, start + len(value))
