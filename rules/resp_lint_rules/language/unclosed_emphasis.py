"""RSP614."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Part, regex, rule
from resp_lint_rules._shared.code_places import is_inside
from resp_lint_rules._shared.prose import find_code_spans, mask_markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Violation

_OPENING = frozenset("([\"'“‘_")
_MARKS = regex(r"(?<!\\)\*+")


@rule("RSP614", level=Level.WARNING, any_page=True, requires=("plain-markdown",))
def unclosed_emphasis(page: Page) -> Findings:
    r"""Checks that what begins with an asterisk as emphasis also ends with one.

    The asterisk is shown as it stands, and the words are not emphasized.

    It fires on asterisks right before a word, in a cell, a heading or a paragraph in which nothing closes them. An
    asterisk at the start of a paragraph or a cell may be a footnote's, and one beside a full stop a pattern's (`*.txt`):
    they stay silent, as do code and asterisks after a word (“Shared\*”). One that is meant is written `\*`.

    ~~~~bad
    | Service | Purpose |
    |---------|---------|
    | Search | Finds pages of *example.com |
    ~~~~
    ~~~~bad
    Ask the **owner of the service first.
    ~~~~
    ~~~~good
    Ask the **owner** of the *service*, \*.example.com, or `*example.com`. Files: *.txt

    *Not on weekends.
    ~~~~
    """
    if "*" not in page.source.text:
        return
    cells = chain.from_iterable(row.cells for table in page.tables for row in (table.header, *table.rows))
    blocks = (block for block in page.blocks if block.type == "paragraph")
    for part in chain(cells, page.headings, blocks):
        if "*" in part.raw:
            yield from map(_report, _find_unclosed(part))


def _report(place: Part) -> Violation:
    escaped = place.raw.replace("*", "\\*")
    return place.at(f"“{place.raw}” is shown as it stands, as nothing closes it; close it, or write “{escaped}”")


def _find_unclosed(part: Part) -> Iterator[Part]:
    """The asterisks of a part that begin emphasis which nothing ends."""
    raw = part.raw
    opened: list[tuple[int, int]] = []
    for start, end in _find_runs(raw):
        before, after = raw[start - 1 : start] or " ", raw[end : end + 1] or " "
        left = end - start
        # What follows a word closes; between two words, what can close does.
        while opened and left > 0 and _may_close(before, after):
            above, length = opened.pop()
            if length > left:
                opened.append((above, length - left))
            left -= length
        if left == end - start and _may_close(after, before):
            opened.append((start, left))
    for start, length in opened:
        # A lone asterisk at the start may be a footnote's.
        if _begins_word(raw, start, start + length) and (start > 0 or length > 1):
            yield Part(part.source, part.start + start, part.start + start + length)


def _begins_word(raw: str, start: int, end: int) -> bool:
    """Whether asterisks stand right before a word, and not inside of one (`sh*t`) or of a pattern (`~/.*rc`)."""
    before = raw[start - 1 : start] or " "
    return raw[end : end + 1].isalpha() and (before.isspace() or before in _OPENING)


def _find_runs(raw: str) -> Iterator[tuple[int, int]]:
    """Where asterisks stand together, those in code, tags and addresses aside."""
    masked, code = mask_markup(raw), [*find_code_spans(raw)]
    for run in _MARKS.finditer(raw):
        start = run.start()
        if masked[start] != " " and not is_inside(code, start) and (masked[start] == "*" or raw[start - 1].isalnum()):
            yield run.span()


def _may_close(near: str, far: str) -> bool:
    """Whether asterisks between two characters belong to the near one (CommonMark, 6.2)."""
    return not near.isspace() and (near.isalnum() or not far.isalnum())
