"""The names that attribute lists may hold, and which of them a misspelt one was meant to be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint import find_within

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resp_lint import AttributeItem, Page, Profile

_LETTERS = 2
"""How many letters may tell a slip from the name that was meant."""
# Shorter names are too near to other words, and so many letters are much of a short name.
_SHORTEST = 4
_SOLID = 6
_LONG = 9
MOST_OWN = 200
"""How many names a page may define so that slips for them are looked for, as each is compared with every other word.

Of 456 real pages none defines more than 71.
"""


class Names(Struct, frozen=True):
    """The names that are right on a page: keys with a value, and words that stand alone or after a dot.

    `likely` are the words for which another one can be a slip.
    """

    keys: frozenset[str]
    words: frozenset[str]
    likely: frozenset[str]

    @classmethod
    def of(cls, page: Page, profile: Profile) -> Names:
        """What the profile knows, and what the page itself defines."""
        return _collect_names(page, profile)

    @classmethod
    def known(cls, profile: Profile) -> Names:
        """What the profile knows, on any page."""
        return _make_names(profile.attributes.known_keys, profile.attributes.known_words, frozenset())

    def find_intended(self, item: AttributeItem) -> str | None:
        """The name that an item's misspelt one was meant to be; None where it is right, or like none that is known."""
        key = item.key
        if key == "id":
            return None
        if key == "class" or item.bare:
            word = item.value if key == "class" else key
            return None if word in self.words else find_nearest_name(word, self.likely)
        return None if key in self.keys else find_nearest_name(key, self.keys)


@lru_cache(maxsize=1)
def _collect_names(page: Page, profile: Profile) -> Names:
    return _make_names(profile.attributes.known_keys, profile.attributes.known_words, frozenset(page.definitions))


def _make_names(keys: frozenset[str], words: frozenset[str], own: frozenset[str]) -> Names:
    together = words | own if own else words
    return Names(keys, together, together if len(own) <= MOST_OWN else words)


@lru_cache(maxsize=4096)
def find_nearest_name(word: str, names: frozenset[str]) -> str | None:
    """The name that a word, which is none of them, is a slip for.

    >>> find_nearest_name("captin-side", frozenset(("caption", "caption-side"))), find_nearest_name("tag-api", frozenset(("tag-app",)))
    ('caption-side', None)
    """
    index = _make_index(names)
    if (same := index.folded.get(_fold_name(word))) is not None:
        return same
    near = index.list_near(word)
    if not near:
        return None
    slips = (found for found in find_within(word, near, _LETTERS) if _is_slip(word, found[1], found[0]))
    return min(slips, default=(0, None))[1]


class _Index(Struct, frozen=True):
    """Names by what is left of them without case and hyphens, and by their lengths, with the letters of each."""

    folded: Mapping[str, str]
    by_length: Mapping[int, Sequence[tuple[str, frozenset[str]]]]

    def list_near(self, word: str) -> list[str]:
        """The names that two letters may tell from a word: each costs a letter of one, or brings one in."""
        letters = frozenset(word)
        return [
            name
            for length in range(len(word) - _LETTERS, len(word) + _LETTERS + 1)
            for name, others in self.by_length.get(length, ())
            if len(letters - others) <= _LETTERS and len(others - letters) <= _LETTERS
        ]


@lru_cache(maxsize=8)
def _make_index(names: frozenset[str]) -> _Index:
    folded: dict[str, str] = {}
    by_length: dict[int, list[tuple[str, frozenset[str]]]] = {}
    for name in sorted(names, reverse=True):  # of those that look alike the first one counts
        folded[_fold_name(name)] = name
        by_length.setdefault(len(name), []).append((name, frozenset(name)))
    return _Index(folded, by_length)


def _fold_name(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "")


def _is_slip(word: str, name: str, distance: int) -> bool:
    """Whether that many letters amount to a slip: names with a common front differ in what is after its hyphen."""
    front = name.rpartition("-")[0]
    if front and word.startswith(front + "-"):
        word, name = word[len(front) + 1 :], name[len(front) + 1 :]
    if len(name) < _SHORTEST or not word:
        return False
    same_start = word[0] == name[0]
    if distance == 1:
        return same_start or len(name) >= _SOLID
    return distance == _LETTERS and same_start and len(name) >= _LONG
