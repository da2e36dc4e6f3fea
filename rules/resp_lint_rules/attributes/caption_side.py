"""RSP404."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Profile, rule
from resp_lint_rules.attributes._lists.intended import Meant, find_intended_names
from resp_lint_rules.attributes._lists.names import find_nearest_name
from resp_lint_rules.attributes._lists.stray_words import is_malformed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint import AttributeItem, Table, Violation

KEY = "caption-side"


@rule("RSP404", level=Level.WARNING, fix=FixKind.SAFE, any_page=True, requires=("captions",))
def caption_side(page: Page, profile: Profile) -> Findings:
    """Checks that the captions of a page stand at one side of their tables.

    Captions that stand now above and now below their tables are read with the wrong table.

    Where two tables follow each other, a reader takes the caption between them for whichever it stands nearer to; a page
    that keeps to one side leaves no doubt.

    Reported where a table has a caption and no `caption-side`, one that is no side (the profile's `captions.sides`:
    `bottom` and `top`), or another side than most tables of the page have; where both sides are as frequent, each is as
    good, and tables in tabs are compared with each other. The renderer hands the value on as it is, and what is no side
    has no effect. Seen on 3 of 74 responsibility pages, and fixed three times.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys"}
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="below"}
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="top"}
    ~~~~
    """
    sides = profile.captions.sides
    captioned = [table for table in page.tables if table.attrs.get("caption", "").strip()]
    written = {table.attrs.get(KEY) for table in captioned}
    if not sides or not written or (len(written) == 1 and written <= set(sides)):
        return
    authors = find_intended_names(page, profile)
    for tables in (
        [table for table in captioned if "tab-group" not in table.attrs],
        [table for table in captioned if "tab-group" in table.attrs],
    ):
        usual = _find_usual_side(tables, sides)
        for table in tables:
            if not usual or table.attrs.get(KEY) != usual:
                yield from _check_table(page, table, usual, authors, profile)


def _find_usual_side(tables: Iterable[Table], sides: tuple[str, ...]) -> str | None:
    """The side where most captions stand; None where two are as frequent, the preferred one where none stands anywhere."""
    items = (table.item(KEY) for table in tables)
    counts = Counter(side for item in items if item and (side := _guess_side(item.value, sides))).most_common(2)
    if len(counts) > 1 and counts[0][1] == counts[1][1]:
        return None
    return counts[0][0] if counts else sides[0]


def _guess_side(side: str, sides: tuple[str, ...]) -> str | None:
    return side if side in sides else find_nearest_name(side, frozenset(sides))


def _check_table(page: Page, table: Table, usual: str | None, authors: Meant, profile: Profile) -> Iterator[Violation]:
    item, caption = table.item(KEY), table.caption
    if item and item.value and item.value != usual and (usual or item.value not in profile.captions.sides):
        yield from _report_wrong_side(page, item, usual, profile)
    elif not item and caption and authors.is_missing(table, KEY):
        yield _report_missing_side(page, table, caption, usual, profile)


def _report_missing_side(
    page: Page, table: Table, caption: AttributeItem, usual: str | None, profile: Profile
) -> Violation:
    text = f'{KEY}="{usual or profile.captions.sides[0]}"'
    unclear = not usual or any(is_malformed(page, found, profile) for found in table.lists)
    fix = None if unclear else Fix(f"add {text}", (Edit(caption.end, caption.end, f" {text}"),))
    return caption.at(f"caption has no “{KEY}”; write {text} after it", fix=fix)


def _report_wrong_side(page: Page, item: AttributeItem, usual: str | None, profile: Profile) -> Iterator[Violation]:
    sides, side = profile.captions.sides, item.value
    wanted = usual or _guess_side(side, sides)
    if side in sides:
        message = f'this caption stands at the {side}, most of the page\'s at the {wanted}; write {KEY}="{wanted}"'
    elif any(
        is_malformed(page, found, profile) for found in page.attribute_lists if found.start < item.start < found.end
    ):
        return
    else:
        message = f'“{side}” is no side for a caption; write {KEY}="{wanted or sides[0]}"'
    place = item.value_part
    yield item.at(message, fix=Fix(f"write “{wanted}”", (Edit(place.start, place.end, wanted),)) if wanted else None)
