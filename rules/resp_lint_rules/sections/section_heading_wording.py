"""RSP204."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Violation, rule

if TYPE_CHECKING:
    from resp_lint import AreaMatch, Heading


@rule("RSP204", level=Level.WARNING, fix=FixKind.SAFE, requires=("areas",))
def section_heading_wording(page: Page) -> Findings:
    """Checks that headings name areas in the words of the profile.

    An area is found, on one page and across all, by its name; under another wording or capitalization a search misses it.

    Reported is a section's heading that means an area but does not spell it as the profile's title or one of its variants
    does: close to it word for word (“Incidents and operations management”, “Disaster and recovery”), or in another case
    (“Change Management”). Seen on 4 of 74 pages. What stands around the name keeps its own words: “… for Standard plans”,
    “Responsibilities for …”, where the name may also begin in lower case. A typo that RSP601 sees is reported there.

    The fix replaces the name alone. It is unsafe where the heading has no id, because links would then break.

    ~~~~bad
    ## Incidents and operations management
    {: #incident-and-ops}

    ## Change Management for Standard plans
    {: #change-management}
    ~~~~
    ~~~~fixed
    ## Incident and operations management
    {: #incident-and-ops}

    ## Change management for Standard plans
    {: #change-management}
    ~~~~
    ~~~~good
    ## Incident and operations management
    {: #incident-and-ops}

    ## Responsibilities for change management
    {: #change-management}
    ~~~~
    """
    for section in page.area_sections:
        heading, match = section.heading, section.own_area
        # Most headings are the title to the letter.
        if match and match.words and heading.raw != match.title and (violation := _check_heading(heading, match)):
            yield violation


def _check_heading(heading: Heading, match: AreaMatch) -> Violation | None:
    found = _find_written_name(heading, match)
    if found is None:
        message = f"heading says “{heading.text}”; write “{match.title}”"
        return None if match.accepted else heading.at(message)
    title, before = match.title, heading.raw[: found.start()]
    lower = title[:1].lower() + title[1:]
    written = " ".join(found[0].split())
    if written == title or (before and written == lower):
        return None
    # “Responsibilities for Change Management”
    right = lower if re.search(r"[a-z] $", before) else title
    start, end = heading.start + found.start(), heading.start + found.end()
    fix = Fix(f"Write “{right}”", (Edit(start, end, right),), safe=bool(heading.id))
    return Violation(start, end, f"heading says “{found[0]}”; write “{right}”", "", fix)


def _find_written_name(heading: Heading, match: AreaMatch) -> re.Match[str] | None:
    """The area's name in the heading; None where markup or a keyref stands in it."""
    pattern = r"[ \t]+".join(re.escape(word) for word in match.words.split())
    return re.search(pattern, heading.raw, re.IGNORECASE)
