"""The names that attribute lists may hold, and which of them a misspelt one was meant to be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lint import AttributeItem, Page, Profile

# Shorter names are too near to other words, and two letters are many in a short name.
_SHORTEST = 4
_SOLID = 6
_LONG = 9


def known_words(page: Page, profile: Profile) -> tuple[str, ...]:
    """What a bare word may be: a flag, a class that the site defines, or what the page defines itself."""
    attributes = profile.attributes
    return (*attributes.flags, *attributes.classes, *page.definitions)


def meant_name(item: AttributeItem, page: Page, profile: Profile) -> str | None:
    """The name that an item's misspelt name was meant to be; None where it is right, or like none that is known."""
    if item.key == "id":
        return None
    if item.key == "class":
        word, names = item.value, known_words(page, profile)
    elif item.bare:
        word, names = item.key, known_words(page, profile)
    else:
        word, names = item.key, profile.attributes.keys
    return None if word in names else nearest(word, names)


@lru_cache(maxsize=4096)
def nearest(word: str, names: tuple[str, ...]) -> str | None:
    """The name that a word, which is none of them, is a slip for.

    >>> nearest("captin-side", ("caption", "caption-side")), nearest("tag-api", ("tag-app",)), nearest("node", ("note",))
    ('caption-side', None, 'note')
    """
    folded = _folded(word)
    for name in names:
        if _folded(name) == folded:
            return name
    from rapidfuzz.distance import OSA  # noqa: PLC0415 -- only an unknown name pays for it

    distances = ((OSA.distance(word, name, score_cutoff=2), name) for name in names if abs(len(word) - len(name)) <= 2)  # noqa: PLR2004 -- the cutoff
    close = [(distance, name) for distance, name in distances if _is_slip(word, name, distance)]
    return min(close, default=(0, None))[1]


def _folded(name: str) -> str:
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
