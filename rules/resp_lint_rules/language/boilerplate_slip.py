"""RSP603."""

from __future__ import annotations

import re
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Part, Profile, rule
from resp_lint_rules._shared.prose import mask_markup
from resp_lint_rules._shared.text_parts import Stretches, find_structure, find_text
from resp_lint_rules.spelling.suspects import find_suspects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resp_lint import Violation
    from resp_lint_rules.spelling.wordings import WrongPhrase


@rule("RSP603", level=Level.WARNING, fix=FixKind.SAFE, any_page=True)
def boilerplate_slip(page: Page, profile: Profile) -> Findings:
    """Checks that no known wrong phrase stands on a page.

    A wrong phrase that was copied from page to page reaches every reader, and a screen reader reads it aloud.

    The set phrases of these pages come from a template, and so do their slips: `the task that the customer might be
    responsibility for` stood in the summaries of 21 of 99 real pages, five times on most of them. Which phrases are wrong,
    and what is right instead, stands in the profile (`wordings`); one more needs no code. They are sought in titles,
    headings, headers, captions, summaries, cells and paragraphs, without regard to case, double spaces and line breaks,
    and never in code. An article before a name is right (“the Your responsibilities column”), and of two
    phrases, one inside the other, the longer one is reported.

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
    found = [(start, end, facts.slips) for start, end, facts in find_suspects(page, profile).stretches if facts.slips]
    if found:
        slips = dict.fromkeys(slip for _, _, slips in found for slip in slips)
        places = Stretches((start, end) for start, end, _ in found)
        for what, part in chain(find_structure(page, places), find_text(page, places)):
            yield from _check_part(what, part, slips)


def _check_part(what: str, part: Part, slips: Iterable[WrongPhrase]) -> Iterator[Violation]:
    readable = mask_markup(part.raw)
    found = [(slip, match) for slip in slips for match in slip.pattern.finditer(readable) if not _is_name(match[0])]
    for slip, match in found:
        if not any(_is_part(match, other) for _, other in found):
            phrase = Part(part.source, part.start + match.start(), part.start + match.end())
            advice = f"write “{_match_case(match[0], slip.right)}”"
            message = f"{what} says “{' '.join(match[0].split())}”; {advice}"
            yield phrase.at(message, fix=Fix(advice, (_edit(slip, match, phrase.start),)))


def _is_name(phrase: str) -> bool:
    """Whether an article stands before a name: “the Your responsibilities column”."""
    article, *others = phrase.split()
    return article in {"a", "an", "the"} and any(word[0].isupper() for word in others)


def _is_part(match: re.Match[str], other: re.Match[str]) -> bool:
    """Whether a phrase is a part of a longer one, which says more exactly what is meant."""
    return other.start() <= match.start() and match.end() <= other.end() and len(other[0]) > len(match[0])


def _match_case(written: str, right: str) -> str:
    return right[0].upper() + right[1:] if written[0].isupper() else right


def _edit(slip: WrongPhrase, match: re.Match[str], offset: int) -> Edit:
    """Replace the words that differ, and one beside them where a word is only missing or too many."""
    right = slip.right.split()
    shorter = min(len(slip.wrong), len(right))
    head = min(_count_common_words(slip.wrong, right), shorter - 1)
    tail = min(_count_common_words(slip.wrong[::-1], right[::-1]), shorter - head - 1)
    written = [word.span() for word in re.finditer(r"\S+", match[0])][head : len(slip.wrong) - tail]
    start, end = written[0][0], written[-1][1]
    return Edit(
        offset + start, offset + end, _match_case(match[0][start:end], " ".join(right[head : len(right) - tail]))
    )


def _count_common_words(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words are the same at the start."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].lower() == pair[1].lower(), pairs))
