"""What an author meant to give a table, so that one slip in a list is told once and not as everything it cost."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from resp_lint_rules.attributes._malformed import flaws
from resp_lint_rules.attributes._names import meant_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import AttributeList, Page, Profile, Table


def place(table: Table) -> str:
    """A table in words: where it stands."""
    return f"table under “{table.section.heading.text}”" if table.section else "table"


def has(table: Table, name: str, profile: Profile) -> bool:
    """Whether a table's lists, definitions included, give it this key or flag; a flag may be written as a class."""
    return name in table.attrs or (name in profile.attributes.flags and name in table.classes)


def is_usual(page: Page, name: str, profile: Profile) -> bool:
    """Whether at least half of a page's tables have this key or flag."""
    return 0 < len(page.tables) <= 2 * sum(has(table, name, profile) for table in page.tables)


def lacks(table: Table, name: str, profile: Profile) -> bool:
    """Whether nobody gave, or tried to give, a table this key, flag or class."""
    if has(table, name, profile):
        return False
    return not any(name in _names(found, profile) for found in (*table.lists, *lists_astray(table)))


def _names(attribute_list: AttributeList, profile: Profile) -> Iterator[str]:
    """The names that a list holds or was meant to hold."""
    if flaws(attribute_list, profile):
        yield from _names_in(attribute_list.raw)
    for item in attribute_list.items:
        if item.key != "class":
            yield item.key
        elif item.value in profile.attributes.flags:
            yield item.value
        if slip := meant_name(item, attribute_list.page, profile):
            yield slip
    yield from (f"{one.key}-{other.key}" for one, other in pairwise(attribute_list.items))


_BEFORE_VALUE = re.compile(r"(?<![\w.-])([\w.-]++)(?:[ \t]([\w-]++))?[ \t]*+[=:\"'“]")


def _names_in(raw: str) -> Iterator[str]:
    """What may be a name in a list that is malformed."""
    for match in _BEFORE_VALUE.finditer(raw):
        first, second = match.groups()
        yield from (first, second, f"{first}-{second}") if second else (first,)
    yield from (word.strip("\"'“”.{:}") for word in raw.split())


def lists_astray(table: Table) -> Iterator[AttributeList]:
    """Lists that belong to nothing and stand nearest to this table: behind it, or before it where no table is above."""
    page = table.page
    number = page.tables.index(table)
    starts = [section.start for section in page.sections]
    behind = bisect_right(starts, table.start)
    first = starts[behind - 1] if behind else 0
    last = starts[behind] if behind < len(starts) else len(page.source.text)
    if number and page.tables[number - 1].start >= first:
        first = table.start
    if number + 1 < len(page.tables):
        last = min(last, page.tables[number + 1].start)
    for found in page.attribute_lists:
        if found.slip and not found.target and not found.name and first <= found.start < last:
            yield found
