"""What edits may have done to a page, and what they may not.

No fix declares what it changes: its edits do.  A line of which any text outlives the edits must be the same kind of
line afterwards: a heading of its level, a row of as many cells, a list that is attached to what it was attached to.
Only an edit inside it can better a line: a row comes nearer to as many cells as its header has, a list that was lost
reaches something.  What a fix wrote or deleted altogether is free, but an id that a link may point to goes only by an
unsafe fix.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from resp_lint.fix.edits import apply_edits, edits_of
from resp_lint.fix.shape import Line, lines_of
from resp_lint.fix.survivors import survivors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lint.finding import Edit, Fix
    from resp_lint.fix.shift import Shift
    from resp_lint.fix.survivors import Survivor
    from resp_lint.page.model import AttributeItem, AttributeList, Page

_FIXED_KINDS = frozenset({"front_matter", "heading", "header", "delimiter"})
_TABLE_KINDS = frozenset({"row", "header", "delimiter"})


def difference(before: Page, after: Page, fixes: Sequence[Fix], shift: Shift) -> str:
    """What fixes did to a page that they do not say, in words; blank where they hold."""
    if apply_edits(before.source.text, shift.edits) != after.source.text:
        return "text outside of its edits changed"
    if after.limits:
        return "the page can no longer be read in full"
    unsafe = edits_of(fix for fix in fixes if not fix.safe)
    lines = list(survivors(before.source, after.source, shift))
    if changed := next(_changed_lines(before, after, lines, frozenset(unsafe)), ""):
        return changed
    gone = _lost_id(before, after, unsafe)
    return f"the id “{gone}” is gone" if gone else ""


def _changed_lines(before: Page, after: Page, survivors: Sequence[Survivor], unsafe: frozenset[Edit]) -> Iterator[str]:
    old_lines, new_lines = lines_of(before), lines_of(after)
    now = {survivor.before: survivor.after for survivor in survivors}
    for survivor in survivors:
        line = f"line {survivor.before}"
        old, new = old_lines.get(survivor.before, Line()), new_lines.get(survivor.after, Line())
        if not _same_kind(old, new, survivor):
            yield f"{line} was {old} and became {new}"
        if survivor.parted and old.kind in _TABLE_KINDS:
            yield f"{line} was {old} and became two lines"
        if _detached(old, new, now):
            yield f"{line}: its attribute list no longer belongs to what it belonged to"
        if lost := _lost_item(old, new, survivor.edits, unsafe):
            yield f"{line}: “{lost}” is gone from its attribute list"


def _same_kind(old: Line, new: Line, survivor: Survivor) -> bool:
    """Whether a line is the same kind of line, or a better one by an edit inside it."""
    if (old.kind, old.number) == (new.kind, new.number) and (survivor.edits or bool(old.lists) == bool(new.lists)):
        return True
    mended_row = old.kind == new.kind == "row" and abs(new.number) < abs(old.number)
    found_list = old.kind not in _FIXED_KINDS and any(one.reaches for one, _ in new.lists)
    return bool(survivor.edits) and (mended_row or found_list)


def _detached(old: Line, new: Line, now: Mapping[int, int]) -> bool:
    """Whether one of a line's lists no longer reaches what it reached; `now` maps lines before to lines after."""
    held = [(one, now.get(owner, 0)) for one, owner in old.lists if one.reaches and (not owner or owner in now)]
    return not all(any(_as_firm(one, other, owner) for other in new.lists) for one, owner in held)


def _as_firm(old: AttributeList, new: tuple[AttributeList, int], owner: int) -> bool:
    """Whether a list reaches what another reached, and by no more luck."""
    one, its_owner = new
    return one.reaches and (one.target, its_owner) == (old.target, owner) and (not one.slip or bool(old.slip))


def _lost_item(old: Line, new: Line, edits: Sequence[Edit], unsafe: frozenset[Edit]) -> str:
    """An item that is gone from a line's lists although no edit touched it.

    An unsafe edit may make a value of words that stood bare, because a quote was missing.
    """
    may_quote = not unsafe.isdisjoint(edits)
    left = {(item.key, item.value) for one, _ in new.lists for item in one.items}
    items = (item for one, _ in old.lists for item in one.items if not (item.bare and may_quote))
    return next((item.raw for item in items if (item.key, item.value) not in left and not _touched(item, edits)), "")


def _lost_id(before: Page, after: Page, unsafe: Sequence[Edit]) -> str:
    """An id that reached something and is gone, although no unsafe edit touched it."""
    left = {item.value for item in _ids(after)}
    return next((item.value for item in _ids(before) if item.value not in left and not _touched(item, unsafe)), "")


def _ids(page: Page) -> Iterator[AttributeItem]:
    for one in page.attribute_lists:
        if one.reaches and not one.name:
            yield from (item for item in one.items if item.key == "id")


def _touched(item: AttributeItem, edits: Sequence[Edit]) -> bool:
    """Whether one of some edits, which are in order, meets an item."""
    first = bisect_left(edits, item.start, key=lambda edit: edit.end)
    return first < len(edits) and edits[first].start <= item.end
