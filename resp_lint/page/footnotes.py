"""Footnotes and link references: what text needs of its page, so that it can be read on its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference

from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_FOOTNOTE = regex(r"^[ \t>]*\[\^([^\s\[\]]+)\]:", re.MULTILINE)
_FOOTNOTE_USE = regex(r"\[\^([^\s\[\]]+)\](?!:)")
_REFERENCE_LINK = regex(r"(?<![\\\]])\[([^\[\]]+)\](?:\[([^\[\]]*)\]|(?![(\[:{]))")


def find_footnote_marks(text: str) -> dict[int, str]:
    """What a reader sees of each footnote reference, by its offset: numbers in the order of first use."""
    labels = set(_FOOTNOTE.findall(text)) if "[^" in text else set()
    numbers: dict[str, int] = {}
    uses: dict[str, int] = {}
    marks: dict[int, str] = {}
    for match in _FOOTNOTE_USE.finditer(text) if labels else ():
        label = match[1]
        if label in labels:
            number = numbers.setdefault(label, len(numbers) + 1)
            again = uses[label] = uses.get(label, -1) + 1
            marks[match.start()] = f"[{number}:{again}]" if again else f"[{number}]"
    return marks


def resolve_references(raw: str, start: int, marks: Mapping[int, str], labels: Collection[str]) -> str:
    """Text at an offset with its footnotes shown by their marks, and its link references made links."""

    def mark(match: re.Match[str]) -> str:
        shown = marks.get(start + match.start())
        return f"\\{shown[:-1]}\\]" if shown else match[0]

    def link(match: re.Match[str]) -> str:
        label = normalizeReference(match[2] or match[1])
        return f"[{match[1]}](x)" if label in labels else match[0]

    raw = _FOOTNOTE_USE.sub(mark, raw) if marks else raw
    return _REFERENCE_LINK.sub(link, raw) if labels else raw
