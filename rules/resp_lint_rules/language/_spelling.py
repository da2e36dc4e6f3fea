"""Which words of a page are misspelt, and what was meant: known slips, and unknown words that are near to known ones.

An unknown word is mostly a name, a product or an abbreviation.  It is a slip only where an edit or two make a common word
of it, and it is held against the words of the profile's own structure more boldly than against any others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from resp_lint_rules.language._near import LONG, OWN, candidates
from resp_lint_rules.language._quick import letters_of
from resp_lint_rules.language._words import is_listed, is_made, slips, terms

if TYPE_CHECKING:
    from resp_lint import Profile
    from resp_lint_rules.language._near import Near

NAME = 7
"""A shorter word with a capital is rather a name than a slip."""
CERTAIN = 7
"""How common a word is, as a power of ten, that an unknown one is turned into without a look, whatever the edit."""


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
        self.meant = lru_cache(maxsize=1 << 15)(self._meant)
        self._suspects_in = lru_cache(maxsize=1 << 15)(self._suspects_in_chunk)
        self._suspects = lru_cache(maxsize=4)(self._suspects_in_text)

    def misspelt(self, text: str, *, bold: bool) -> dict[str, Meant]:
        """The words anywhere in a text, code included, that look misspelt; `bold` for the page's structure."""
        return {word: meant for word in self._suspects(text) if (meant := self.meant(word, bold))}

    def _suspects_in_text(self, text: str) -> frozenset[str]:
        # What stands between blanks comes again and again, and is almost always right.
        chunks = (suspects for chunk in set(text.split()) if (suspects := self._suspects_in(chunk)))
        return frozenset(chain.from_iterable(chunks))

    def _suspects_in_chunk(self, chunk: str) -> tuple[str, ...]:
        return tuple(word for word in letters_of(chunk) if self.meant(word, True) or self.meant(word, False))  # noqa: FBT003

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
