"""RSP415."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Profile, RuleSet, rule
from resp_lint_rules.attributes._lists.stray_words import is_malformed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint import AttributeItem, AttributeList, Table


@rule(
    "RSP415", level=Level.INFO, rule_set=RuleSet.STRICT, fix=FixKind.SAFE, any_page=True, requires=("attribute-lists",)
)
def attribute_order(page: Page, profile: Profile) -> Findings:
    """Checks that the attributes of a table stand in the order of the profile.

    Lists in one order on every page are compared, reviewed and copied without a slip.

    A reader sees no difference; a writer who looks for the one table without a summary does.

    Reported where a table's keys stand in another order than the profile's `attributes.table-order`: row headers, caption,
    summary. The place is the first item that stands too early. Other keys, ids and classes may stand anywhere. Seen on 20
    of 74 responsibility pages.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: summary="The first column names the task."}
    {: caption="Responsibilities for keys" caption-side="bottom"}
    {: row-headers}
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: row-headers}
    {: caption="Responsibilities for keys" caption-side="bottom"}
    {: summary="The first column names the task."}
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: #keys caption="Responsibilities for keys" caption-side="bottom"}
    {: summary="The first column names the task."}
    ~~~~
    """
    order = profile.attributes.table_order
    for table in page.tables:
        items = [item for item in table.items if _name(item) in order]
        ranks = [order.index(_name(item)) for item in items]
        if ranks == sorted(ranks) or any(is_malformed(page, found, profile) for found in table.lists):
            continue
        early = next(item for number, item in enumerate(items) if ranks[number] > min(ranks[number:]))
        fix = _fix(table, order)
        wanted = ", ".join(order)
        yield early.at(f"“{_name(early)}” stands too early; write a table's attributes in the order {wanted}", fix=fix)


def _name(item: AttributeItem) -> str:
    return item.value if item.key == "class" else item.key


def _rank_items(items: Sequence[AttributeItem], order: tuple[str, ...]) -> list[int]:
    """The place of each item in the order; one that has none goes with the item before it."""
    ranks: list[int] = []
    for item in items:
        ranks.append(order.index(_name(item)) if _name(item) in order else ranks[-1] if ranks else -1)
    return ranks


def _fix(table: Table, order: tuple[str, ...]) -> Fix | None:
    """Each list sorted in itself, and the lists among each other; None where that is not enough."""
    lists = [found for found in table.lists if max(_rank_items(found.items, order), default=-1) >= 0]
    if len({found.slip for found in table.lists}) != 1 or table.lists[0].slip:
        return None
    sorted_lists = sorted(lists, key=lambda found: min(rank for rank in _rank_items(found.items, order) if rank >= 0))
    texts = [_sort_items(found, order) for found in sorted_lists]
    after = [rank for found in sorted_lists for rank in sorted(_rank_items(found.items, order)) if rank >= 0]
    edits = [Edit(old.start, old.end, new) for old, new in zip(lists, texts, strict=True) if old.raw != new]
    return Fix("put the table's attributes in order", tuple(edits)) if after == sorted(after) else None


def _sort_items(found: AttributeList, order: tuple[str, ...]) -> str:
    """A list with its items in order."""
    ranks = _rank_items(found.items, order)
    if ranks == sorted(ranks):
        return found.raw
    items = [item.raw for _, item in sorted(zip(ranks, found.items, strict=True), key=lambda pair: pair[0])]
    start, end = found.items[0].start - found.start, found.items[-1].end - found.start
    return found.raw[:start] + " ".join(items) + found.raw[end:]
