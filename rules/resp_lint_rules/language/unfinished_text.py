"""RSP613."""

from __future__ import annotations

import re
from itertools import chain
from typing import Annotated

from msgspec import Meta

from resp_lint import Block, Findings, Level, Page, Part, regex, rule
from resp_lint_rules._shared.code_places import Code
from resp_lint_rules._shared.row_text import shorten

_SENTENCE = regex(r"[^.!?:\r\n|]+(?:[\r\n](?![\r\n])[^.!?:\r\n|]+)*")
_WORD = regex(r"[^\W_]+(?:['’-][^\W_]+)*")
_ABOUT_THE_PAGE = regex(
    r"\b(?:this|these|the following) (?:[\w-]+ )?"
    r"(?:page|doc(?:ument(?:ation)?)?|section|table|list|matrix|guide|article|file|polic(?:y|ies)|chart|chapter|text)s?\b"
    r"|\bthe (?:page|doc(?:ument(?:ation)?)?|section|article)\b|\bthe (?:list|table|matrix|chart) [\w ]*\b(?:below|above)\b"
    r"|^this (?:is|remains)\b"
)
_CONDITION = regex(r"\b(?:if|when|whenever|while|until|unless|once|whether|as long as)\b")
FEW_WORDS = 3
"""Beside so few words more, a phrase speaks of the page: “Note: work in progress”."""


@rule("RSP613", level=Level.WARNING, any_page=True, requires=("plain-markdown",))
def unfinished_text(
    page: Page,
    *,
    labels: Annotated[
        tuple[str, ...], Meta(description="What says alone that a text is not finished, in lower case.")
    ] = (
        "work in progress",
        "work-in-progress",
        "wip",
        "under construction",
        "coming soon",
        "to be written",
        "to be completed",
        "to be filled in",
    ),
    phrases: Annotated[
        tuple[str, ...], Meta(description="What says so in a sentence about the page, in lower case.")
    ] = ("not finished", "not yet finished", "not complete", "not yet complete", "unfinished", "incomplete", "a draft"),
) -> Findings:
    """Checks that no page says of itself that it is not finished.

    “This document is a work in progress” tells readers not to rely on what follows, and not which part of it to rely on.

    It fires on headings and paragraphs with a sentence that says one of the `labels` and little else (“Note: work in
    progress”), and on those that say of the page, a section or a table that it is one of them, or one of the `phrases`
    (“This page is a draft”). What a page says of other work stays silent.

    ~~~~bad
    # Who owns what

    **Note:** This document is a work in progress.
    ~~~~
    ~~~~bad
    ## Escalation (WIP)
    ~~~~
    ~~~~good
    # Who owns what

    Reviewers limit the work in progress of a team to three issues, and close those that are incomplete.
    ~~~~
    """
    lower = page.source.text.lower()
    words = " ".join(lower.split())
    present = [phrase for phrase in (*labels, *phrases) if phrase in words]
    if not present:
        return
    pattern = regex(rf"(?<![\w-])(?:{'|'.join(map(_escape, sorted(present, key=len, reverse=True)))})(?![\w-])")
    code = Code(page)
    blocks = (block for block in page.blocks if block.type == "paragraph")
    for part in chain(page.headings, blocks):
        # A list may be of words and what they mean.
        listed = isinstance(part, Block) and part.in_list
        alone = frozenset(labels) if not listed else frozenset()
        found = _find_statement(part, pattern, code, alone)
        if found:
            yield found.at(
                f"“{shorten(' '.join(found.raw.split()))}”: finish it, or say what is missing and when it comes"
            )


def _escape(phrase: str) -> str:
    return r"\s+".join(map(re.escape, phrase.split()))


def _find_statement(part: Part, pattern: re.Pattern[str], code: Code, alone: frozenset[str]) -> Part | None:
    """Where a part says of its page that it is not finished; what says so `alone` needs no words about the page."""
    text = part.raw.lower()
    if not pattern.search(text):
        return None
    for sentence in _SENTENCE.finditer(text):
        phrase = pattern.search(sentence[0])
        if phrase is None or part.start + sentence.start() + phrase.start() in code:
            continue
        above = " ".join(sentence[0][: phrase.start()].split())
        few = len(_WORD.findall(sentence[0])) - len(_WORD.findall(phrase[0])) <= FEW_WORDS
        states = _ABOUT_THE_PAGE.search(above) and not _CONDITION.search(above)
        if states or (few and " ".join(phrase[0].split()) in alone):
            start = part.start + sentence.start() + phrase.start()
            return Part(part.source, start, start + len(phrase[0]))
    return None
