"""The wrong phrases of a profile."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from resp_lint_rules.spelling.rough_words import MARKUP, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint import Profile


class WrongPhrase:
    """A wrong phrase, ready to be sought; `words` stand wherever it does, side by side in `line`, `rare` in the fewest places."""

    def __init__(self, wrong: str, right: str) -> None:
        self.wrong, self.right = wrong.split(), right
        # No stretch holds the border of a cell.
        words = fold(max(wrong.split("|"), key=len)).lower().split()
        self.line = f" {' '.join(words)} "
        self.words = frozenset(words)
        self.heads = tuple(f" {' '.join(words[:count])} {MARKUP} " for count in range(1, len(words)))
        self.rare = max(words, key=len, default="")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as it stands in a text; few are ever sought."""
        return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, self.wrong)) + r"(?!\w)", re.IGNORECASE)


def find_wrong_phrases(words: Sequence[str], slips: Sequence[WrongPhrase]) -> tuple[WrongPhrase, ...]:
    """The phrases that can stand in a folded text with these words, and some that markup breaks off."""
    there = frozenset(words)
    possible = [slip for slip in slips if slip.words <= there]
    line = f" {' '.join(words)} " if possible else ""
    heads = {head for head in {head for slip in possible for head in slip.heads} if head in line}
    return tuple(slip for slip in possible if slip.line in line or not heads.isdisjoint(slip.heads))


def get_wrong_phrases(profile: Profile) -> tuple[WrongPhrase, ...]:
    """The wrong phrases of a profile, in its order."""
    return tuple(WrongPhrase(wording.wrong, wording.right) for wording in profile.wordings)
