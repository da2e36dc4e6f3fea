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
from resp_lint_rules.language._quick import words_in
from resp_lint_rules.language._words import is_listed, is_made, slips, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Profile
    from resp_lint_rules.language._near import Near

NAME = 7
"""A shorter word with a capital is rather a name than a slip."""
MEMORY = 1 << 15
"""How many words, and how many chunks, are remembered."""
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
        self._fine: set[str] = set()
        self.meant = lru_cache(maxsize=MEMORY)(self._meant)
        self._suspects = lru_cache(maxsize=4)(self._suspects_in_text)

    def misspelt(self, text: str, *, bold: bool) -> dict[str, Meant]:
        """The words of a text that look misspelt, some that are no prose among them; `bold` for the page's structure."""
        return {word: meant for word in self._suspects(text) if (meant := self.meant(word, bold=bold))}

    def _suspects_in_text(self, text: str) -> frozenset[str]:
        # What stands between blanks comes again and again, and is almost always right.
        chunks = {chunk: self._suspects_in_chunk(chunk) for chunk in set(text.split()) - self._fine}
        if len(self._fine) > MEMORY:
            self._fine.clear()
        self._fine.update(chunk for chunk, suspects in chunks.items() if not suspects)
        return frozenset(chain.from_iterable(chunks.values()))

    def _suspects_in_chunk(self, chunk: str) -> list[str]:
        return [word for word in words_in(chunk) if self.meant(word, bold=True) or self.meant(word, bold=False)]

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
    def _names(self) -> dict[str, str]:
        """The profile's own names that are long enough to be told from others, in lower case and as they are written."""
        return {word.lower(): word for word in self._profile.spelling.right if len(word) >= NAME}

    @cached_property
    def _targets(self) -> frozenset[str]:
        return self.own | frozenset(self._names)

    @cached_property
    def _right(self) -> frozenset[str]:
        profile = self._profile
        names = " ".join((*profile.attributes.keys, *profile.attributes.flags, *profile.attributes.classes)).lower()
        return self.own | {word.lower() for word in profile.spelling.right} | frozenset(re.findall("[a-z]+", names))

    @cached_property
    def _known(self) -> dict[str, str]:
        misspellings = self._profile.spelling.misspellings
        return slips() | {wrong.lower(): right for wrong, right in misspellings.items()}

    @cached_property
    def _stubs(self) -> frozenset[str]:
        return frozenset(stub for word in self._targets for stub in _stubs(word))

    def _meant(self, word: str, *, bold: bool) -> Meant | None:
        lower = word.lower()
        right = self._known.get(lower)
        if right and (len(word) >= NAME or right.isupper() or not word.isupper()):
            return Meant(_in_case(word, right), right in self.own, not right.islower(), certain=True)
        if lower in self._right or is_listed(lower) or _is_abbreviation(word):
            return None
        made = is_made(lower)
        if made and self._stubs.isdisjoint(_stubs(lower)):
            return None
        best, *others = candidates(lower, self._targets, bold=bold) or (None,)
        if best is None or not _can_be(word, best) or (made and (best.power < OWN or best.distance > 1)):
            return None
        right = self._names.get(best.word) or terms().get(best.word, best.word)
        return Meant(_in_case(word, right), best.power == OWN, not right.islower(), _is_certain(best, others))


def _stubs(word: str) -> Iterator[str]:
    """A word, and what is left of it without one letter: two words that one edit parts have one of these in common."""
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def _is_abbreviation(word: str) -> bool:
    """Whether capitals make a word an abbreviation or a short name."""
    return len(word) < NAME and not (word.islower() or word.istitle())


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
