"""What a finding is, apart from the line it stands on: so that it is known again on a page that was edited."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.words import normalized
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.rule import Finding
    from resp_lint.source import Source

MAX_TEXT = 120
_QUOTED = regex(r"“([^“”]*)”|;")


class Mark(Struct, frozen=True, order=True):
    """What a finding is known by.

    Where it lies is told by the heading above it and, in a table, by the names of its row and its column.  `text` is
    what it spans, `about` what else its message quotes; the message's own words may change with the next version.
    """

    rule: str
    section: str = ""
    row: str = ""
    column: str = ""
    text: str = ""
    about: tuple[str, ...] = ()


def mark(finding: Finding, source: Source) -> Mark:
    """What a finding on a page is known by."""
    text = source.text[source.offset(finding.start) : source.offset(finding.end)]
    place = (_shorten(finding.where.section), _shorten(finding.where.row), _shorten(finding.where.column))
    short = _shorten(text)
    return Mark(finding.code, *place, short, tuple(sorted({*_find_quoted(finding.message)} - {*place, short})))


def _find_quoted(message: str) -> Iterator[str]:
    """What a message quotes to say what is wrong; what to do stands after a semicolon, and may soon be other words."""
    for match in _QUOTED.finditer(message):
        if match[0] == ";":
            return
        yield _shorten(match[1])


def _shorten(text: str) -> str:
    """A text on one line, white space folded; a long one is cut, and its end stands for the rest of it."""
    folded = " ".join(text.split())
    if len(folded) <= MAX_TEXT:
        return folded
    return f"{folded[: MAX_TEXT - 10]}… {sha256(_encode_text(folded)).hexdigest()[:8]}"


def _encode_text(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def compute_digests(findings: Iterable[Finding], source: Source, path: str = "") -> tuple[str, ...]:
    """A fingerprint for each of a page's findings: the same after lines moved, and none twice.

    `path` is what the page is called where the fingerprints go, such as its path from the root of the repository.
    """
    seen: Counter[Mark] = Counter()
    found: list[str] = []
    for finding in findings:
        known = mark(finding, source)
        parts = (path or source.path, *(normalized(part) for part in _split_mark(known)), str(seen[known]))
        found.append(sha256(_encode_text("\0".join(parts))).hexdigest()[:32])
        seen[known] += 1
    return tuple(found)


def _split_mark(known: Mark) -> tuple[str, ...]:
    return (known.rule, known.section, known.row, known.column, known.text, *known.about)
