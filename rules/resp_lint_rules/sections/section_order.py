"""RSP202."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Profile, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lint import Section


@rule("RSP202", level=Level.WARNING, requires=("areas",))
def section_order(page: Page, profile: Profile) -> Findings:
    """Checks that the areas stand in the profile's order.

    Readers of several services' pages, and auditors above all, find an area by its place; out of order it seems to be missing.

    Reported is the heading of each area that stands out of the profile's order. As few as possible are reported: where one
    section was moved, that one. Only areas side by side are compared (one parent, one level), only their first sections,
    and only headings whose words the profile knows.

    ~~~~bad
    ## Disaster recovery
    {: #disaster-recovery}

    ## Incident and operations management
    {: #incident-and-ops}

    ## Change management
    {: #change-management}
    ~~~~
    ~~~~good
    ## Incident and operations management
    {: #incident-and-ops}

    ## Change management
    {: #change-management}

    ## Disaster recovery
    {: #disaster-recovery}
    ~~~~
    """
    order = {area.title: place for place, area in enumerate(profile.areas)}
    for siblings in _group_siblings(page.area_sections):
        places = [order.get(_get_title(section), 0) for section in siblings]
        if all(one < other for one, other in pairwise(places)):
            continue
        fits = _find_longest_rise(places)
        fitting = [section for index, section in enumerate(siblings) if index in fits]
        for section in siblings:
            if section not in fitting:
                yield section.heading.at(_describe_place(section, fitting, order))


def _get_title(section: Section) -> str:
    return section.own_area.area.title if section.own_area else ""


def _group_siblings(sections: Iterable[Section]) -> list[list[Section]]:
    """The areas' first sections, by parent and level."""
    groups: dict[tuple[Section | None, int], dict[str, Section]] = {}
    for section in sections:
        if section.own_area and section.own_area.accepted:
            groups.setdefault((section.parent, section.heading.level), {}).setdefault(_get_title(section), section)
    return [list(group.values()) for group in groups.values()]


def _find_longest_rise(places: list[int]) -> set[int]:
    """The indexes of a longest sequence of places that rises; of two that are swapped, the later one falls out.

    >>> sorted(_find_longest_rise([1, 0, 2, 3]))
    [0, 2, 3]
    """
    ends: list[int] = []
    chain: list[int] = []
    following: dict[int, int] = {}
    for index in range(len(places) - 1, -1, -1):
        at = bisect_left(ends, -places[index])
        ends[at : at + 1] = [-places[index]]
        chain[at : at + 1] = [index]
        following[index] = chain[at - 1] if at else -1
    chosen: set[int] = set()
    index = chain[-1] if chain else -1
    while index >= 0:
        chosen.add(index)
        index = following[index]
    return chosen


def _describe_place(section: Section, fitting: list[Section], order: dict[str, int]) -> str:
    """Where a section belongs among those that are in order."""
    place = order.get(_get_title(section), 0)
    before = [other for other in fitting if other.start > section.start and order.get(_get_title(other), 0) < place]
    if before:
        return f"“{section.heading.text}” stands too early; put it after “{before[-1].heading.text}”"
    after = [other for other in fitting if other.start < section.start and order.get(_get_title(other), 0) > place]
    return f"“{section.heading.text}” stands too late; put it before “{after[0].heading.text}”"
