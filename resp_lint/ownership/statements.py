r"""What a cell lists, one statement each: list items, lines, and the sentences of prose.

Pages write lists inside of cells in three ways: `- a \n - b`, `<ul><li>a</li><li>b</li></ul>` and `a<br>b`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint.page.inline import render_cell
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK = regex(r"(?<!\\)\\n|<br\s*/?>|</?(?:li|ul|ol|p)\b[^<>]*>|(?<=[.;:!?])\s+[*•](?=\s+[A-Z{])", re.IGNORECASE)
_MARKER = regex(r"\s*(?:[-*+•–]|\d{1,3}[.)])\s+(?=\S)")
_HTML_ITEM = regex(r"<li\b", re.IGNORECASE)
# No sentence ends after these.
_ABBREVIATION = regex(
    r"(?:\b(?:e\.g|i\.e|etc|vs|incl|approx|fig|inc|ltd|corp|dr|mr|mrs|st)|\b(?-i:[A-Z]))\.$", re.IGNORECASE
)
_SENTENCE_END = regex(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*(?:[A-Z0-9]|\{\{))")


def split_statements(raw: str) -> tuple[str, ...]:
    r"""The statements of a cell as readers see them; what introduces a list is none.

    >>> split_statements(r"You must: \n - Rotate keys. \n - Back up, e.g. daily.")
    ('Rotate keys.', 'Back up, e.g. daily.')
    >>> split_statements("Patch hosts. Monitor them.<br>Call us.")
    ('Patch hosts.', 'Monitor them.', 'Call us.')
    """
    statements: list[str] = []
    for piece, item in _split_lines(raw):
        text = render_cell(piece)
        if text.rstrip(" <").endswith(":") and not item:
            continue
        statements.extend([text] if item else split_sentences(text))
    shown = [text for text in statements if text]
    return tuple(shown or [text for text in (render_cell(raw),) if text])


def split_sentences(text: str) -> Iterator[str]:
    """The sentences of a text.

    >>> list(split_sentences("Use tools, e.g. Terraform. See [1]. (Or not.) Done"))
    ['Use tools, e.g. Terraform.', 'See [1].', '(Or not.)', 'Done']
    """
    start = 0
    for end in _SENTENCE_END.finditer(text):
        sentence = text[start : end.end()].rstrip()
        if _ABBREVIATION.search(sentence):
            continue
        yield sentence
        start = end.end()
    if rest := text[start:].strip():
        yield rest


def _split_lines(raw: str) -> Iterator[tuple[str, bool]]:
    """The lines of a cell, without the markers of items, and whether each is an item."""
    start, item = 0, False
    for found in _BREAK.finditer(raw):
        yield _strip_marker(raw[start : found.start()], item=item)
        start, item = found.end(), _HTML_ITEM.match(found[0]) is not None
    yield _strip_marker(raw[start:], item=item)


def _strip_marker(line: str, *, item: bool) -> tuple[str, bool]:
    marker = _MARKER.match(line)
    return (line[marker.end() :], True) if marker else (line.strip(), item)
