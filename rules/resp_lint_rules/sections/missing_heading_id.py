"""RSP208."""

from __future__ import annotations

import re
from collections import Counter

from resp_lint import Findings, Level, Page, rule

# What the renderer leaves out of an id: all but letters, digits, white space and three signs.
_NOT_IN_IDS = r"[^\w\s~-]"
_HELP = "the heading has this id as long as its words stay, so links to it keep working"


@rule("RSP208", level=Level.WARNING, any_page=True, requires=("ids",))
def missing_heading_id(page: Page) -> Findings:
    """Checks that each heading has an id of its own.

    A heading without an id of its own gets one from its words, and each link to it breaks when the words change.

    Other pages link to sections by id, and the table of contents finds a page by its title's id. The renderer, marked-it-core
    2.4.2, makes a missing one of the heading's text, with numbers after it where two are alike, and in translated pages of
    the translated text. Seen on 1 of 74 pages, fixed by authors 6 times.

    Reported is each heading outside of lists and quotes that no attribute list gives an id. The id to write is the one that
    the renderer has made so far, with keyrefs as the words that the profile knows for them, so that links stay whole. An id
    that is there but does not reach its heading is RSP210's.

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
    if all(heading.id for heading in page.headings):
        return
    outer = {id(section.heading) for section in page.sections}
    seen: Counter[str] = Counter()
    for heading in page.headings:
        text = page.conventions.replace_keyrefs(heading.text)
        made = _make_id(text)
        seen[made] += 1
        nested = id(heading) not in outer
        if heading.id or not heading.text or nested or heading.line <= page.front_matter.end_line:
            continue
        if not any(found.get("id") for found in heading.stray):
            wanted = f"{made}-{seen[made]}" if seen[made] > 1 else made or "id"
            message = f"heading “{heading.text}” has no id; put “{{: #{wanted}}}” on the line below it"
            yield heading.at(message, "" if "{{" in text or not made else _HELP)


def _make_id(text: str) -> str:
    """The id that the renderer makes of a heading's text; keyrefs that nobody knows are left out.

    >>> _make_id("What’s new in v1.2: C++ & keys")
    'whats-new-in-v12-c-keys'
    """
    text = re.sub(_NOT_IN_IDS, "", re.sub(r"\{\{[^{}]*\}\}", "", text))
    return re.sub(r"[\s-]+", "-", text.strip()).lower()
