"""The names that attribute lists may hold, and which of them a misspelt one was meant to be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint import find_within

if TYPE_CHECKING:
    from resp_lint import AttributeItem, Page, Profile

# Shorter names are too near to other words, and two letters are many in a short name.
_SHORTEST = 4
_SOLID = 6
_LONG = 9
MOST_OWN = 200
"""How many names a page may define so that slips for them are looked for, as each is compared with every other word.

Of 456 real pages none defines more than 71.
"""


class Names(Struct, frozen=True):
    """The names that are right on a page: keys with a value, and words that stand alone or behind a dot.

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
    folded = _fold_name(word)
    if same := [name for name in names if _fold_name(name) == folded]:
        return min(same)
    near = [name for name in names if _may_be_near(word, name)]
    if not near:
        return None
    slips = (found for found in find_within(word, near, 2) if _is_slip(word, found[1], found[0]))
    return min(slips, default=(0, None))[1]


def _may_be_near(word: str, name: str) -> bool:
    """Whether two letters can be all that tells two names apart: each costs a letter of one, or brings one in."""
    letters, others = set(word), set(name)
    return abs(len(word) - len(name)) <= 2 and len(letters - others) <= 2 and len(others - letters) <= 2  # noqa: PLR2004


def _fold_name(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "")


def _is_slip(word: str, name: str, distance: int) -> bool:
    """Whether that many letters amount to a slip: names with a common front differ in what is behind its hyphen."""
    front = name.rpartition("-")[0]
    if front and word.startswith(front + "-"):
        word, name = word[len(front) + 1 :], name[len(front) + 1 :]
    if len(name) < _SHORTEST or not word:
        return False
    same_start = word[0] == name[0]
    if distance == 1:
        return same_start or len(name) >= _SOLID
    return distance == 2 and same_start and len(name) >= _LONG  # noqa: PLR2004 -- two letters
