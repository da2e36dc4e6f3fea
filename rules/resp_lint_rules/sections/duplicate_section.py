"""RSP203."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, normalized, rule

if TYPE_CHECKING:
    from resp_lint import Section


@rule("RSP203", level=Level.WARNING, requires=("areas",))
def duplicate_section(page: Page) -> Findings:
    """Checks that each area has one section.

    Of two sections on one area readers see the first one, and an owner whom only the second one names goes unnoticed.

    Reported is the heading of each later section on an area that already has one, near misses of its name included.
    Sections that tell themselves apart are no duplicates: “Change management for Standard” and “… for Dedicated”, parts of
    an area's section, and sections under different headings that are no areas.

    ~~~~bad
    ## Change management
    {: #change-management}

    ## Disaster recovery
    {: #disaster-recovery}

    ## Change management
    {: #change-management-2}
    ~~~~
    ~~~~good
    ## Change management for Standard plans
    {: #change-management-standard}

    ## Change management for Dedicated plans
    {: #change-management-dedicated}
    ~~~~
    """
    titles = [section.own_area.area.title for section in page.area_sections if section.own_area]
    if len(set(titles)) == len(titles):
        return
    seen: dict[tuple[Section | None, str, str], Section] = {}
    for section in page.area_sections:
        if section.own_area:
            key = (_find_parent(section), section.own_area.area.title, _get_qualifier(page, section))
            first = seen.setdefault(key, section)
            if first is not section:
                yield section.heading.at(
                    f"“{section.heading.text}” is a second section on “{key[1]}”;"
                    f" join it with the one on line {first.line}, or say what tells them apart"
                )


def _find_parent(section: Section) -> Section | None:
    """The nearest section above that is no area, other than the page's own."""
    above = section.parent
    while above and above.area:
        above = above.parent
    return above if above and above.heading.level > 1 else None


def _get_qualifier(page: Page, section: Section) -> str:
    """What a heading says besides the area's name."""
    text = normalized(page.conventions.replace_keyrefs(section.heading.text))
    return " ".join(text.replace(section.own_area.words, " ", 1).split()) if section.own_area else text
