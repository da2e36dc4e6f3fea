"""What a cell answers to the question whether its party does anything, by the words of the profile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint.ownership.model import Answer
from resp_lint.ownership.statements import split_sentences
from resp_lint.page.kind import caseless
from resp_lint.page.terms import PartyRole
from resp_lint.page.words import normalized

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lint.page.kind import Conventions

# Around a marker, these say nothing: “**N/A**.”, “(None)”.
_AROUND = " .,:;!*_`()[]\"'“”"
# Words that open a sentence which tells more of what was denied, instead of a duty.
_POINTING = r"(?:this|that|these|those|it|they|there|such|if|when|while|because|since|as)\b"
# Stands between a marker and what explains it.
_REASON = re.compile(r"\s*[,;:(]\s*|\s+[–—-]+\s+")
_DEGREES = r"(?:fully|solely|entirely|wholly|completely|ultimately|also|always)"
_BULLET = re.compile(r"^(?:[-*+•–]|\d{1,3}[.)])\s+")


class AnswerReader:
    """Reads cells by a profile's words; made once a page."""

    def __init__(self, conventions: Conventions) -> None:
        """Put the profile's words together to patterns."""
        words = conventions.duties
        self._conventions = conventions
        self._empty = frozenset(map(normalized, words.empty_markers))
        self._undecided = frozenset(map(normalized, words.undecided_markers))
        self._filler = _any_of(words.fillers)
        self._idle = _any_of(words.idle_sentences)
        self._negations = tuple(word.casefold() for word in words.negations)
        self._denial = _any_of(words.denials)
        self._contrast = _any_of(words.contrasts)
        self._referral = _any_of(words.referrals)
        handover = _any_of(words.handovers).pattern
        names = {
            role: _any_of(
                re.escape(normalized(spelling))
                for owner in conventions.owners
                if owner.role is role and not owner.parts
                for spelling in owner.spellings
            ).pattern
            for role in PartyRole
        }
        self._names = {role: re.compile(rf"(?<![\w-]){names[role]}(?![\w-])") for role in PartyRole}
        self._subjects = {role: re.compile(rf"(?:the |our )?{names[role]}(?![\w-])") for role in PartyRole}
        self._named = re.compile(rf"(?:{'|'.join(names.values())})[ :,–-]+")
        alone = r"(?:.s)?(?: (?:responsibilit(?:y|ies)|only|alone))*"
        self._theirs = {role: re.compile(rf"(?:{handover} (?:the )?)?{names[role]}{alone}") for role in PartyRole}
        owns = rf"(?:\W+\w+){{0,4}}?\W+(?:is|are)\W+(?:{_DEGREES}\W+)*(?:responsible|accountable)\b"
        self._responsible = {role: re.compile(self._subjects[role].pattern + owns) for role in PartyRole}

    def is_filler(self, text: str) -> bool:
        """Whether a text is what the template, or somebody who does not know yet, left over."""
        return self._is_undecided(normalized(self._conventions.replace_keyrefs(text)))

    def is_marker(self, text: str) -> bool:
        """Whether a text says nothing but that there is nothing to do."""
        return self._is_empty(normalized(self._conventions.replace_keyrefs(text)))

    def is_referral(self, sentence: str) -> bool:
        """Whether a sentence says only where more is written."""
        return self._referral.match(normalized(self._conventions.replace_keyrefs(sentence))) is not None

    def read(self, text: str, role: PartyRole, *, is_link: bool = False) -> Answer:
        """What a cell with this text answers for a party of this role; `is_link` says that it is a link throughout."""
        words = normalized(self._conventions.replace_keyrefs(text))
        if not words:
            return Answer.BLANK
        if self._is_undecided(words):
            return Answer.UNDECIDED
        if self._is_empty(words):
            return Answer.NONE
        if is_link and self._conventions.is_about_responsibilities(text):
            return Answer.REFERS
        kinds = self._read_sentences(self._conventions.replace_keyrefs(text), role)
        weights = (Answer.DOES, Answer.DENIES, Answer.NONE, Answer.REFERS)
        return next(answer for answer in weights if answer in kinds)

    def _read_sentences(self, text: str, role: PartyRole) -> set[Answer]:
        """What the sentences say, one by one: after a denial, only what is plainly the party's own duty is one."""
        kinds: set[Answer] = set()
        for sentence in split_sentences(text):
            words = normalized(_BULLET.sub("", sentence))
            kinds.add(self._read_sentence(words, role, denied=bool(kinds & {Answer.DENIES, Answer.NONE})))
        return kinds

    def _read_sentence(self, words: str, role: PartyRole, *, denied: bool) -> Answer:
        marker = self._read_marker(words)
        if marker:
            return marker
        others = [other for other in PartyRole if other is not role]
        if denial := self._find_denial(words):
            return self._read_denial(words, denial, role, denied=denied)
        bare = words.strip(_AROUND)
        if any(self._responsible[other].match(words) or self._theirs[other].fullmatch(bare) for other in others):
            return Answer.DENIES
        if self._referral.match(words):
            return Answer.REFERS
        return self._read_rest(words, others) if denied else Answer.DOES

    def _find_denial(self, words: str) -> re.Match[str] | None:
        """Where a sentence denies something; most hold none of the words without which none does."""
        if self._negations and not any(word in words for word in self._negations):
            return None
        return self._denial.search(words)

    def _read_denial(self, words: str, denial: re.Match[str], role: PartyRole, *, denied: bool) -> Answer:
        """What a sentence says in which somebody is not responsible."""
        others = [other for other in PartyRole if other is not role]
        if self._is_of_others(words, denial[0], role):
            # That another party has nothing to do says nothing of this one.
            return Answer.DENIES if denied else Answer.DOES
        return Answer.DOES if self._takes_back(words, denial.end(), others) else Answer.DENIES

    def _read_marker(self, words: str) -> Answer | None:
        """What a sentence says that is a marker, or begins with one: “None, IBM does not …”, “N/A – done by IBM”."""
        if self._is_empty(words):
            return Answer.NONE
        head = _REASON.split(words, maxsplit=1)
        return Answer.DENIES if len(head) > 1 and self._is_empty(head[0]) else None

    def _is_of_others(self, words: str, denial: str, role: PartyRole) -> bool:
        """Whether it is another party that a sentence says is not responsible."""
        others = [other for other in PartyRole if other is not role]
        if any(self._names[other].search(denial) for other in others):
            return self._names[role].search(denial) is None
        return any(self._subjects[other].match(words) for other in others) and not self._subjects[role].match(words)

    def _takes_back(self, words: str, end: int, others: list[PartyRole]) -> bool:
        """Whether a sentence names a duty of the party after its denial: “not responsible for X but provides Y”."""
        contrast = self._contrast.search(words, end)
        if not contrast:
            return False
        rest = words[contrast.end() :].strip(" ,")
        return not any(self._subjects[other].match(rest) for other in others)

    def _read_rest(self, words: str, others: list[PartyRole]) -> Answer:
        """What a sentence after a denial says: a duty, unless it speaks of others or goes on to tell why."""
        contrast = self._contrast.match(words)
        subject = words[contrast.end() :].strip(" ,") if contrast else words
        if any(self._subjects[other].match(subject) for other in others):
            return Answer.DENIES
        return Answer.DOES if contrast or not re.match(_POINTING, subject) else Answer.DENIES

    def _is_empty(self, words: str) -> bool:
        if words in self._empty or words.strip(_AROUND) in self._empty:
            return True
        bare = words.strip(_AROUND)
        unnamed = self._named.sub("", bare, count=1) if self._named.match(bare) else bare
        return unnamed in self._empty or self._idle.fullmatch(bare) is not None

    def _is_undecided(self, words: str) -> bool:
        for mark in "?.…":
            while mark * 4 in words:
                words = words.replace(mark * 4, mark * 3)
        bare = words.strip(_AROUND)
        forms = {words, bare, bare.rstrip("?").strip(_AROUND)}
        return bool(forms & self._undecided) or self._filler.fullmatch(bare) is not None


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for several, to be held against text in lower case; one that finds nothing for none."""
    pattern = "|".join(patterns)
    return re.compile(f"(?:{pattern})" if pattern else r"(?!)", caseless(pattern))
