"""RSP207."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from resp_lint import Findings, Level, Page, rule
from resp_lint_rules.sections._set_sentences import find_first_sentence, is_similar

if TYPE_CHECKING:
    from resp_lint import Area, Block, Section


@rule("RSP207", level=Level.WARNING, requires=("areas",))
def empty_section(
    page: Page,
    *,
    likeness: Annotated[
        int, Meta(ge=0, le=100, description="From how many percent on a sentence is the set one of the area.")
    ] = 90,
) -> Findings:
    """Checks that the section of each area says who is responsible.

    A heading without an answer under it tells readers that somebody is responsible, and not who.

    Reported is the heading of an area's section that holds neither a table nor a list nor a sentence of its own. The set
    sentence of the area, or one like it by `likeness` percent, only explains what the area is and assigns nothing, so it
    does not count; a sentence such as “Nimbus does not identify specific responsibilities in this area” does.

    ~~~~bad
    ## Change management
    {: #change-management}

    ## Disaster recovery
    {: #disaster-recovery}

    You own your backups.
    ~~~~
    ~~~~bad
    ## Change management
    {: #change-management}

    Change management includes tasks such as deployment, configuration, upgrades, patching, configuration changes, and deletion.
    ~~~~
    ~~~~good
    ## Change management
    {: #change-management}

    Nimbus does not identify specific responsibilities in this area.
    ~~~~
    """
    tables = [table.start for table in page.tables]
    for section in page.area_sections:
        if bisect_left(tables, section.start) < bisect_left(tables, section.end):
            continue
        if section.own_area and not _has_content(page, section, section.own_area.area, likeness):
            yield section.heading.at(
                f"“{section.heading.text}” says nothing about who is responsible; add its tasks and owners",
                "where nothing is specific to the service, say so in one sentence",
            )


def _has_content(page: Page, section: Section, area: Area, likeness: int) -> bool:
    return any(_is_own(block, area, likeness) for block in page.blocks_in(section))


def _is_own(block: Block, area: Area, likeness: int) -> bool:
    """Whether a block is more than a comment or the area's set sentence."""
    raw = block.raw
    if block.type == "html_block":
        return not (raw.startswith("<!--") and raw.find("-->") in {-1, len(raw) - 3})
    if block.type != "paragraph" or block.in_list or not area.sentence:
        return True
    first = find_first_sentence(block)
    return first.end < block.end or not is_similar(first.raw, area.sentence, likeness)
