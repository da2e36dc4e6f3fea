"""What edits may have done to a page, and what they may not.

No fix declares what it changes: its edits do.  A line of which any text outlives the edits must be the same kind of
line afterwards: a heading of its level, a row of as many cells, a list that is attached to what it was attached to.
Only an edit inside it can better a line: a row comes nearer to as many cells as its header has, a list that was lost
reaches something.  What a fix wrote or deleted altogether is free, but an id that a link may point to goes only by an
unsafe fix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_lint.fix.edits import Shift, apply_edits, edits_of
from resp_lint.fix.shape import Line, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lint.page.finding import Edit, Fix
    from resp_lint.page.model import AttributeItem, AttributeList, Page
    from resp_lint.page.source import Source

_BLANKS = " \t\r\n"
_FIXED_KINDS = frozenset({"front_matter", "heading", "header", "delimiter"})
_TABLE_KINDS = frozenset({"row", "header", "delimiter"})


@dataclass(frozen=True, slots=True)
class Survivor:
    """A line that outlives edits: its number before and after, and the edits that touch it."""

    before: int
    after: int
    edits: tuple[Edit, ...]
    parted: bool


def difference(before: Page, after: Page, fixes: Sequence[Fix]) -> str:
    """What fixes did to a page that they do not say, in words; blank where they hold."""
    edits = edits_of(fixes)
    if apply_edits(before.source.text, edits) != after.source.text:
        return "text outside of its edits changed"
    if after.cut_short or after.front_matter.limit_reached:
        return "the page can no longer be read in full"
    survivors = list(_survivors(before.source, after.source, edits))
    if changed := next(_changed_lines(before, after, survivors), ""):
        return changed
    gone = _lost_id(before, after, fixes)
    return f"the id “{gone}” is gone" if gone else ""


def _survivors(before: Source, after: Source, edits: Sequence[Edit]) -> Iterator[Survivor]:
    """The lines of which something is left that is not blank, at most one for each line that there is afterwards."""
    shift = Shift(edits)
    last = first = 0
    for line, start in enumerate(before.line_starts, 1):
        end = start + len(before.line_text(line))
        while first < len(edits) and edits[first].end < start:
            first += 1
        touching = _touching(edits, first, end)
        kept = _kept(before.text, start, end, touching)
        now = [after.position(shift(offset)).line for offset in kept]
        if now and now[0] != last:
            last = now[0]
            yield Survivor(line, now[0], touching, parted=now[0] != now[-1])


def _touching(edits: Sequence[Edit], first: int, end: int) -> tuple[Edit, ...]:
    last = first
    while last < len(edits) and edits[last].start <= end:
        last += 1
    return tuple(edits[first:last])


def _kept(text: str, start: int, end: int, edits: Sequence[Edit]) -> list[int]:
    """The offset of the first character that is not blank in each stretch of a line that is not edited."""
    starts = [start, *(max(start, edit.end) for edit in edits)]
    ends = [*(max(start, edit.start) for edit in edits), end]
    stretches = ((right, text[left:right].lstrip(_BLANKS)) for left, right in zip(starts, ends, strict=True))
    return [right - len(found) for right, found in stretches if found]


# --- what may not be


def _changed_lines(before: Page, after: Page, survivors: Sequence[Survivor]) -> Iterator[str]:
    old_lines, new_lines = lines_of(before), lines_of(after)
    now = {survivor.before: survivor.after for survivor in survivors}
    for survivor in survivors:
        old = old_lines.get(survivor.before, Line())
        new = new_lines.get(survivor.after, Line())
        if not _same_kind(old, new, survivor):
            yield f"line {survivor.before} was {old} and became {new}"
        elif survivor.parted and old.kind in _TABLE_KINDS:
            yield f"line {survivor.before} was {old} and became two lines"
        elif lost := next(_lost(old, new, survivor, now), ""):
            yield f"line {survivor.before}: {lost}"


def _same_kind(old: Line, new: Line, survivor: Survivor) -> bool:
    """Whether a line is the same kind of line, or a better one by an edit inside it."""
    if (old.kind, old.number) == (new.kind, new.number) and (survivor.edits or bool(old.lists) == bool(new.lists)):
        return True
    mended_row = old.kind == new.kind == "row" and abs(new.number) < abs(old.number)
    found_list = old.kind not in _FIXED_KINDS and any(one.reaches for one, _ in new.lists)
    return bool(survivor.edits) and (mended_row or found_list)


def _lost(old: Line, new: Line, survivor: Survivor, now: Mapping[int, int]) -> Iterator[str]:
    """What the lists of a line no longer reach, and the items that are gone from them."""
    for one, owner in old.lists:
        known = not owner or owner in now
        if one.reaches and known and not any(_as_firm(one, other, now.get(owner, 0)) for other in new.lists):
            yield "its attribute list no longer belongs to what it belonged to"
    items = {(item.key, item.value) for one, _ in new.lists for item in one.items}
    for one, _ in old.lists:
        for item in one.items:
            if (item.key, item.value) not in items and not _touched(item, survivor.edits):
                yield f"“{item.raw}” is gone from its attribute list"


def _as_firm(old: AttributeList, new: tuple[AttributeList, int], owner: int) -> bool:
    """Whether a list reaches what another reached, and by no more luck."""
    one, its_owner = new
    return one.reaches and (one.target, its_owner) == (old.target, owner) and (not one.slip or bool(old.slip))


def _lost_id(before: Page, after: Page, fixes: Sequence[Fix]) -> str:
    """An id that reached something and is gone, although no unsafe fix touched it."""
    unsafe = edits_of(fix for fix in fixes if not fix.safe)
    left = {item.value for item in _ids(after)}
    return next((item.value for item in _ids(before) if item.value not in left and not _touched(item, unsafe)), "")


def _ids(page: Page) -> Iterator[AttributeItem]:
    for one in page.attribute_lists:
        if one.reaches and not one.name:
            yield from (item for item in one.items if item.key == "id")


def _touched(item: AttributeItem, edits: Sequence[Edit]) -> bool:
    return any(edit.start <= item.end and edit.end >= item.start for edit in edits)
