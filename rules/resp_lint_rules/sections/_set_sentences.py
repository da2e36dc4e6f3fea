"""What an area's section says besides its tables: its set sentence, or something of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Part, measure_likeness, normalized, regex

if TYPE_CHECKING:
    from resp_lint import Area, Block

_SENTENCE_END = regex(r"[.!?:](?=\s|$)")
_WORD = regex(r"[^\W_]+")
_ENDINGS = ("ing", "ed", "es", "s", "e")
_SHORTEST_STEM = 4


def find_first_sentence(paragraph: Block) -> Part:
    """The first sentence of a paragraph."""
    end = _SENTENCE_END.search(paragraph.raw)
    return Part(paragraph.source, paragraph.start, paragraph.start + end.end() if end else paragraph.end)


def is_similar(text: str, sentence: str, cutoff: int) -> bool:
    """Whether a text is a sentence, its end, or much like it (`cutoff` in percent)."""
    text, sentence = normalized(text), normalized(sentence)
    if sentence.endswith(text):
        return True
    if len(text) > 2 * len(sentence):
        return False
    return measure_likeness(text, sentence) >= cutoff


def holds_sentence(text: str, area: Area) -> bool:
    """Whether a text holds the set sentence of an area, whatever the forms of its words and the variant of its title."""
    stems = _stem_text(text)
    return any(sentence in stems for sentence in _stem_sentence(area))


def _stem_sentence(area: Area) -> tuple[str, ...]:
    sentence = area.sentence
    if not sentence.startswith(area.title):
        return (_stem_text(sentence),)
    rest = sentence.removeprefix(area.title)
    return tuple(_stem_text(title + rest) for title in (area.title, *area.variants))


def _stem_text(text: str) -> str:
    """The words of a text without their endings, parted by spaces.

    >>> _stem_text("Provisioning sites") == _stem_text("provision site,")
    True
    """
    return f" {' '.join(_stem_word(word) for word in _WORD.findall(normalized(text)))} "


def _stem_word(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
