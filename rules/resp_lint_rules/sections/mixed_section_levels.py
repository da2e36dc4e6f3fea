"""RSP205."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, rule

if TYPE_CHECKING:
    from resp_lint import Section


@rule("RSP205", level=Level.WARNING, requires=("areas",))
def mixed_section_levels(page: Page) -> Findings:
    """Checks that the areas of a page stand at one heading level.

    A screen reader's user walks from heading to heading of one level; an area one level down seems to be part of the one before.

    WCAG 2.2 asks for headings that show the structure of a page (1.3.1).

    Reported is the heading of each area that stands at another level than most areas on the page, or, where two levels are
    equally frequent, than the first one. An area that stands at the usual level may stand at another one again: a page may
    list its areas once more for an edition of the service.

    ~~~~bad
    ## Incident and operations management
    {: #incident-and-ops}

    ### Change management
    {: #change-management}

    ## Disaster recovery
    {: #disaster-recovery}
    ~~~~
    ~~~~good
    ## Tasks by area
    {: #tasks}

    ### Incident and operations management
    {: #incident-and-ops}

    ### Change management
    {: #change-management}
    ~~~~
    """
    if len({section.heading.level for section in page.area_sections}) < 2:  # noqa: PLR2004 -- all stand at one
        return
    by_area: dict[str, dict[int, Section]] = {}
    for section in page.area_sections:
        if section.own_area and section.own_area.words:
            by_area.setdefault(section.own_area.area.title, {}).setdefault(section.heading.level, section)
    levels = Counter(level for sections in by_area.values() for level in sections)
    usual = max(levels, key=levels.__getitem__, default=0)
    for sections in by_area.values():
        if usual not in sections:
            heading = next(iter(sections.values())).heading
            yield heading.at(
                f"“{heading.text}” stands at level {heading.level}, {levels[usual]} of the areas at level {usual};"
                f" write “{'#' * usual} {heading.text}”"
            )
