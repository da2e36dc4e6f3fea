"""What an area's section says besides its tables: its set sentence, or something of its own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from resp_lint import Part, normalized, regex

if TYPE_CHECKING:
    from resp_lint import Block

_SENTENCE_END = regex(r"[.!?:](?=\s|$)")


def first_sentence(paragraph: Block) -> Part:
    """The first sentence of a paragraph."""
    end = _SENTENCE_END.search(paragraph.raw)
    return Part(paragraph.page, paragraph.start, paragraph.start + end.end() if end else paragraph.end)


@lru_cache(maxsize=2048)
def resembles(text: str, sentence: str, cutoff: int) -> bool:
    """Whether a text is a sentence, its end, or much like it (`cutoff` in percent)."""
    text, sentence = normalized(text), normalized(sentence)
    if sentence.endswith(text):
        return True
    if len(text) > 2 * len(sentence):
        return False
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only a text that is not word for word the sentence pays for it

    return fuzz.ratio(text, sentence) >= cutoff
