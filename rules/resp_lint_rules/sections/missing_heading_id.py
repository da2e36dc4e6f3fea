"""RSP208."""

from __future__ import annotations

import re

from resp_lint import Findings, Level, Page, normalized, rule


@rule("RSP208", level=Level.WARNING)
def missing_heading_id(page: Page) -> Findings:
    """A heading without an id of its own gets one from its words, and each link to it breaks when the words change.

    Other pages link to sections by id, and the table of contents finds a page by its title's id. The renderer, marked-it-core
    2.4.2, makes a missing one of the heading's text, with numbers behind it where two are alike, and in translated pages of
    the translated text. Seen on 1 of 74 pages, mended by authors 6 times.

    Reported is each heading outside of lists and quotes that no attribute list gives an id. An id that is there but does not
    reach its heading is RSP210's.

    ~~~~bad
    ## Disaster recovery

    You own your backups.
    ~~~~
    ~~~~good
    ## Disaster recovery
    {: #disaster-recovery}

    You own your backups.
    ~~~~
    """
    for section in page.sections:
        heading = section.heading
        if heading.id or not heading.text or heading.line <= page.front_matter.end_line:
            continue
        if not any(found.get("id") for found in heading.stray):
            yield heading.at(
                f"heading “{heading.text}” has no id; put “{{: #{_id_for(heading.text)}}}” on the line below it"
            )


def _id_for(text: str) -> str:
    """An id that a heading could have, keyrefs left out."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"\{\{[^{}]*\}\}", "", normalized(text)))
    return "-".join(words) or "id"
