"""Heading ids across pages: where one is defined, which links lead to it, and what it takes to rename it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.page.model import AttributeItem, Page

_TOPIC = regex(r"[?&]topic=([^&#\s]*)")
ID = regex(r"[^\s{}\"'#|()<>&?=]+")


class Use(Struct, frozen=True):
    """An id as it is written on a page.

    It is that of a heading, or leads to one on the page of a path, or of a topic; of a topic alone, the id is blank.
    """

    on: Page
    id: str
    path: str
    topic: str
    start: int
    end: int
    is_definition: bool = False


def list_uses(page: Page) -> Iterator[Use]:
    """All ids on a page: those that headings bear, and those that links lead to."""
    for heading in page.headings:
        if (item := heading.id_item) and item.value:
            part = item.value_part
            yield Use(page, item.value, page.path, "", part.start, part.end, is_definition=True)
    for link in page.links:
        yield from _read_link(page, link.target, link.target_part.start)


def _read_link(page: Page, target: str, start: int) -> Iterator[Use]:
    base, mark, fragment = target.partition("#")
    at = start + len(base) + 1
    topic = _TOPIC.search(base)
    if topic:
        yield Use(page, "", "", topic[1], start + topic.start(1), start + topic.end(1))
        if fragment:
            yield Use(page, fragment, "", topic[1], at, at + len(fragment))
    elif mark and fragment and (not base or (base.endswith((".md", ".markdown")) and ":" not in base)):
        path = os.path.normpath(os.path.join(os.path.dirname(page.path), base)) if base else page.path
        yield Use(page, fragment, path, "", at, at + len(fragment))


def find_use(page: Page, offset: int) -> Use | None:
    """The id at an offset."""
    return next((it for it in list_uses(page) if it.start <= offset <= it.end), None)


def title_item(page: Page) -> AttributeItem | None:
    """The id of the title where it is written: the topic that the page is."""
    return page.title.id_item if page.title else None


def is_topic(page: Page, topic: str) -> bool:
    """Whether a page is a topic: the id of its title, with the subcollection before it or without."""
    item = title_item(page)
    if item is None or not item.value:
        return False
    entry = page.front_matter.entries.get("subcollection")
    return topic in {item.value, f"{entry.value if entry else ''}-{item.value}"}


def leads_to(use: Use, target: Page, wanted: str) -> bool:
    """Whether an id is the id `wanted` of the page `target`, or leads to it."""
    if use.topic:
        item = title_item(target)
        return is_topic(target, use.topic) and (use.id or (item.value if item else "")) == wanted
    return os.path.normpath(use.path) == os.path.normpath(target.path) and use.id == wanted


def find_target(use: Use, pages: Iterable[Page]) -> tuple[Page, str] | None:
    """The page that an id leads to, and the heading's id there."""
    for page in pages:
        item = title_item(page)
        wanted = use.id or (item.value if item else "")
        if leads_to(use, page, wanted) and any(it.is_definition and it.id == wanted for it in list_uses(page)):
            return page, wanted
    return None


def place_in_use(use: Use, wanted: str) -> tuple[int, int]:
    """Where an id stands in a use: of a topic, what follows the subcollection."""
    return (use.end - len(wanted), use.end) if use.topic and not use.id else (use.start, use.end)
