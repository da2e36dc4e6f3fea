"""The parts of a page that stand outside of tables, and attribute lists with what they give to a part."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from resp_lint.finding import Violation
from resp_lint.lazy import cached_property
from resp_lint.page.attribute_lists import OPENING, parse_list
from resp_lint.page.inline import inline_text
from resp_lint.page.keyrefs import mask, unmask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_lint.finding import Fix
    from resp_lint.page.attribute_lists import Item
    from resp_lint.page.fences import FenceFlaw
    from resp_lint.page.model import Page
    from resp_lint.page.slips import Slip

P = TypeVar("P", bound="Part")

_MAX_REFERENCES = 20
_MAX_ITEMS = 1_000


class Part(Struct, frozen=True, eq=False):
    """A stretch of a page between two offsets (code points, end exclusive)."""

    page: Page
    start: int
    end: int

    @property
    def line(self) -> int:
        """The 1-based line on which the part starts."""
        return bisect_right(self.page.source.line_starts, self.start)

    @property
    def raw(self) -> str:
        """The part as it is written."""
        return self.page.source.text[self.start : self.end]

    def at(self, message: str, help: str = "", fix: Fix | None = None) -> Violation:  # noqa: A002 -- the field's name
        """A violation that lies in this part."""
        return Violation(self.start, self.end, message, help, fix)


class AttributeItem(Part, frozen=True, eq=False):
    """One item of an attribute list: a class, an id, a key with its value, or a bare word."""

    key: str
    value: str
    bare: bool
    value_part: Part


class AttributeList(Part, frozen=True, eq=False, dict=True):
    """An attribute list as written; `slip` says what is wrong with its place, if anything.

    `reaches` says whether the renderer gives it to what its author meant; `name` is set for a definition.
    """

    slip: Slip | None
    reaches: bool
    target: str = ""

    @property
    def name(self) -> str | None:
        """The name that the list defines, or None."""
        # A name ends in a colon; without one there is nothing to parse.
        if self.page.source.text.find(":", self.start + len(OPENING), self.end) < 0:
            return None
        return parse_list(mask(self.raw)[0]).name

    @cached_property
    def items(self) -> tuple[AttributeItem, ...]:
        """The list's items in order."""
        # A keyref's braces would end the list.
        masked, keyrefs = mask(self.raw)
        return tuple(self._item(item, keyrefs) for item in parse_list(masked).items)

    def _item(self, item: Item, keyrefs: tuple[str, ...]) -> AttributeItem:
        value = Part(self.page, self.start + item.value_start, self.start + item.value_end)
        start, end = self.start + item.start, self.start + item.end
        return AttributeItem(self.page, start, end, item.key, unmask(item.value, keyrefs), item.bare, value)

    def get(self, key: str) -> AttributeItem | None:
        """The first item with this key, or None."""
        return next((item for item in self.items if item.key == key), None)


class Attributed(Part, frozen=True, eq=False, dict=True):
    """A part that attribute lists can be attached to."""

    lists: tuple[AttributeList, ...]

    @cached_property
    def items(self) -> tuple[AttributeItem, ...]:
        """The items of all lists, as meant, in order."""
        return tuple(item for attribute_list in self.lists for item in attribute_list.items)

    def item(self, key: str) -> AttributeItem | None:
        """The first item with this key in any list, or None."""
        for attribute_list in self.lists:
            if item := attribute_list.get(key):
                return item
        return None

    @cached_property
    def _merged(self) -> tuple[str | None, dict[str, str]]:
        return _merged(self.page, self.items)

    @property
    def id(self) -> str | None:
        """The explicit id: the first one that a list gives."""
        return self._merged[0]

    @property
    def attrs(self) -> Mapping[str, str]:
        """Attributes by key, repeated ones joined by spaces, `class` among them, the id apart."""
        return self._merged[1]

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes in order."""
        return tuple(self.attrs.get("class", "").split())


class Heading(Attributed, frozen=True, eq=False, dict=True):
    """A heading: `start` and `end` span its text as written, `stray` the lists that were meant for it and missed."""

    level: int
    setext: bool
    stray: tuple[AttributeList, ...]

    @cached_property
    def text(self) -> str:
        """The heading as a reader sees it, keyrefs as written."""
        raw = self.raw
        return inline_text(self.page.resolved(raw, self.start) if "[" in raw else raw)

    @property
    def id_item(self) -> AttributeItem | None:
        """The id where it is written, or None."""
        return self.item("id")


class Block(Part, frozen=True, eq=False):
    """A paragraph, code or HTML block, outside of tables: its type, and whether it stands in a list."""

    type: str
    in_list: bool


class BrokenFence(Part, frozen=True, eq=False):
    """The line by which a fence ends elsewhere than it seems to, so that the renderer shows what follows as code.

    `flaw` says what is wrong with the line.
    """

    flaw: FenceFlaw


def between(parts: tuple[P, ...], start: int, end: int) -> tuple[P, ...]:
    """The parts, given in order, that start between two offsets."""
    return parts[bisect_left(parts, start, key=start_of) : bisect_left(parts, end, key=start_of)]


def start_of(part: Part) -> int:
    """Where a part starts, for sorting and searching parts by their places."""
    return part.start


# --- what attribute lists amount to


def _merged(page: Page, items: tuple[AttributeItem, ...]) -> tuple[str | None, dict[str, str]]:
    """The id and the attributes that items amount to: the first id wins, repeated keys are joined.

    A bare word stands for the definition of that name above it, or is an attribute with an empty value.
    """
    found_id = next((item.value for item in items if item.key == "id"), None)
    values: dict[str, list[str]] = {}
    for item in _resolved(page, items):
        values.setdefault(item.key, []).append(item.value)
    return found_id, {key: " ".join(found) for key, found in values.items()}


def _resolved(page: Page, items: tuple[AttributeItem, ...]) -> Iterator[AttributeItem]:
    """Items with references replaced by what they stand for, without ids: a reference brings everything but those.

    Definitions of definitions can grow without end, so there is an end to how deep and how many are looked at.
    """
    waiting = [iter(items)]
    left = max(_MAX_ITEMS, len(items))
    while waiting and left:
        item = next(waiting[-1], None)
        if item is None:
            waiting.pop()
            continue
        left -= 1
        definition = _definition(page, item) if item.bare and len(waiting) <= _MAX_REFERENCES else None
        if definition:
            waiting.append(iter(definition.items))
        elif item.key != "id":
            yield item


def _definition(page: Page, item: AttributeItem) -> AttributeList | None:
    """The last definition of an item's name above it."""
    known = page.definitions.get(item.key, ())
    above = bisect_left(known, item.start, key=start_of)
    return known[above - 1] if above else None
