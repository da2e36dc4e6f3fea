"""The misspelt words of a page, where they stand."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from resp_lint import Edit, Fix, Part
from resp_lint_rules._shared.prose import split_prose
from resp_lint_rules._shared.text_parts import Stretches
from resp_lint_rules.spelling.speller import get_speller
from resp_lint_rules.spelling.suspects import find_suspects
from resp_lint_rules.spelling.vocabulary import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint import Page, Profile, Violation
    from resp_lint_rules._shared.prose import Word
    from resp_lint_rules.spelling.speller import Correction

FREQUENT = 4
"""A word that stands so often on a page is a name or a term of its own, unless it is near to the profile's structure."""


def find_misspelled_words(page: Page, profile: Profile, *, bold: bool) -> dict[str, Correction]:
    """The words of a page that are misspelt if they stand where `bold` says, and are prose there; mostly none."""
    misspelt = get_speller(profile).misspelt(find_suspects(page, profile).unknown, bold=bold)
    return {word: meant for word, meant in misspelt.items() if meant.own or not _is_term(page, word)}


def _is_term(page: Page, word: str) -> bool:
    """Whether a word is the page's own: it comes again and again, or stands in code."""
    text = page.source.text
    code = (block for block in page.blocks if block.type != "paragraph")
    return text.count(word) >= FREQUENT or f"`{word}`" in text or any(word in block.raw for block in code)


def locate_words(page: Page, words: Iterable[str]) -> Stretches:
    """Where on a page some words stand, also as parts of others."""
    found = (re.finditer(word, page.source.text) for word in words)
    return Stretches(match.span() for match in chain.from_iterable(found))


def report_misspellings(
    parts: Iterable[tuple[str, Part]], misspelt: dict[str, Correction], *, bold: bool
) -> Iterator[Violation]:
    """A violation for each misspelt word of some parts, each part with what it is; `bold` for the page's structure."""
    for what, part in parts:
        for word in split_prose(part.raw):
            meant = misspelt.get(word.text)
            if meant and _is_slip(word, meant, bold=bold):
                yield report_misspelling(what, Part(part.page, part.start + word.start, part.start + word.end), meant)


def report_misspelling(what: str, word: Part, meant: Correction) -> Violation:
    """The violation that a word is misspelt, with its fix."""
    advice = f"write “{meant.right}”" if meant.certain else f"did you mean “{meant.right}”?"
    fix = Fix(f"write “{meant.right}”", (Edit(word.start, word.end, meant.right),), safe=meant.certain)
    return word.at(f"{what} says “{word.raw}”; {advice}", fix=fix)


def _is_slip(word: Word, meant: Correction, *, bold: bool) -> bool:
    """Whether a word is a slip where it stands, and no name."""
    named = word.text[0].isupper() and not word.opens
    if meant.own:
        return bold or not named or len(word.text) >= NAME
    if meant.name:
        named = named and word.text.istitle() and len(word.text) <= NAME
    if bold and meant.usual:
        named = named and len(word.text) < NAME
    return not named and (len(word.text) >= NAME or not word.text.istitle())
