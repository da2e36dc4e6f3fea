"""Which words of a page are misspelt, and what was meant: known slips, and unknown words that are near to known ones.

An unknown word is mostly a name, a product or an abbreviation.  It is a slip only where an edit or two make a common word
of it, and it is held against the words of the profile's own structure more boldly than against any others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from resp_lint import Edit, Fix, Part
from resp_lint_rules.language._near import LONG, OWN, candidates
from resp_lint_rules.language._prose import prose_words, words_of
from resp_lint_rules.language._words import is_listed, is_made, slips, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint import Fault, Page, Profile
    from resp_lint_rules.language._near import Near
    from resp_lint_rules.language._prose import Word

NAME = 7
"""A shorter word with a capital is rather a name than a slip."""
CERTAIN = 7
"""How common a word is, as a power of ten, that an unknown one is turned into without a look, whatever the edit."""
FREQUENT = 4
"""A word that stands so often on a page is a name or a term of its own, unless it is near to the profile's structure."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a misspelt word should be.

    `own` says that this is a word of the profile's structure, `name` that it is a name with capitals of its own, `certain`
    that nothing else can have been meant.
    """

    right: str
    own: bool
    name: bool
    certain: bool


class Speller:
    """What a profile and English hold for right and wrong; the answer for a word never changes, so it is remembered."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self.meant = lru_cache(maxsize=1 << 16)(self._meant)
        self.misspelt = lru_cache(maxsize=4)(self._misspelt)

    def _misspelt(self, text: str, bold: bool) -> dict[str, Meant]:  # noqa: FBT001 -- a remembered call takes it by place
        """The words anywhere in a text that look misspelt; `bold` for the page's structure."""
        return {word: meant for word in words_of(text) if (meant := self.meant(word, bold))}

    @cached_property
    def own(self) -> frozenset[str]:
        """The words of the profile's structure."""
        profile = self._profile
        texts = list(profile.spelling.vocabulary)
        texts += [text for area in profile.areas for text in (area.title, *area.variants, area.sentence)]
        texts += [spelling for owner in profile.owners for spelling in owner.spellings]
        texts += [title for form in profile.table_forms for column in form.columns for title in column.titles]
        return frozenset(re.findall("[a-z]{4,}", " ".join(texts).lower()))

    @cached_property
    def _right(self) -> frozenset[str]:
        return self.own | {word.lower() for word in self._profile.spelling.right}

    @cached_property
    def _known(self) -> dict[str, str]:
        misspellings = self._profile.spelling.misspellings
        return slips() | {wrong.lower(): right for wrong, right in misspellings.items()}

    def _meant(self, word: str, bold: bool) -> Meant | None:  # noqa: FBT001
        lower = word.lower()
        right = self._known.get(lower)
        if right and (len(word) >= NAME or right.isupper() or not word.isupper()):
            return Meant(_in_case(word, right), right in self.own, not right.islower(), certain=True)
        if lower in self._right or is_listed(lower):
            return None
        best, *others = candidates(lower, self.own, bold=bold) or (None,)
        if best is None or not _can_be(word, best) or (_is_doubtful(best) and is_made(lower)):
            return None
        right = terms().get(best.word, best.word)
        return Meant(_in_case(word, right), best.power == OWN, not right.islower(), _is_certain(best, others))


def _is_doubtful(meant: Near) -> bool:
    """Whether a word that is made of others is right rather than a slip: unless it is as near as can be to a common word."""
    if meant.distance > 1 or meant.power == OWN:
        return meant.distance > 1
    return meant.power < CERTAIN or meant.odd or len(meant.word) < LONG - 1


def _is_certain(best: Near, others: list[Near]) -> bool:
    """Whether nothing else can have been meant: a common edit, or a common word, and no other as near and as common."""
    likely = not best.odd or best.power >= CERTAIN
    return likely and all(other.distance > best.distance or other.power + 2 <= best.power for other in others)


def _can_be(word: str, meant: Near) -> bool:
    """Whether a word in capitals, or with some inside, can be a slip: of the structure, or of a name that is written so."""
    if word.islower() or word.istitle():
        return True
    if word.isupper():
        return meant.power == OWN and len(word) >= LONG - 1
    written = terms().get(meant.word, "")
    return (
        not meant.odd
        and meant.distance == 1
        and len(word) >= NAME
        and not (written.islower() or written.istitle() or not written)
    )


def _in_case(word: str, right: str) -> str:
    """The right form as the wrong one is written; a name keeps its own capitals.

    >>> _in_case("Managment", "management"), _in_case("MANAGMENT", "management"), _in_case("oath", "OAuth")
    ('Management', 'MANAGEMENT', 'OAuth')
    """
    if not right.islower():
        return right
    if word.isupper():
        return right.upper()
    return right[0].upper() + right[1:] if word[0].isupper() else right


@lru_cache(maxsize=8)
def speller(profile: Profile) -> Speller:
    """The speller of a profile."""
    return Speller(profile)


def misspelt_words(page: Page, profile: Profile, *, bold: bool) -> dict[str, Meant]:
    """The words anywhere on a page, code included, that look misspelt, if they stand where `bold` says; mostly none."""
    return speller(profile).misspelt(page.source.text, bold)


def misspellings(page: Page, profile: Profile, parts: Iterable[tuple[str, Part]], *, bold: bool) -> Iterator[Fault]:
    """A fault for each misspelt word of some parts, each part with what it is; `bold` for the page's structure."""
    misspelt = misspelt_words(page, profile, bold=bold)
    for what, part in parts if misspelt else ():
        if any(word in part.raw for word in misspelt):
            for word in prose_words(part.raw):
                meant = misspelt.get(word.text)
                if meant and _is_slip(page, word, meant, bold=bold):
                    yield fault(what, Part(page, part.start + word.start, part.start + word.end), meant)


def fault(what: str, word: Part, meant: Meant, help: str = "", *, safe: bool = True) -> Fault:  # noqa: A002 -- the field's name
    """The fault that a word is misspelt, with its fix."""
    advice = f"write “{meant.right}”" if meant.certain else f"did you mean “{meant.right}”?"
    fix = Fix(f"write “{meant.right}”", (Edit(word.start, word.end, meant.right),), safe=safe and meant.certain)
    return word.at(f"{what} says “{word.raw}”; {advice}", help, fix)


def _is_slip(page: Page, word: Word, meant: Meant, *, bold: bool) -> bool:
    """Whether a word is a slip where it stands, and no name or term."""
    named = word.text[0].isupper() and not word.opens
    if meant.own:
        return bold or not named or len(word.text) >= NAME
    if meant.name:
        named = named and word.text.istitle() and len(word.text) <= NAME
    if named or (word.text.istitle() and len(word.text) < NAME):
        return False
    return page.source.text.count(word.text) < FREQUENT and not _is_code(page, word.text)


def _is_code(page: Page, word: str) -> bool:
    return f"`{word}`" in page.source.text or any(
        word in block.raw for block in page.blocks if block.type != "paragraph"
    )
