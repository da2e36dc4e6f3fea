"""RSP201."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from resp_lint import Excuse, Findings, Page, Profile, regex, rule
from resp_lint_rules._shared.places import locate_top
from resp_lint_rules.sections._area_coverage import find_areas_by_name, find_areas_by_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Block

# A paragraph that is nothing but links, keyrefs and attribute lists.
_LINKS_ALONE = regex(r"(?:\s|\[[^\[\]]*\]\([^()\s]*\)|\{[^{}]*\}|\{\{[^{}]*\}\}|[.,;])*")


@rule("RSP201", requires=("areas",))
def missing_section(page: Page, profile: Profile) -> Findings:
    """Checks that a page has a section on each required area.

    An area that a page leaves out is one that the customer takes to be the provider's, and the provider to be the customer's.

    Auditors go through the areas one by one and ask for the owner of each. 16 of 74 measured pages lack at least one.

    Reported at the title is each required area of the profile that has no section. A section counts by its heading's words,
    near misses included (RSP204 fixes those), or by its id, at any level and under any heading; so does a column of a
    resource matrix that bears the area's name, and a table whose rows are areas. An area in which nothing is specific
    still has a section that says so.

    Excused are pages that say that they have no unique responsibilities, and pages made of prose alone, without task
    table, resource matrix or area sections that hold a table; `--verbose` and the JSON report say which pages were
    excused, and why. A blank page is RSP101's.

    ~~~~bad
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    ## Incident and operations management
    {: #nimbus-incidents}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Watch the queues | Raise alarms. | Answer them. |
    ~~~~
    ~~~~good
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    | Resource | Incident and operations management | Change management | Identity and access management | Security and regulation compliance | Disaster recovery |
    |----------|-----|-----|-----|-----|-----|
    | Queues   | IBM | IBM | You | IBM | You |
    ~~~~
    ~~~~good
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    Nimbus has no unique responsibilities.
    ~~~~
    """
    if page.blank:
        return
    covered = find_areas_by_name(page)
    missing = [area for area in profile.areas if area.required and area.title not in covered]
    if not missing:
        return
    if reason := _find_excuse(page, profile):
        yield Excuse(reason)
        return
    covered = find_areas_by_row(page)
    html = _find_html_table(page)
    advice = (
        f"the table on line {html.line} is written in HTML, which is not read; write it in Markdown"
        if html
        else "where nothing is specific to the service, the section says so in one sentence"
    )
    for area in missing:
        if area.title not in covered:
            yield locate_top(page).at(
                f"no section on “{area.title}”; add it with its tasks and owners",
                advice,
            )


def _find_excuse(page: Page, profile: Profile) -> str:
    """Why a page may leave out areas, or nothing."""
    if _has_disclaimer(page, profile.no_responsibilities):
        return "the page says that it has no unique responsibilities"
    tables = page.task_tables or page.matrices or any(page.tables_in(section) for section in page.area_sections)
    if tables or _find_html_table(page):
        return ""
    if all(block.in_list or _LINKS_ALONE.fullmatch(block.raw) for block in page.blocks if block.type == "paragraph"):
        return "the page is a stub: a title and links or list items, without text of its own"
    return "the page is made of prose alone, without a table of tasks or resources"


def _compile_sentences(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)


def _has_disclaimer(page: Page, patterns: tuple[str, ...]) -> bool:
    """Whether a paragraph outside of the areas says so; within one it speaks of that area alone."""
    return any(
        _is_disclaimer(block.raw, patterns) for block in _find_blocks_outside_areas(page) if block.type == "paragraph"
    )


def _is_disclaimer(paragraph: str, patterns: tuple[str, ...]) -> bool:
    return _compile_sentences(patterns).search(" ".join(paragraph.split())) is not None


def _find_blocks_outside_areas(page: Page) -> Iterator[Block]:
    areas, within = deque(page.area_sections), 0
    for block in page.blocks:
        while areas and areas[0].start <= block.start:
            within = max(within, areas.popleft().end)
        if block.start >= within:
            yield block


def _find_html_table(page: Page) -> Block | None:
    """The first table that is written in HTML."""
    blocks = (block for block in page.blocks if block.type == "html_block")
    return next((block for block in blocks if "<table" in block.raw.casefold()), None)
