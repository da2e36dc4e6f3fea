"""Attribute lists as parts of a page, and what they amount to."""

from __future__ import annotations

from bisect import bisect_left
from html import unescape
from typing import TYPE_CHECKING

from resp_lint.page.attribute_lists import parse_list
from resp_lint.page.keyrefs import mask, unmask
from resp_lint.page.model import AttributeItem, AttributeList, Part, start_of
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lint.page.model import Slip, Span
    from resp_lint.source import Source

_ENTITY = regex(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MAX_REFERENCES = 20
_MAX_ITEMS = 1_000


def read_list(
    source: Source, span: Span, slip: Slip | None = None, *, reaches: bool = True, target: str = ""
) -> AttributeList:
    """The attribute list between two offsets."""
    start, end = span
    # A keyref's braces would end the list.
    masked, keyrefs = mask(source.text[start:end])
    parsed = parse_list(masked)
    items: list[AttributeItem] = []
    for item in parsed.items:
        value = Part(source, start + item.value_start, start + item.value_end)
        text = _ENTITY.sub(lambda entity: unescape(entity[0]), item.value) if "&" in item.value else item.value
        text = unmask(text, keyrefs) if keyrefs else text
        items.append(AttributeItem(source, start + item.start, start + item.end, item.key, text, item.bare, value))
    return AttributeList(source, start, end, slip, reaches, target, parsed.name, tuple(items))


class Definitions:
    """The lists that define a name, by name, as they are met on a walk from the top of a page to its end."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[AttributeList]] = {}

    def add(self, attribute_list: AttributeList) -> None:
        """Add a list where it defines a name."""
        if attribute_list.name:
            self.by_name.setdefault(attribute_list.name, []).append(attribute_list)

    def merge(self, lists: Sequence[AttributeList]) -> tuple[str | None, dict[str, str]]:
        """The id and the attributes that lists amount to: the first id wins, repeated keys are joined.

        A bare word stands for the definition of that name above it, or is an attribute with an empty value.
        """
        if not lists:
            return None, {}
        items = [item for attribute_list in lists for item in attribute_list.items]
        found_id = next((item.value for item in items if item.key == "id"), None)
        values: dict[str, list[str]] = {}
        for item in self._resolve(items):
            values.setdefault(item.key.lower(), []).append(item.value)
        return found_id, {key: " ".join(found) for key, found in values.items()}

    def _resolve(self, items: list[AttributeItem]) -> Iterator[AttributeItem]:
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
            definition = self._find(item) if item.bare and len(waiting) <= _MAX_REFERENCES else None
            if definition:
                waiting.append(iter(definition.items))
            elif item.key != "id":
                yield item

    def _find(self, item: AttributeItem) -> AttributeList | None:
        """The last definition of an item's name above it."""
        known = self.by_name.get(item.key, ())
        above = bisect_left(known, item.start, key=start_of)
        return known[above - 1] if above else None
