"""The word list of the spelling rules: which words of English and of computing there are, and how common each is.

Two sources, both needed here alone.  `symspellpy` (MIT) brings a dictionary of British and American English with how
often each word stands in Google Books (http://books.google.com/ngrams).  `spylls` brings hunspell's en_US, made
from SCOWL: it knows the American forms, and tells names from words.  Terms of computing are our own: `_terms.txt`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from spylls.hunspell import Dictionary  # type: ignore[import-untyped]

from resp_lint_rules.language._words import TERM, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMON = 5
"""Words seen fewer than ten to the power of this are known, and never what a misspelt word was meant to be."""

MOST = 9
"""More common than this makes no difference, and one digit is one character."""

BRITISH = (
    ("or", "our"), ("iz", "is"), ("yz", "ys"), ("ter", "tre"), ("log", "logue"), ("eled", "elled"), ("eling", "elling"),
    ("aled", "alled"), ("ense", "ence"), ("ill", "il"), ("celed", "celled"), ("tifact", "tefact"), ("act", "ac"),
)  # fmt: skip
"""American and British spellings, to learn how common an American form is where only the British one was counted."""


def frequencies() -> dict[str, int]:
    """How often each word was seen."""
    data = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_bytes().decode("utf-8-sig")
    return {word: int(seen) for word, seen in (line.rsplit(" ", 1) for line in data.split("\n") if line)}


def american() -> set[str]:
    """All forms of all words of hunspell's en_US; names begin with a capital letter."""
    dictionary = Dictionary.from_files("en_US")
    return {form for word in dictionary.dic.words for form in forms(dictionary.aff, word.stem, word.flags)}


def forms(affixes: Any, stem: str, flags: set[str]) -> Iterator[str]:  # noqa: ANN401 -- spylls is untyped
    """A stem with every suffix and prefix that its flags allow."""
    suffixes = [suffix for flag in flags for suffix in affixes.SFX.get(flag, ()) if suffix.cond_regexp.search(stem)]
    prefixes = [prefix for flag in flags for prefix in affixes.PFX.get(flag, ()) if prefix.cond_regexp.search(stem)]
    ended = [(stem.removesuffix(suffix.strip) + suffix.add, suffix.crossproduct) for suffix in suffixes]
    yield from (stem, *(form for form, _ in ended))
    for prefix in prefixes:
        yield prefix.add + stem.removeprefix(prefix.strip)
        yield from (prefix.add + form.removeprefix(prefix.strip) for form, crosses in ended if crosses)


def british(word: str) -> Iterator[str]:
    for ours, theirs in BRITISH:
        if ours in word:
            yield word.replace(ours, theirs)


def bases(word: str) -> Iterator[str]:
    """What a word can be a form of."""
    for ending, instead in (
        ("s", ""),
        ("es", ""),
        ("d", ""),
        ("ed", ""),
        ("ing", ""),
        ("ing", "e"),
        ("ies", "y"),
        ("ied", "y"),
    ):
        if word.endswith(ending):
            yield word.removesuffix(ending) + instead


def decimal(word: str, seen: dict[str, int], words: set[str], british_forms: set[str]) -> int:
    """How many digits how often a word was seen has, or 0 for a rare word or a name."""
    forms_of = [base for base in bases(word) if base in words]
    often = 0
    if word in words or word in british_forms or forms_of:
        often = max(seen.get(form, 0) for form in (word, *(british(word) if word in words else ())))
    # Books use some forms of a word less than manuals do.
    often = max(often, *(seen.get(base, 0) // 10 for base in forms_of), 0)
    digits = min(len(str(often)) - 1, MOST)
    return digits if digits >= COMMON else 0


def word_list(_: str = "") -> str:
    """One line for each first letter and length: its words, behind the power of ten of how often they were seen.

    The first line says how many bytes each of the others has, so that a reader finds the one it needs.
    """
    lines: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word, power in sorted(powers().items()):
        lines[f"{word[0]}{len(word)}"][power].append(word)
    written = {key: f"{key} {' '.join(tiers(lines[key]))} \n" for key in sorted(lines)}
    return " ".join(f"{key} {len(line)}" for key, line in written.items()) + "\n" + "".join(written.values())


def powers() -> dict[str, int]:
    """All words, English and of computing, and how common each is as a power of ten."""
    seen, us = frequencies(), american()
    words = {word for word in us if re.fullmatch("[a-z]{3,}", word)}
    british_forms = {form for word in words for form in british(word)}
    listed = {word for word in {*seen, *map(str.lower, us)} if re.fullmatch("[a-z]{3,}", word)}
    found = {word: decimal(word, seen, words, british_forms) for word in listed}
    return found | {term: max(TERM, found.get(term, 0)) for term in terms()}


def tiers(line: dict[int, list[str]]) -> Iterator[str]:
    for power in sorted(line, reverse=True):
        yield f"{power} {' '.join(line[power])}"
