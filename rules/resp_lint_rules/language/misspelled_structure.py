"""RSP601."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from resp_lint import Fault, Findings, FixKind, Level, Page, Part, Profile, rule
from resp_lint_rules.language._misspelt import fault, misspellings, misspelt_words
from resp_lint_rules.language._parts import ids, structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint_rules.language._spelling import Meant


@rule("RSP601", level=Level.WARNING, fix=FixKind.SAFE, any_page=True)
def misspelled_structure(
    page: Page, profile: Profile, *, front_matter: tuple[str, ...] = ("keywords",), shortest_in_ids: int = 7
) -> Findings:
    """A typo in a heading or a caption is not found by a search, and it is the first thing that a screen reader says.

    Readers and auditors navigate by titles, headings, table headers, captions and ids, and a caption is copied from page to
    page with its typo: “Responsibilites” stood on 25 of 99 real pages, in five captions of a page as a rule.

    Reported is a known slip, and an unknown word that an edit or two make a common word of; the words of the profile's own
    structure (areas, headers, owners, set sentences, `spelling.vocabulary`) are compared more boldly than others. Silent
    stay: words of the English list, British and American, their compounds and inflections; terms of computing; the
    profile's `spelling.right`; names with a capital; code, keyrefs, addresses and file names; and a word that a page has
    four times or in code, which is a name or a term of its own.

    An id is read word by word. One that is cut short (`responsib`, `mgt`) is right. Its fix is unsafe: links lead there.
    Mending an id breaks the links to it.

    Options: `front_matter`, the keys whose words are read too; `shortest_in_ids`, the length from which a word of an id is
    compared.

    ~~~~bad
    ## Change management
    {: #change-managment}

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
    # Understanding your reponsibilities when using Nimbus Queue
    ~~~~
    ~~~~good
    ## Konnectivity and HADR for Hiper clusters
    {: #vpc-responsib-mgt}
    ~~~~
    """
    keywords = (page.front_matter.entries.get(key) for key in front_matter)
    yield from misspellings(
        page, profile, ((entry.key, Part(page, entry.start, entry.end)) for entry in keywords if entry), bold=True
    )
    yield from misspellings(page, profile, structure(page), bold=True)
    yield from _in_ids(page, misspelt_words(page, profile, bold=False), shortest_in_ids)


def _in_ids(page: Page, misspelt: dict[str, Meant], shortest: int) -> Iterator[Fault]:
    for part in ids(page) if misspelt else ():
        for match in re.finditer("[A-Za-z]+", part.raw):
            meant = misspelt.get(match[0])
            if meant and len(match[0]) >= shortest and _is_slip(match[0].lower(), meant):
                word = Part(page, part.start + match.start(), part.start + match.end())
                yield fault("id", word, meant, "links to the id break: change them too", safe=False)


def _is_slip(word: str, meant: Meant) -> bool:
    """Whether a word of an id is no abbreviation and no name: nothing is cut off, and letters are at most left out or swapped."""
    right = meant.right.lower()
    return not right.startswith(word) and (meant.own or (meant.certain and not Counter(word) - Counter(right)))
