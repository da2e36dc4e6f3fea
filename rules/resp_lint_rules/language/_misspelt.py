"""The misspelt words of a page, where they stand."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from resp_lint import Edit, Fix, Part
from resp_lint_rules.language._look import look
from resp_lint_rules.language._parts import Places
from resp_lint_rules.language._prose import prose_words
from resp_lint_rules.language._spelling import speller
from resp_lint_rules.language._vocabulary import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint import Fault, Page, Profile
    from resp_lint_rules.language._prose import Word
    from resp_lint_rules.language._spelling import Meant

FREQUENT = 4
"""A word that stands so often on a page is a name or a term of its own, unless it is near to the profile's structure."""


def misspelt_words(page: Page, profile: Profile, *, bold: bool) -> dict[str, Meant]:
    """The words of a page that are misspelt if they stand where `bold` says, and are prose there; mostly none."""
    misspelt = speller(profile).misspelt(look(page, profile).unknown, bold=bold)
    return {word: meant for word, meant in misspelt.items() if meant.own or not _is_term(page, word)}


def _is_term(page: Page, word: str) -> bool:
    """Whether a word is the page's own: it comes again and again, or stands in code."""
    text = page.source.text
    code = (block for block in page.blocks if block.type != "paragraph")
    return text.count(word) >= FREQUENT or f"`{word}`" in text or any(word in block.raw for block in code)


def places_of(page: Page, words: Iterable[str]) -> Places:
    """Where on a page some words stand, also as parts of others."""
    found = (re.finditer(word, page.source.text) for word in words)
    return Places(match.span() for match in chain.from_iterable(found))


def misspellings(parts: Iterable[tuple[str, Part]], misspelt: dict[str, Meant], *, bold: bool) -> Iterator[Fault]:
    """A fault for each misspelt word of some parts, each part with what it is; `bold` for the page's structure."""
    for what, part in parts:
        for word in prose_words(part.raw):
            meant = misspelt.get(word.text)
            if meant and _is_slip(word, meant, bold=bold):
                yield fault(what, Part(part.page, part.start + word.start, part.start + word.end), meant)


def fault(what: str, word: Part, meant: Meant) -> Fault:
    """The fault that a word is misspelt, with its fix."""
    advice = f"write “{meant.right}”" if meant.certain else f"did you mean “{meant.right}”?"
    fix = Fix(f"write “{meant.right}”", (Edit(word.start, word.end, meant.right),), safe=meant.certain)
    return word.at(f"{what} says “{word.raw}”; {advice}", fix=fix)


def _is_slip(word: Word, meant: Meant, *, bold: bool) -> bool:
    """Whether a word is a slip where it stands, and no name."""
    named = word.text[0].isupper() and not word.opens
    if meant.own:
        return bold or not named or len(word.text) >= NAME
    if meant.name:
        named = named and word.text.istitle() and len(word.text) <= NAME
    if bold and meant.usual:
        named = named and len(word.text) < NAME
    return not named and (len(word.text) >= NAME or not word.text.istitle())
