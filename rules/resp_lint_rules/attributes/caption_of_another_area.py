"""RSP407."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Part, Profile, normalized, rule
from resp_lint_rules.attributes._lists.captions import find_captioned_tables, normalize_caption

if TYPE_CHECKING:
    from resp_lint import Area, AttributeItem

# How near words must be to a title to be it with a typo, and how far from the own area's titles.
_SAME = 92
_FAR = 80


@rule("RSP407", level=Level.WARNING, requires=("captions", "areas"))
def caption_of_another_area(page: Page, profile: Profile) -> Findings:
    """Checks that a caption names its own section's area, not another one.

    A caption that names another area sends whoever looks for that area to the wrong tasks.

    It comes from copying a table with its lists: in the section on access stands a second table “Responsibilities for
    change management”, and an auditor who collects tables by caption files it there.

    Reported on responsibility pages where the caption of a table in an area's section names another area by its title or
    one of its variants, or nearly so, and not its own. Seen on 3 of 99 pages once, and fixed three times.

    ~~~~bad
    ## Identity and access management
    {: #iam}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Grant access | N/A | Grant access to your users. |
    {: caption="Responsibilities for change management" caption-side="bottom"}
    ~~~~
    ~~~~good
    ## Identity and access management
    {: #iam}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Grant access | N/A | Grant access to your users. |
    {: caption="Responsibilities for identity and access management" caption-side="bottom"}
    ~~~~
    """
    for table, caption in find_captioned_tables(page):
        text = normalize_caption(page.conventions.replace_keyrefs(caption.value)) if table.area else ""
        if text and table.area and (other := _find_other_area(text, table.area.area, profile.areas)):
            yield _part(caption, other).at(
                f"caption names “{other.title}”, its section is about “{table.area.area.title}”;"
                " say what this table is about"
            )


def _find_other_area(text: str, own: Area, areas: tuple[Area, ...]) -> Area | None:
    """The area that a caption names which does not name its own, or None."""
    number = _find_named(text, _list_titles(own), tuple(_list_titles(area) for area in areas))
    return areas[number] if number is not None and areas[number] != own else None


@lru_cache(maxsize=512)  # an edit leaves nearly all of a page as it was: 6 % of checking 32 KiB again
def _find_named(text: str, own: tuple[str, ...], all_titles: tuple[tuple[str, ...], ...]) -> int | None:
    """Which area's titles a caption names: an exact title first, the longest one where one holds another."""
    if any(_holds_words(text, title) for title in own):
        return None
    exact = [
        (len(title), -number)
        for number, titles in enumerate(all_titles)
        for title in titles
        if _holds_words(text, title)
    ]
    return -max(exact)[1] if exact else _find_nearest(text, own, all_titles)


def _holds_words(text: str, title: str) -> bool:
    """Whether a title stands in a text, word for word."""
    at = text.find(title)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(title) : at + len(title) + 1]
        if not before.isalnum() and not after.isalnum():
            return True
        at = text.find(title, at + 1)
    return False


def _find_nearest(text: str, own: tuple[str, ...], all_titles: tuple[tuple[str, ...], ...]) -> int | None:
    """Which area's titles a caption nearly names; None where it resembles those of its own, or none."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only a caption that names no area pays for it

    def compare(title: str) -> float:
        # A text that is shorter than a title would be found inside of it.
        return fuzz.partial_ratio(title, text) if len(text) >= len(title) else fuzz.ratio(title, text)

    if max((max(compare(title), fuzz.token_set_ratio(title, text)) for title in own), default=0) >= _FAR:
        return None
    scores = [max(map(compare, titles), default=0) for titles in all_titles]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= _SAME else None


def _list_titles(area: Area) -> tuple[str, ...]:
    return tuple(normalized(title) for title in (area.title, *area.variants))


def _part(caption: AttributeItem, area: Area) -> Part:
    """The words of a caption that name an area; all of it where they are not exactly the area's."""
    value = caption.value_part
    for title in _list_titles(area):
        if match := re.search(r"\s+".join(map(re.escape, title.split())), value.raw, re.IGNORECASE):
            return Part(value.source, value.start + match.start(), value.start + match.end())
    return value
