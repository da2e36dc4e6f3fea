"""Which words are misspelt, and what was meant: known slips, and unknown words that are near to known ones.

An unknown word is mostly a name, a product or an abbreviation.  It is a slip only where an edit or two make a common word
of it, and it is held against the words of the profile's own structure more boldly than against any others.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint_rules.spelling.candidates import (
    LONG,
    OWN,
    find_near_words,
    is_only_likely,
    may_be_derived,
    select_candidates,
)
from resp_lint_rules.spelling.vocabulary import NAME, Vocabulary
from resp_lint_rules.spelling.word_list import ENDINGS, is_made, load_terms, split_joined_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lint import Profile
    from resp_lint_rules.spelling.candidates import Near

MEMORY = 1 << 15
"""How many words are remembered."""
FOREIGN = 50
MOST = 2000
"""A page with more unknown words than `FOREIGN` and a fifth of its words, or than `MOST`, is not in English."""


class Correction(Struct, frozen=True):
    """What a misspelt word should be.

    `own` says that this is a word of the profile's structure, `name` that it is a name with capitals of its own, `usual`
    that people make the mistake often, `likely` that nothing else is as near, `certain` that nothing else can have been
    meant, `listed` that the slip is a known one.
    """

    right: str
    own: bool
    name: bool
    usual: bool
    likely: bool
    certain: bool
    listed: bool = False


class Speller:
    """Tells what misspelt words should be; the answer for a word never changes, so it is remembered."""

    def __init__(self, profile: Profile) -> None:
        self.vocabulary = Vocabulary(profile)
        self.find_intended = lru_cache(maxsize=MEMORY)(self._find_correction)
        self.is_unknown = lru_cache(maxsize=MEMORY)(self.vocabulary.is_unknown)

    def find_misspelt(self, words: Iterable[str], *, bold: bool) -> dict[str, Correction]:
        """Those of some unknown words that look misspelt; `bold` for the page's structure."""
        return {word: meant for word in words if (meant := self.find_intended(word, bold=bold))}

    def _find_correction(self, word: str, *, bold: bool) -> Correction | None:
        lower, vocabulary = word.lower(), self.vocabulary
        known = vocabulary.misspellings.get(lower)
        if known and (len(word) >= NAME or known.isupper() or not word.isupper()):
            return Correction(
                _match_case(word, known),
                known in vocabulary.own,
                not known.islower(),
                usual=True,
                likely=True,
                certain=True,
                listed=True,
            )
        if not self.is_unknown(word):
            return None
        near = find_near_words(lower, vocabulary.targets)
        best = next(iter(select_candidates(lower, near, bold=bold)), None)
        if best is None:
            return _correct_joined_words(word)
        if not _can_be(word, best) or _is_form(lower, best):
            return None
        right = vocabulary.names.get(best.word) or load_terms().get(best.word, best.word)
        likely = is_only_likely(lower, best, near)
        certain = likely and not may_be_derived(lower, best) and (right.islower() or not word.islower())
        return Correction(
            _match_case(word, right), best.power == OWN, not right.islower(), not best.odd, likely, certain
        )


def _correct_joined_words(word: str) -> Correction | None:
    """Two words of a sentence that run together, where one of them makes no compounds: “architecturedoes”."""
    parts = split_joined_words(word.lower()) if word.islower() else None
    return (
        Correction(" ".join(parts), own=False, name=False, usual=False, likely=False, certain=False) if parts else None
    )


def _is_form(word: str, best: Near) -> bool:
    """Whether a word is made of others as English makes words, and not by a slip in one of the structure."""
    ending = word.removeprefix(best.word)
    return is_made(word) and (best.power < OWN or best.distance > 1 or (ending != word and ending in ENDINGS))


def _can_be(word: str, meant: Near) -> bool:
    """Whether a word in capitals, or with some inside, can be a slip: of the structure, or of a name that is written so."""
    if word.islower() or word.istitle():
        return True
    if word.isupper():
        return meant.power == OWN and len(word) >= LONG - 1
    written = load_terms().get(meant.word, "")
    mixed = not (written.islower() or written.istitle() or not written)
    return mixed and not meant.odd and meant.distance == 1 and len(word) >= NAME


def _match_case(word: str, right: str) -> str:
    """The right form as the wrong one is written; a name keeps its own capitals.

    >>> _match_case("Managment", "management"), _match_case("MANAGMENT", "management"), _match_case("oath", "OAuth")
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
