"""A quick look at a page before a close one: on most pages it ends here.

A page is cut where no word and no set phrase reaches over: at the borders of cells and keyrefs, and at blank lines.  What such a
stretch may hold depends on its text alone, and cells come again and again, on a page and from page to page.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, chain, compress, repeat
from operator import eq
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint_rules.spelling.rough_words import BRACE, MARKUP, find_words, fold, split_letters
from resp_lint_rules.spelling.speller import FOREIGN, MOST, get_speller
from resp_lint_rules.spelling.wordings import find_wrong_phrases, get_wrong_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint import Page, Profile
    from resp_lint_rules.spelling.wordings import WrongPhrase

HELD = 1 << 21
"""How many characters of stretches are remembered."""
FEW = 8
"""Among more strange words than this, a chunk without one is not worth looking for."""
KNOWN = 1 << 15
"""How many known words are remembered."""


class StretchFacts(Struct, frozen=True, eq=False):
    """What a stretch may hold, all of it and perhaps more: words that nobody knows or that stand there twice, wrong phrases."""

    unknown: frozenset[str] = frozenset()
    doubled: bool = False
    slips: tuple[WrongPhrase, ...] = ()


NOTHING = StretchFacts()
UNSEEN = StretchFacts()
_NOT_IN_KEYREFS = frozenset("{}\n")


class Suspects(Struct, frozen=True, eq=False):
    """The words of a page that nobody knows, and the stretches that hold anything: where they start and end, in order."""

    unknown: frozenset[str]
    stretches: Sequence[tuple[int, int, StretchFacts]]


class SuspectFinder:
    """Looks at pages as a profile has it; what a stretch holds never changes, so it is remembered."""

    def __init__(self, profile: Profile) -> None:
        self._is_unknown = get_speller(profile).is_unknown
        self._slips = get_wrong_phrases(profile)
        self._facts: dict[str, StretchFacts] = {}
        self._held = 0
        self._known: set[str] = set()
        self.look = lru_cache(maxsize=2)(self._look)

    def _look(self, text: str) -> Suspects:
        stretches = cut(text)
        facts = [*map(self._facts.get, stretches, repeat(UNSEEN))]
        if UNSEEN in set(facts):
            new = self._learn([*{stretch for stretch, one in zip(stretches, facts, strict=True) if one is UNSEEN}])
            facts = [new[stretch] if one is UNSEEN else one for stretch, one in zip(stretches, facts, strict=True)]
            self._forget()
            self._facts.update(new)  # at once: another thread must not see what is half known
        if set(facts) == {NOTHING}:
            return Suspects(frozenset(), ())
        ends = [*accumulate(map(len, stretches))]
        found = [
            (ends[at] + at - len(stretches[at]), ends[at] + at, one)
            for at, one in enumerate(facts)
            if one is not NOTHING
        ]
        return Suspects(_find_unknown(text, found), found)

    def _forget(self) -> None:
        if self._held > HELD:
            self._facts.clear()
            self._held = 0
        if len(self._known) > KNOWN:
            self._known.clear()

    def _learn(self, new: list[str]) -> dict[str, StretchFacts]:
        """What some stretches hold: all of them are looked at together, and few again one by one."""
        self._held += sum(map(len, new))
        learned = dict.fromkeys(new, NOTHING)
        new = [stretch for stretch in new if not _is_keyref(stretch)]
        line = fold(" | ".join(new))
        lowered = line.lower()
        words = lowered.split()
        strange = {word for word in set(line.split()) - self._known if not self._is_known(word)}
        suspects = {word.lower() for word in strange} | _find_doubled(words)
        suspects.update(slip.rare for slip in find_wrong_phrases(words, self._slips))
        for stretch, own, low in zip(new, line.split("|"), lowered.split("|"), strict=True) if suspects else ():
            if not suspects.isdisjoint(low.split()):
                learned[stretch] = self._read(stretch, own, strange)
        return learned

    def _read(self, stretch: str, line: str, strange: set[str]) -> StretchFacts:
        words = line.lower().split()
        unknown = frozenset(filter(self._is_unknown, _find_prose(stretch, strange.intersection(line.split()))))
        doubled, wrong = _is_doubled(stretch, _find_doubled(words)), find_wrong_phrases(words, self._slips)
        return StretchFacts(unknown, doubled, wrong) if unknown or doubled or wrong else NOTHING

    def _is_known(self, word: str) -> bool:
        """Whether all letters of what stands between spaces make words that are known."""
        known = not any(map(self._is_unknown, split_letters(word)))
        if known:
            self._known.add(word)
        return known


def _find_doubled(words: list[str]) -> set[str]:
    """The words that stand twice, one after the other."""
    return {*compress(words, map(eq, words, words[1:]))} - {".", "|", MARKUP}


def _find_prose(stretch: str, strange: set[str]) -> Iterator[str]:
    """The words that can be prose of a stretch's chunks in which there is something strange."""
    # A keyref is a name to what follows it: “{{x}}-managed”.
    chunks = set((f"X{stretch}" if stretch[:1] in {"-", "/", "'", "’"} else stretch).split())
    if len(strange) <= FEW:
        chunks = {chunk for word in strange for chunk in chunks if word in chunk}
    for chunk in chunks:
        yield from find_words(chunk)


def _is_doubled(stretch: str, words: set[str]) -> bool:
    """Whether one of some words stands twice with nothing but spaces between."""
    line = " ".join(stretch.lower().split()) if words else ""
    return any(f"{word} {word}" in line for word in words)


def cut(text: str) -> list[str]:
    """A text in stretches, each of which ends one character before the next one starts; keyrefs are marked as such."""
    blank = "\r\n\r\n" if "\r" in text else "\n\n"
    text = text.replace("{{", f"|{BRACE}").replace("}}", f"{BRACE}|")
    return text.replace(blank, "|" * len(blank)).split("|")


def _is_keyref(stretch: str) -> bool:
    return stretch[:1] == BRACE and stretch.find(BRACE, 1) == len(stretch) - 1 and _NOT_IN_KEYREFS.isdisjoint(stretch)


def _find_unknown(text: str, stretches: Sequence[tuple[int, int, StretchFacts]]) -> frozenset[str]:
    """The unknown words of all stretches; none where they are so many that the page is not in English."""
    found = frozenset(chain.from_iterable(facts.unknown for _, _, facts in stretches))
    many = len(found) > FOREIGN and len(found) > min(FOREIGN + len(set(text.split())) // 5, MOST)
    return frozenset() if many else found


@lru_cache(maxsize=8)
def _make_finder(profile: Profile) -> SuspectFinder:
    return SuspectFinder(profile)


def find_suspects(page: Page, profile: Profile) -> Suspects:
    """What a page may hold that is worth a close look."""
    return _make_finder(profile).look(page.source.text)
