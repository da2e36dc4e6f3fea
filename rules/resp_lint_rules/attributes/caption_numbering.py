"""RSP405."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint import Findings, Fix, FixKind, Level, Page, Profile, regex, rule
from resp_lint_rules.attributes._lists.caption_numbers import find_number_violations, is_quoted
from resp_lint_rules.attributes._lists.captions import is_numbered, list_image_captions, list_table_captions

if TYPE_CHECKING:
    from resp_lint import Part

_FIGURE = regex('="[Ff]igure')
_MENTION = regex(r"\b(?:table|figure)s?[ \t]+\d", re.IGNORECASE)


@rule("RSP405", level=Level.WARNING, fix=FixKind.SAFE, any_page=True, requires=("captions",))
def caption_numbering(page: Page, profile: Profile) -> Findings:
    """Checks that the numbers of captions follow one another.

    Numbers that skip, repeat or stop make a reader look for a table that is not there.

    “See Table 3” finds two of them, or none; an auditor asks for the one that seems to be missing. A number that touches
    the text (`Table 1.Keys`) is read out as one word.

    Reported only where captions are numbered, as “Table 1.”, “Table 1:” or “Figure 1.”; no page needs numbers. Reported are a
    number that does not follow the one before it, once for what follows from it; a number beside captions without one,
    or the other way round, whichever is rarer; a number that is not parted from its text like the others, and by one
    blank. Where text speaks of a table by its number, or where a number is skipped and the section on an area is missing there,
    the fix is one to look at. A table without a caption may keep its
    place in the sequence. Seen on 31 of 99 responsibility pages, and fixed 34 times.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Table 1. Responsibilities for keys" caption-side="bottom"}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Change locks | N/A | Change your locks. |
    {: caption="Table 3.Responsibilities for locks" caption-side="bottom"}
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Table 1. Responsibilities for keys" caption-side="bottom"}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Change locks | N/A | Change your locks. |
    {: caption="Table 2. Responsibilities for locks" caption-side="bottom"}
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    """
    if not _has_numbers(page):
        return
    found = [*find_number_violations(list_table_captions(page)), *find_number_violations(list_image_captions(page))]
    areas = [_find_missing_area(page, slip.part, profile) if slip.skips else "" for slip in found]
    # One number that stays as it is makes the others wrong.
    doubtful = any(areas) or (bool(found) and _is_mentioned(page))
    for slip, area in zip(found, areas, strict=True):
        safe = not (doubtful and slip.renumbers)
        broken = not slip.edits or (any(" " in edit.text for edit in slip.edits) and not is_quoted(slip.part))
        fix = None if broken else Fix("fix the numbers of the captions", tuple(slip.edits), safe=safe)
        yield slip.part.at(slip.message, f"the section on “{area}” is missing before it" if area else "", fix)


def _find_missing_area(page: Page, caption: Part, profile: Profile) -> str:
    """The area that has no section, and would stand between a caption's section and the one before; empty for none."""
    order = [area.title for area in profile.areas if area.required]
    sections = [(section, section.own_area.area.title) for section in page.area_sections if section.own_area]
    covered = {title for _, title in sections}
    before = [order.index(title) for section, title in sections if section.start < caption.start and title in order]
    if not before:
        return ""
    previous = before[-2] if len(before) > 1 else -1
    return next((title for title in order[previous + 1 : before[-1]] if title not in covered), "")


def _has_numbers(page: Page) -> bool:
    """Whether a caption of a table, or of a figure, begins like one with a number."""
    if any(is_numbered(table.attrs["caption"]) for table in page.tables if "caption" in table.attrs):
        return True
    return _FIGURE.search(page.source.text) is not None


def _is_mentioned(page: Page) -> bool:
    """Whether the page speaks of a table or a figure by its number, captions apart."""
    text = page.source.text
    return any(text[max(match.start() - 1, 0)] not in "\"'" for match in _MENTION.finditer(text))
