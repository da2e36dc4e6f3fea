"""RSP607."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Part, Profile, Violation, regex, rule
from resp_lint_rules._shared.prose import is_start_of_sentence, mask_markup
from resp_lint_rules._shared.text_parts import Stretches, find_structure, find_text
from resp_lint_rules.spelling.suspects import find_suspects

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words that English says twice, and names that do.
RIGHT = ("that", "had", "is", "do", "her", "so", "very", "no", "bye", "log", "sign")
_TWICE = regex(r"(?<![\w'’/.-])([A-Za-z]+)((?:\s+\1)+)(?![\w'’/-]|\.\w)", re.IGNORECASE)


@rule("RSP607", level=Level.WARNING, fix=FixKind.SAFE, any_page=True)
def repeated_word(
    page: Page,
    profile: Profile,
    *,
    right: Annotated[tuple[str, ...], Meta(description="The words that may stand twice.")] = RIGHT,
) -> Findings:
    """Checks that no word is typed twice.

    A word typed twice makes a reader stop, and a screen reader reads it twice.

    It slips in where a line is broken, or where half of a sentence is replaced; eyes pass over it, ears do not. Reported is
    a word directly followed by itself in a title, heading, header, caption, summary, cell or paragraph, over the end of a
    line too, but not over punctuation, markup or a keyref, and not in code. Numbers, names (both with a capital, in the
    middle of a sentence) and the words that may stand twice are silent. Fixed by their authors on 4 of 61 pages.

    ~~~~bad
    For more information on the the queue, see the
    the overview.
    ~~~~
    ~~~~fixed
    For more information on the queue, see the
    overview.
    ~~~~
    ~~~~good
    We know that that had had an effect; `the the` and 10 10 too, and Walla Walla is a city.
    ~~~~
    """
    found = [(start, end) for start, end, facts in find_suspects(page, profile).stretches if facts.doubled]
    if found:
        places = Stretches(found)
        for what, part in chain(find_structure(page, places), find_text(page, places)):
            yield from _find_repeated(what, part, right)


def _find_repeated(what: str, part: Part, right: tuple[str, ...]) -> Iterator[Violation]:
    readable = mask_markup(part.raw)
    for match in _TWICE.finditer(readable):
        if match[0] == part.raw[match.start() : match.end()] and _is_slip(match, right):
            again = Part(part.source, part.start + match.end() - len(match[1]), part.start + match.end())
            advice = f"write “{match[1]}” once"
            message = f"{what} says “{' '.join(match[0].split())}”; {advice}"
            yield again.at(message, fix=Fix(advice, (_edit(match, part.start),)))


def _is_slip(match: re.Match[str], right: tuple[str, ...]) -> bool:
    """Whether nobody writes a word twice so: not “Identity Service service”, “Walla Walla”, “had had”, “x x”."""
    first, again = match[1], match[2]
    alike = first.islower() or (first.istitle() and is_start_of_sentence(match.string, match.start()))
    return again.islower() and alike and first.lower() not in right and (len(first) > 1 or first in {"a", "A"})


def _edit(match: re.Match[str], offset: int) -> Edit:
    """Take out what is repeated with the spaces before it, or the space after it where a line ends between the two."""
    start, end = match.span(2)
    after = match.string[end : end + 1]
    if "\n" in match[2] and after == " " and len(match[2].split()) == 1:
        return Edit(offset + end - len(match[1]), offset + end + 1, "")
    return Edit(offset + start, offset + end, "")
