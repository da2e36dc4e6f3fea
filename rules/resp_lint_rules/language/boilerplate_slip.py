"""RSP603."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Part, Profile, rule
from resp_lint_rules.language._parts import structure, text
from resp_lint_rules.language._prose import prose
from resp_lint_rules.language._quick import can_hold, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint import Fault


@rule("RSP603", level=Level.WARNING, fix=FixKind.SAFE, any_page=True)
def boilerplate_slip(page: Page, profile: Profile) -> Findings:
    """A wrong phrase that was copied from page to page is in front of every reader, and a screen reader reads it aloud.

    The set phrases of these pages come from a template, and so do their slips: `the task that the customer might be
    responsibility for` stood in the summaries of 21 of 99 real pages, five times on most of them. Which phrases are wrong,
    and what is right instead, stands in the profile (`wordings`); one more needs no code. They are sought in titles,
    headings, headers, captions, summaries, cells and paragraphs, without regard to case, double spaces and line breaks,
    and never in code.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Back up indexes | N/A | You are responsible for ensure that backups exist. |
    {: summary="The first column describes the task that a the customer or IBM might be responsibility for."}
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Back up indexes | N/A | You are responsible for ensuring that backups exist. |
    {: summary="The first column describes the task that the customer or IBM might be responsible for."}
    ~~~~
    ~~~~good
    The customer might be responsible for a task; it is the responsibility of IBM to say so on a regular basis.
    ~~~~
    """
    slips = [slip for slip in _slips(profile) if can_hold(page.source.text, slip.words)]
    for what, part in chain(structure(page), text(page)) if slips else ():
        written = part.raw.lower()
        for slip in slips:
            if slip.longest in written:
                yield from _faults(what, part, slip)


def _faults(what: str, part: Part, slip: _Slip) -> Iterator[Fault]:
    for match in slip.pattern.finditer(prose(part.raw)):
        phrase = Part(part.page, part.start + match.start(), part.start + match.end())
        advice = f"write “{_like(match[0], slip.right)}”"
        message = f"{what} says “{' '.join(match[0].split())}”; {advice}"
        yield phrase.at(message, fix=Fix(advice, (_edit(slip, match, phrase.start),)))


class _Slip:
    """A wrong phrase, ready to be sought."""

    def __init__(self, wrong: str, right: str) -> None:
        self.wrong, self.right = wrong.split(), right
        self.pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, self.wrong)) + r"(?!\w)", re.IGNORECASE)
        self.words = tuple(fold(wrong))
        self.longest = max(wrong.lower().split(), key=len)


@lru_cache(maxsize=8)
def _slips(profile: Profile) -> tuple[_Slip, ...]:
    return tuple(_Slip(wording.wrong, wording.right) for wording in profile.wordings)


def _like(written: str, right: str) -> str:
    return right[0].upper() + right[1:] if written[0].isupper() else right


def _edit(slip: _Slip, match: re.Match[str], offset: int) -> Edit:
    """Replace the words that differ, and one beside them where a word is only missing or too many."""
    right = slip.right.split()
    shorter = min(len(slip.wrong), len(right))
    head = min(_alike(slip.wrong, right), shorter - 1)
    tail = min(_alike(slip.wrong[::-1], right[::-1]), shorter - head - 1)
    written = [word.span() for word in re.finditer(r"\S+", match[0])][head : len(slip.wrong) - tail]
    start, end = written[0][0], written[-1][1]
    return Edit(offset + start, offset + end, _like(match[0][start:end], " ".join(right[head : len(right) - tail])))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words are the same at the start."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].lower() == pair[1].lower(), pairs))
