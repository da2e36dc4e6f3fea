"""RSP601."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Part, Profile, Violation, rule
from resp_lint_rules._shared.text_parts import find_front_matter_values, find_ids, find_structure
from resp_lint_rules.spelling.candidates import EDITS, find_near_words, select_candidates
from resp_lint_rules.spelling.misspellings import (
    find_misspelled_words,
    locate_words,
    report_misspelling,
    report_misspellings,
)
from resp_lint_rules.spelling.speller import Correction

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("RSP601", level=Level.WARNING, fix=FixKind.SAFE, any_page=True)
def misspelled_structure(
    page: Page,
    profile: Profile,
    *,
    keys: Annotated[tuple[str, ...], Meta(description="The keys of the front matter that others are held against.")] = (
        "copyright",
        "years",
        "lastupdated",
        "keywords",
        "subcollection",
    ),
    values: Annotated[tuple[str, ...], Meta(description="The keys whose values are read as words.")] = ("keywords",),
    shortest_in_ids: Annotated[int, Meta(description="The length from which on a word of an id is compared.")] = 7,
) -> Findings:
    """Checks that titles, headings, headers, captions, summaries, keywords and ids are spelled right.

    A typo in a heading or a caption is not found by a search, and it is the first thing that a screen reader says.

    Readers and auditors navigate by titles, headings, table headers, captions and ids, and a caption is copied from page to
    page with its typo: `Responsibilites` stood on 25 of 99 real pages, in five captions of a page as a rule.

    Reported is a known slip, and an unknown word that an edit or two make a common word of; the words of the profile's own
    structure (areas, headers, owners, set sentences, `spelling.vocabulary`) are compared more boldly than others. Silent
    stay: words of the English list, British and American, their compounds and inflections; terms of computing; the
    profile's `spelling.right`; names with a capital; code, keyrefs, addresses and file names; and a word that a page has
    four times or in code, which is a name or a term of its own. A key of the front matter is a slip where the one that it is
    near to is missing.

    An id is read word by word; a word that is cut short (`responsib`, `mgt`) is right. Its fix fixes the page's own links
    too, and is unsafe, for links from other pages lead there.

    ~~~~bad
    ## Change management
    {: #change-management}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Upgrade brokers | Release new versions. | Choose a window. |
    {: caption="Responsibilites for change management" caption-side="bottom"}
    ~~~~
    ~~~~fixed
    ## Change management
    {: #change-management}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Upgrade brokers | Release new versions. | Choose a window. |
    {: caption="Responsibilities for change management" caption-side="bottom"}
    ~~~~
    ~~~~bad
    ## Change management
    {: #change-managment}
    ~~~~
    ~~~~bad
    # Understanding your reponsibilities when using Nimbus Queue
    ~~~~
    ~~~~good
    ## Konnectivity and HADR for Hiper clusters
    {: #vpc-responsib-mgt}
    ~~~~
    """
    yield from _check_front_matter_keys(page, keys)
    misspelt = find_misspelled_words(page, profile, bold=True)
    if misspelt:
        parts = chain(find_front_matter_values(page, values), find_structure(page, locate_words(page, misspelt)))
        yield from report_misspellings(page, parts, misspelt, bold=True)
    yield from _check_ids(page, find_misspelled_words(page, profile, bold=False), shortest_in_ids)


def _check_front_matter_keys(page: Page, keys: tuple[str, ...]) -> Iterator[Violation]:
    """Keys that seem to be meant for one that is missing."""
    written = {entry.key.rpartition(".")[2]: entry for entry in page.front_matter.entries.values()}
    missing = tuple(key for key in keys if key not in written)
    for name, entry in written.items() if missing else ():
        right = _find_meant_key(name, missing)
        start = page.source.text.find(name, page.source.line_start(entry.line)) if right else -1
        if start >= 0:
            meant = Correction(right, own=True, name=False, usual=True, likely=True, certain=True, listed=True)
            yield report_misspelling("front matter key", Part(page.source, start, start + len(name)), meant, safe=True)


def _find_meant_key(name: str, missing: tuple[str, ...]) -> str:
    """The missing key that one is a slip of, or an empty text; pages have the same few keys."""
    # An edit changes one letter at most, and two edits are the limit.
    close = [key for key in missing if max((Counter(name) - Counter(key)).total(), len(key) - len(name)) <= EDITS]
    found = select_candidates(name, find_near_words(name, close), bold=True) if close else ()
    return next((near.word for near in found if near.word in close), "")


def _check_ids(page: Page, misspelt: dict[str, Correction], shortest: int) -> Iterator[Violation]:
    for part in find_ids(page) if misspelt else ():
        for match in re.finditer("[A-Za-z]+", part.raw):
            meant = misspelt.get(match[0])
            if meant and len(match[0]) >= shortest and _is_slip(match[0].lower(), meant):
                yield _make_id_violation(page, part, match, meant.right.lower() if match[0].islower() else meant.right)


def _make_id_violation(page: Page, part: Part, match: re.Match[str], right: str) -> Violation:
    """The id and the page's own links to it are fixed together."""
    links = {link.target_part.start + 1 for link in page.links if link.target == f"#{part.raw}"}
    edits = (Edit(start + match.start(), start + match.end(), right) for start in sorted({part.start, *links}))
    word = Part(part.source, part.start + match.start(), part.start + match.end())
    fix = Fix(f"write “{right}”, in the page's links too", tuple(edits), safe=False)
    return word.at(f"id says “{match[0]}”; write “{right}”", "links from other pages break: change them too", fix)


def _is_slip(word: str, meant: Correction) -> bool:
    """Whether a word of an id is no abbreviation and no name: nothing is cut off, and letters are at most left out or swapped."""
    right = meant.right.lower()
    return not right.startswith(word) and (meant.own or (meant.likely and not Counter(word) - Counter(right)))
