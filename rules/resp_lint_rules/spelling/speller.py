"""Which words are misspelt, and what was meant: known slips, and unknown words that are near to known ones.

An unknown word is mostly a name, a product or an abbreviation.  It is a slip only where an edit or two make a common word
of it, and it is held against the words of the profile's own structure more boldly than against any others.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint_rules.spelling.candidates import LONG, OWN, find_candidates
from resp_lint_rules.spelling.vocabulary import NAME, Vocabulary
from resp_lint_rules.spelling.word_list import is_made, load_terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lint import Profile
    from resp_lint_rules.spelling.candidates import Near

MEMORY = 1 << 15
"""How many words are remembered."""
FOREIGN = 50
MOST = 2000
"""A page with more unknown words than `FOREIGN` and a fifth of its words, or than `MOST`, is not in English."""
CERTAIN = 7
"""How common a word is, as a power of ten, that an unknown one is turned into without a look, whatever the edit."""


class Correction(Struct, frozen=True):
    """What a misspelt word should be.

    `own` says that this is a word of the profile's structure, `name` that it is a name with capitals of its own, `usual`
    that people make the mistake often, `certain` that nothing else can have been meant.
    """

    right: str
    own: bool
    name: bool
    usual: bool
    certain: bool


class Speller:
    """Tells what misspelt words should be; the answer for a word never changes, so it is remembered."""

    def __init__(self, profile: Profile) -> None:
        self.vocabulary = Vocabulary(profile)
        self.meant = lru_cache(maxsize=MEMORY)(self._meant)
        self.is_unknown = lru_cache(maxsize=MEMORY)(self.vocabulary.is_unknown)

    def misspelt(self, words: Iterable[str], *, bold: bool) -> dict[str, Correction]:
        """Those of some unknown words that look misspelt; `bold` for the page's structure."""
        return {word: meant for word in words if (meant := self.meant(word, bold=bold))}

    def _meant(self, word: str, *, bold: bool) -> Correction | None:
        lower, vocabulary = word.lower(), self.vocabulary
        known = vocabulary.misspellings.get(lower)
        if known and (len(word) >= NAME or known.isupper() or not word.isupper()):
            return Correction(
                _in_case(word, known), known in vocabulary.own, not known.islower(), usual=True, certain=True
            )
        if not self.is_unknown(word):
            return None
        best, *others = find_candidates(lower, vocabulary.targets, bold=bold) or (None,)
        if best is None or not _can_be(word, best) or (is_made(lower) and (best.power < OWN or best.distance > 1)):
            return None
        right = vocabulary.names.get(best.word) or load_terms().get(best.word, best.word)
        return Correction(
            _in_case(word, right), best.power == OWN, not right.islower(), not best.odd, _is_certain(best, others)
        )


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
    written = load_terms().get(meant.word, "")
    mixed = not (written.islower() or written.istitle() or not written)
    return mixed and not meant.odd and meant.distance == 1 and len(word) >= NAME


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
def get_speller(profile: Profile) -> Speller:
    """The speller of a profile."""
    return Speller(profile)
