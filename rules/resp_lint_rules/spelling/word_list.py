"""The words there are, of English and of computing; `words.txt` is not read before a page has words."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import accumulate, pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TERM = 7
"""How common a term of computing counts for, as a power of ten: more than most words of English."""
FAMILIAR = 7
"""How common, as a power of ten, two words must be to be taken for the parts of a compound."""
LONGEST = 60
"""What has more letters is no compound of two words; looking for one would cost the square of its length."""
_HERE = Path(__file__).parent
_PREFIXES = (
    *(
        "non",
        "pre",
        "sub",
        "multi",
        "auto",
        "mis",
        "inter",
        "intra",
        "micro",
        "macro",
        "hyper",
        "meta",
        "cross",
        "over",
    ),
    *("under", "anti", "pseudo", "geo", "semi", "super", "tele", "mini", "ultra", "cyber", "post", "self", "my"),
    *("un", "re", "de", "co", "bi"),
)
_SHORT_PREFIXES = ("un", "re", "de", "co", "bi")
_LEAST_AFTER = 4
"""So many letters stand after a prefix, and one more after a short one."""
ENDINGS = ("s", "es", "ed", "ing", "er", "ers", "ee", "ees", "able", "ly", "less", "ness")
_NO_PARTS = frozenset(
    [
        "are",
        "does",
        "for",
        "from",
        "has",
        "have",
        "into",
        "that",
        "the",
        "their",
        "these",
        "this",
        "those",
        "was",
        "were",
        "which",
        "with",
        "your",
    ]
)
"""Words that make no compounds: beside one of them, a space is missing."""
_SHORT_PARTS = frozenset(
    [
        "api",
        "cfg",
        "cli",
        "cn",
        "cors",
        "db",
        "env",
        "eu",
        "fs",
        "id",
        "ids",
        "io",
        "ip",
        "ns",
        "os",
        "ref",
        "ui",
        "uri",
        "url",
        "us",
        "vm",
    ]
)
"""What identifiers end with: “zoneid”, “eastus”."""
SHORTEST_TAIL = 3
"""The second part of any other compound has more letters: “com” and “and” make no “comand”."""
_AFTER_ISE = ("e", "a", "i")  # “tokenise”, “tokenisation”, “tokenising” are as right as with “iz”
_HISSING = ("s", "x", "z", "ch", "sh")
_VOWELS = frozenset("aeiou")
_NOWHERE = (0, 0)
_POWERS = (b"0", b"5", b"6", b"7", b"8", b"9")


@cache
def _list() -> tuple[mmap, dict[str, tuple[int, int]]]:
    """The word list, and where in it the words of each first letter and length start and end; read where it is looked at."""
    with (_HERE / "words.txt").open("rb") as file:
        words = mmap(file.fileno(), 0, access=ACCESS_READ)
    head = words.find(b"\n\n") + 1
    index = [line.split() for line in words[:head].decode("ascii").split("\n") if line and not line.startswith("#")]
    ends = [*accumulate((int(size) for _, size in index), initial=head)]
    return words, dict(zip((key for key, _ in index), pairwise(ends), strict=True))


@cache
def load_terms() -> dict[str, str]:
    """The terms of computing: in lower case, and as they are written."""
    lines = (_HERE / "terms.txt").read_bytes().decode("ascii").split("\n")
    return {word.lower(): word for word in lines if word and not word.startswith("#")}


def load_misspellings() -> dict[str, str]:
    """Known slips in lower case that no comparison can tell, and what was meant."""
    lines = (_HERE / "known_misspellings.txt").read_bytes().decode("ascii").split("\n")
    pairs = (line.split(" = ") for line in lines if " = " in line and not line.startswith("#"))
    return dict(pairs)


def is_listed(word: str) -> bool:
    """Whether a word in lower case is English or a term of computing, in either way of writing -ise.

    >>> is_listed("failover"), is_listed("tokenised"), is_listed("isntance")
    (True, True, False)
    """
    if _place(word) > 0:
        return True
    head, _, tail = word.rpartition("is")
    return len(head) > 1 and tail[:1] in _AFTER_ISE and _place(f"{head}iz{tail}") > 0


def _place(word: str) -> int:
    """Where a word stands in the list; common ones stand first among those of their length, and are found at once."""
    words, lines = _list()
    return words.find(b"\n%b\n" % word.encode(), *lines.get(f"{word[:1]}{len(word)}", _NOWHERE))


def is_made(word: str) -> bool:
    """Whether a word in lower case is made of listed ones as English makes words: by a prefix, an ending, or side by side.

    >>> is_made("nonpartitioned"), is_made("statefile"), is_made("refactorers"), is_made("controler")
    (True, True, True, False)
    """
    rest = _strip_prefix(word)
    if rest and (rank_word(rest) > 5 or _is_inflected(rest)):  # noqa: PLR2004 -- rare words are near to many
        return True
    return _is_inflected(word) or any(_is_compound(word[:cut], word[cut:]) for cut in _list_cuts(word))


def _list_cuts(word: str) -> range:
    return range(3, len(word) - 1 if len(word) <= LONGEST else 0)


def _is_compound(head: str, tail: str) -> bool:
    if head in _NO_PARTS or tail in _NO_PARTS or rank_word(head) < FAMILIAR:
        return False
    return (len(tail) > SHORTEST_TAIL and rank_word(tail) >= FAMILIAR) or (
        tail in _SHORT_PARTS and len(head) > len(tail)
    )


def split_joined_words(word: str) -> tuple[str, str] | None:
    """The two words of a sentence that run together in one in lower case; one of them is no part of any compound.

    >>> split_joined_words("architecturedoes"), split_joined_words("statefile")
    (('architecture', 'does'), None)
    """
    for cut in _list_cuts(word):
        head, tail = word[:cut], word[cut:]
        longest = max(head, tail, key=len)
        if not _NO_PARTS.isdisjoint((head, tail)) and len(longest) > 4 and rank_word(longest) >= FAMILIAR:  # noqa: PLR2004
            return head, tail
    return None


def _strip_prefix(word: str) -> str:
    """What stands after a prefix; empty where there is none."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST_AFTER + (prefix in _SHORT_PREFIXES):
            return word.removeprefix(prefix)
    return ""


def is_prefixed(word: str) -> bool:
    """Whether a word is a common one after a short prefix, however short that is: “readd” is “re-add”."""
    rests = (word.removeprefix(prefix) for prefix in _SHORT_PREFIXES if word.startswith(prefix))
    return any(rank_word(rest) >= FAMILIAR for rest in rests)


def _is_inflected(word: str) -> bool:
    stems = (
        stem for ending in ENDINGS if word.endswith(ending) for stem in _find_stems(word.removesuffix(ending), ending)
    )
    return any(rank_word(stem) >= (6 if len(stem) > 4 else 7) for stem in stems)  # noqa: PLR2004 -- and so are short ones


def _find_stems(stem: str, ending: str) -> Iterator[str]:
    """The words that can stand before an ending."""
    if ending in {"s", "es"}:
        hissing = stem.endswith(_HISSING)
        fits = hissing if ending == "es" else not hissing and not _has_lost_y(stem)
    else:
        fits = ending[0] in "ln" or not (stem.endswith(("a", "e", "i", "u")) or _has_doubled(stem))
    if fits:
        yield stem
    if ending[0] in "eia" and ending != "es":
        yield stem + "e"
        if stem[-1:] == stem[-2:-1] and _has_doubled(stem[:-1]) and (stem[-1] == "l" or _is_short(stem)):
            yield stem[:-1]


def _has_lost_y(stem: str) -> bool:
    """Whether a stem's ending becomes “ies”."""
    return stem.endswith("y") and len(stem) > 1 and stem[-2] not in _VOWELS


def _is_short(stem: str) -> bool:
    """Whether a stem has one syllable: of longer ones the last consonant is mostly not doubled, as in “opened”."""
    return sum(letter in _VOWELS for letter in stem) == 1


def _has_doubled(stem: str) -> bool:
    """Whether a stem's last consonant is doubled before an ending with a vowel, as it stands after one vowel: “controller”."""
    after = stem[-2:-1] in _VOWELS and stem[-3:-2] not in _VOWELS
    # “Monitoring”, “refactorer”: the ending of an agent bears no stress.
    unstressed = stem.endswith("or") and not _is_short(stem)
    return after and stem[-1] in "bcdfgklmnprtvz" and not unstressed


@lru_cache(maxsize=512)
def list_common_words(letter: str, length: int) -> list[str]:
    """The words of one first letter and length that are common enough to have been meant, digits among them."""
    words, lines = _list()
    start, end = lines.get(f"{letter}{length}", _NOWHERE)
    return words[start:end].partition(b"\n0\n")[0].decode("ascii").split()[1:]


@lru_cache(maxsize=4096)
def rank_word(word: str) -> int:
    """How common a word in lower case is, as a power of ten; 0 for one that is rare or no word."""
    place = _place(word)
    if place < 0:
        return 0
    words, lines = _list()
    start = lines[f"{word[:1]}{len(word)}"][0]
    return int(max(_POWERS, key=lambda digit: words.rfind(b"\n%b\n" % digit, start, place + 1)))
