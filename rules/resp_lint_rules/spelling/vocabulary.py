"""What a profile holds for right and for wrong: the words of its structure, its names, its known slips."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from resp_lint_rules.spelling.word_list import is_listed, is_made, load_misspellings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Profile

NAME = 7
"""A shorter word with a capital is rather a name, or an abbreviation, than a slip."""


class Vocabulary:
    """The words of a profile, and of English and computing after them."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

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
    def names(self) -> dict[str, str]:
        """The profile's names that are long enough to be told from others, in lower case and as they are written."""
        return {word.lower(): word for word in self._profile.spelling.right if len(word) >= NAME}

    @cached_property
    def targets(self) -> frozenset[str]:
        """What unknown words are held against first."""
        return self.own | frozenset(self.names)

    @cached_property
    def misspellings(self) -> dict[str, str]:
        """Known slips in lower case, and what was meant."""
        misspellings = self._profile.spelling.misspellings
        return load_misspellings() | {wrong.lower(): right for wrong, right in misspellings.items()}

    @cached_property
    def _right(self) -> frozenset[str]:
        attributes = self._profile.attributes
        names = " ".join((*attributes.keys, *attributes.flags, *attributes.classes)).lower()
        return (
            self.own | {word.lower() for word in self._profile.spelling.right} | frozenset(re.findall("[a-z]+", names))
        )

    @cached_property
    def _targets_by_length(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for word in self.targets:
            found.setdefault(len(word), []).append(word)
        return found

    def _is_near(self, word: str) -> bool:
        """Whether a word without one letter is a target without one letter, or either of them as it is."""
        lengths = range(len(word) - 1, len(word) + 2)
        near = (other for length in lengths for other in self._targets_by_length.get(length, ()))
        # One of the first two letters is left.
        likely = (other for other in near if word[0] in other[:2] or word[1:2] in other[:2])
        return not set(_make_stubs(word)).isdisjoint(stub for other in likely for stub in _make_stubs(other))

    def is_unknown(self, word: str) -> bool:
        """Whether a word is known to nobody and may be a slip, or is a known one."""
        lower = word.lower()
        if lower in self.misspellings:
            return True
        # Most words are listed; what the profile knows is gathered for the first one that is not.
        if is_listed(lower) or _is_abbreviation(word) or lower in self._right:
            return False
        return not is_made(lower) or self._is_near(lower)


def _make_stubs(word: str) -> Iterator[str]:
    """A word, and what is left of it without one letter: two words that one edit parts have one of these in common."""
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))


def _is_abbreviation(word: str) -> bool:
    return len(word) < NAME and not (word.islower() or word.istitle())
