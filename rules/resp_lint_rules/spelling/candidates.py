"""Which common words an unknown one can have been meant for: near enough for its length, and by an edit that people make."""

from __future__ import annotations

from collections import Counter
from itertools import chain, groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint import find_within
from resp_lint_rules.spelling.word_list import is_prefixed, list_common_words, rank_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

OWN = 10
"""A word of the profile's structure counts for more common than any other, as a power of ten."""
SHORTEST = 4
"""No shorter word is compared with others: too many abbreviations are near to something."""
EDITS = 2
"""No more edits may lie between a slip and what was meant."""
LONG = 9
"""In a word with fewer letters, only one may."""
VERY_LONG = 11
"""Nothing else is within two edits of so long a word."""
LEAST = {4: 8, 5: 7, 6: 6, 7: 6}
"""How common a word must be to have been meant by a short one; five, a word seen 100,000 times, is enough for longer ones."""
SHORT = 5
COMMON = 8
NEVER = 99
LONG_ENOUGH_FOR_SYLLABLES = 7
CERTAIN = 7
"""How common a word is, as a power of ten, that an unknown one is turned into without a look, whatever the edit."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Near(Struct, frozen=True):
    """A word near to another: how many edits away, whether by an edit that few people make, and how common."""

    distance: int
    odd: bool
    power: int
    word: str


def find_near_words(word: str, own: Collection[str]) -> list[Near]:
    """The common words that are near to an unknown one in lower case.

    `own` are the words of the profile's structure; an edit drops, adds or changes a letter, or swaps two neighbours.
    """
    if len(word) < SHORTEST:
        return []
    near: dict[str, Near] = {}
    for found in chain(_find_near(word, own), _find_double_slips(word, own), _find_lost_syllables(word)):
        near[found.word] = min(near.get(found.word, found), found, key=lambda found: (found.distance, found.odd))
    return list(near.values())


def select_candidates(word: str, near: Iterable[Near], *, bold: bool) -> list[Near]:
    """The words that can have been meant, of those that are near, the likeliest first.

    `bold` is for places where hardly any other words stand.
    """
    found = (other for other in near if other.power >= _get_minimum_rank(word, other, bold=bold))
    return sorted(found, key=lambda near: (near.distance, near.power < OWN, near.odd, -near.power, near.word))


def is_only_likely(word: str, best: Near, near: Iterable[Near]) -> bool:
    """Whether nothing else can have been meant: a common edit, or a common word, and no other as near and as common."""
    likely = (not best.odd or best.power >= CERTAIN) and len(best.word) - len(word) < EDITS
    return likely and not any(_is_rival(other, best) for other in near)


def _is_rival(other: Near, best: Near) -> bool:
    weaker = other.power + 2 <= best.power or (other.odd and not best.odd and other.power <= best.power)
    return other.word != best.word and other.distance <= best.distance and not weaker


def may_be_derived(word: str, best: Near) -> bool:
    """Whether an unknown word may be a form, a compound or an identifier of known ones: “includer”, “readv”, “timedout”."""
    if is_prefixed(word) or best.word in {word[:-1], word[1:]} or best.word.startswith(word):
        return word[-1] != word[-2] or is_prefixed(word)
    if _squeeze(word) == _squeeze(best.word) or (best.power == OWN and not best.odd):
        return False
    if best.odd and word[: len(word) - 2] == best.word[: len(word) - 2]:
        return True
    rests = (rest for cut in (1, 2) for rest in (word[:-cut], word[cut:]) if len(rest) >= SHORTEST)
    return any(map(rank_word, rests)) or _is_made_of_two(word)


def _is_made_of_two(word: str) -> bool:
    parts = ((word[:cut], word[cut:]) for cut in range(3, len(word) - 2))
    return any(rank_word(head) and rank_word(tail) for head, tail in parts)


def _find_near(word: str, own: Collection[str]) -> Iterator[Near]:
    limit = 1 if len(word) < LONG else EDITS
    words = {other for other in _replace_first_letter(word) if rank_word(other)}
    words.update(other for other in own if abs(len(other) - len(word)) <= limit)
    for length in range(len(word) - limit, len(word) + limit + 1):
        words.update(list_common_words(word[0], length))
    for steps, other in find_within(word, list(words), limit):
        yield Near(steps, _is_odd(word, other), OWN if other in own else rank_word(other), other)


def _find_double_slips(word: str, own: Collection[str]) -> Iterator[Near]:
    """Words that differ in which letters are doubled alone, which counts for one edit: “acesss”."""
    squeezed = _squeeze(word)
    told_apart = squeezed != word and len(squeezed) >= SHORTEST
    for length in range(len(squeezed), len(word) + EDITS + 1) if told_apart else ():
        for other in list_common_words(word[0], length):
            if other[-1] == squeezed[-1] and _squeeze(other) == squeezed:
                yield Near(1, odd=False, power=OWN if other in own else rank_word(other), word=other)


def _squeeze(word: str) -> str:
    """A word with each run of one letter as one."""
    return "".join(letter for letter, _ in groupby(word))


def _find_lost_syllables(word: str) -> Iterator[Near]:
    """Common words that have two letters more inside, which counts for one edit: “trigged”, “registed”."""
    if len(word) >= LONG_ENOUGH_FOR_SYLLABLES:
        start, end = word[: SHORTEST - 1], word[-2:]
        for other in list_common_words(word[0], len(word) + 2):
            if (
                other.startswith(start)
                and other.endswith(end)
                and any(other[:at] + other[at + 2 :] == word for at in range(SHORTEST - 1, len(word) - 1))
            ):
                yield Near(1, odd=False, power=rank_word(other), word=other)


def _replace_first_letter(word: str) -> Iterator[str]:
    """What a word can be with another letter in front, one more, one less, or the first two swapped."""
    yield from (letter + word[1:] for letter in LETTERS)
    yield from (letter + word for letter in LETTERS)
    yield from (word[1:], word[1] + word[0] + word[2:])


def _get_minimum_rank(word: str, near: Near, *, bold: bool) -> int:
    """How common a word must be to have been meant."""
    meant, length = near.word, len(word)
    if near.power == OWN and length > SHORT:
        return OWN if _is_likely(word, near, bold=bold) else NEVER
    if near.power == OWN and bold:
        return NEVER if near.odd else OWN
    # A form of a word, or too short.
    if (meant == word + "s" and word[-1] != "s") or (length == SHORTEST and (near.odd or meant.startswith(word))):
        return NEVER
    if near.distance > 1:
        # Two changed letters make another word, and so does another ending.
        return NEVER if _has_others(word, meant) else 6 + (word[: length - 3] == meant[: length - 3])
    least = LEAST.get(length, 5) + near.odd
    if word[0] != meant[0]:
        return NEVER if _is_name(word, near) else least + 1
    return least + (word[:-1] in {meant, meant[:-1]})


def _is_likely(word: str, near: Near, *, bold: bool) -> bool:
    """Whether a word near to one of the structure is a slip of it, and not a name made of it: aiplatform, vtable."""
    if near.distance > 1:
        likely = bold or len(word) >= VERY_LONG or not _has_others(word, near.word)
        return likely and word[0] == near.word[0] and not _is_made_of_two(word)
    return bold or not word.endswith(near.word) or word[0] == word[1]


def _has_others(word: str, meant: str) -> bool:
    """Whether a word has letters that the other lacks: then letters were changed, not only left out or swapped."""
    return bool(Counter(word) - Counter(meant))


def _is_swap(word: str, meant: str) -> bool:
    return len(word) == len(meant) and sorted(word) == sorted(meant)


def _is_name(word: str, near: Near) -> bool:
    """Whether a word looks like one with a letter put before it, or another first letter: pthread, vcenter, callout."""
    if len(word) > len(near.word):
        return word[0] != word[1]
    common = near.power >= COMMON and len(word) > SHORT
    return len(word) == len(near.word) < LONG - 1 and near.odd and not common


def _is_odd(word: str, meant: str) -> bool:
    """Whether the edit is none of the commonest: a letter left out, two swapped, one typed twice."""
    if len(word) == len(meant):
        return not _is_swap(word, meant)
    return len(word) > len(meant) and not _has_double(word, meant)


def _has_double(word: str, meant: str) -> bool:
    return any(word[at] == word[at + 1] and word[:at] + word[at + 1 :] == meant for at in range(len(meant)))
