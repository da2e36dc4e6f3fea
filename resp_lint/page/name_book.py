"""Who may own a task by a profile: what it lists, and what its patterns match."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.page.words import normalized
from resp_lint.regex import regex
from resp_lint.time_limit import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.page.terms import Owner, OwnerNames

NAME_PATTERNS = "owner-names.patterns"
"""The key of a profile that holds regular expressions for owners' names."""
# What may follow an owner without being one: footnote marks, remarks in brackets, after a dash, a colon or a comma.
_REMARKS = regex(r"\[[^\[\]]*\]|\([^()]*\)|[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰★]|(?<=\s)\d+$")
_REMARK_AFTER = regex(r" [–—-] |: |, |; | \(")


class NameBook(Struct, frozen=True):
    """Who may own by a profile: names as it writes them and as they are compared, and patterns for others."""

    listed: tuple[str, ...]
    names: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def knows(self, text: str, *, with_remark: bool = True) -> bool:
        """Whether a text is a name, or a name with a remark after it."""
        bare = " ".join(_REMARKS.sub(" ", text).split()).strip(" .")
        forms = [text, bare]
        if with_remark:
            forms += [_REMARK_AFTER.split(form, maxsplit=1)[0].strip() for form in forms]
        if any(_fold(form) in self.names for form in forms):
            return True
        with name_key(NAME_PATTERNS):
            return any(pattern.fullmatch(form) for form in dict.fromkeys(forms) if form for pattern in self.patterns)


def _fold(name: str) -> str:
    """A name as it is compared: accounts are the same with and without their sign."""
    return normalized(name).lstrip("@").strip(" .")


def make_name_book(owners: Sequence[Owner], names: OwnerNames) -> NameBook:
    """What a profile says of who may own."""
    spellings = [spelling for owner in owners for spelling in owner.spellings]
    listed = (*spellings, *names.names)
    patterns = tuple(re.compile(pattern, re.IGNORECASE) for pattern in names.patterns)
    return NameBook(listed, frozenset(map(_fold, listed)) - {""}, patterns)
