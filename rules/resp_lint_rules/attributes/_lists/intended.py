"""What an author meant to give a table, so that one slip in a list is reported once and not as everything it cost."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from resp_lint import Slip, regex
from resp_lint_rules.attributes._lists.facts import collect_lists
from resp_lint_rules.attributes._lists.grammar import find_flaws
from resp_lint_rules.attributes._lists.names import Names
from resp_lint_rules.attributes._lists.near_misses import find_after_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint import AttributeList, Page, Part, Profile, Table


EveryPage = Annotated[
    bool, Meta(description="Whether tables of other pages are reported like those of responsibility pages.")
]
"""The option of rules that look at other pages more mildly."""


def place(table: Table) -> str:
    """A table in words: where it stands."""
    return f"table under “{table.section.heading.text}”" if table.section else "table"


def has(table: Table, name: str, profile: Profile) -> bool:
    """Whether a table's lists, definitions included, give it this key or flag; a flag may be written as a class."""
    attrs = table.attrs
    return name in attrs or ("class" in attrs and name in profile.attributes.flags and name in table.classes)


def is_usual(page: Page, name: str, profile: Profile) -> bool:
    """Whether at least half of a page's tables have this key or flag."""
    return 0 < len(page.tables) <= 2 * sum(has(table, name, profile) for table in page.tables)


# What keeps the lines below a list from being lists of the table.
_CUT_SHORT = frozenset((Slip.TEXT_AFTER, Slip.UNCLOSED))


def find_intended_names(page: Page, profile: Profile) -> Meant:
    """What the authors of a page's tables meant, for all rules that ask."""
    return Meant(page, profile)


class Meant:
    """What the authors of a page's tables meant, as far as it takes to look: most tables have what they should."""

    def __init__(self, page: Page, profile: Profile) -> None:
        """Look at nothing yet."""
        self.page = page
        self.profile = profile
        self._given: dict[Table, frozenset[str]] = {}

    @cached_property
    def _known(self) -> Names:
        return Names.of(self.page, self.profile)

    @cached_property
    def _after_tables(self) -> dict[Table, list[tuple[Part, int]]]:
        return find_after_tables(self.page, self.profile)

    @cached_property
    def _astray(self) -> list[AttributeList]:
        """The lists that belong to nothing."""
        lists = self.page.attribute_lists
        return [found for found in lists if found.slip and not found.target and not found.name]

    def is_missing(self, table: Table, name: str) -> bool:
        """Whether nobody gave, or tried to give, a table this key or flag."""
        if has(table, name, self.profile):
            return False
        if table not in self._given:
            self._given[table] = frozenset(self._collect_names(table))
        return name not in self._given[table]

    def _collect_names(self, table: Table) -> Iterator[str]:
        """The names that somebody gave, or tried to give, a table."""
        for found in (*table.lists, *self._find_stray_lists(table)) if self._astray else table.lists:
            yield from self._find_names(found)
        for text in self._find_text_after(table):
            yield from _find_possible_names(text)

    def _find_text_after(self, table: Table) -> Iterator[str]:
        """The lines under a table's lists that were meant for lists, or follow from one that is broken."""
        yield from (part.raw for part, _ in self._after_tables.get(table, ()))
        source = self.page.source
        if table.lists and table.lists[-1].slip in _CUT_SHORT:
            line = table.lists[-1].line
            while text := source.line_text(line).strip(" \t>"):
                yield text
                line += 1

    def _find_names(self, attribute_list: AttributeList) -> Iterable[str]:
        """The names that a list holds or was meant to hold."""
        told = collect_lists(self.page, self.profile).told[attribute_list]
        return told.names if told.sound and not told.strange else self._guess_names(attribute_list)

    def _guess_names(self, attribute_list: AttributeList) -> Iterator[str]:
        if find_flaws(attribute_list, self.profile):
            # A brace inside a value cuts off what follows it on the line.
            line = self.page.source.line_text(attribute_list.line)
            yield from _find_possible_names(line)
        for item in attribute_list.items:
            if item.key != "class":
                yield item.key
            if slip := self._known.find_intended(item):
                yield slip
        yield from (f"{one.key}-{other.key}" for one, other in pairwise(attribute_list.items))

    def _find_stray_lists(self, table: Table) -> Iterator[AttributeList]:
        """The lists astray after this table, or before it where no table is above, in the same section."""
        tables = self.page.tables
        number = tables.index(table)
        starts = [section.start for section in self.page.sections]
        after = bisect_right(starts, table.start)
        first = starts[after - 1] if after else 0
        last = starts[after] if after < len(starts) else len(self.page.source.text)
        if number and tables[number - 1].start >= first:
            first = table.start
        if number + 1 < len(tables):
            last = min(last, tables[number + 1].start)
        return (found for found in self._astray if first <= found.start < last)


_BEFORE_VALUE = regex(r"(?<![\w.-])([\w.-]++)(?:[ \t]([\w-]++))?[ \t]*+[=:\"'“]")


def _find_possible_names(raw: str) -> Iterator[str]:
    """What may be a name in a list that is malformed."""
    for match in _BEFORE_VALUE.finditer(raw):
        first, second = match.groups()
        yield from (first, second, f"{first}-{second}") if second else (first,)
    yield from (word.strip("\"'“”.{:}") for word in raw.split())
