"""RSP206."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, RuleSet, Violation, normalized, rule
from resp_lint_rules.sections._set_sentences import find_first_sentence, holds_sentence, is_similar

if TYPE_CHECKING:
    from resp_lint import Part, Section


@rule("RSP206", level=Level.INFO, rule_set=RuleSet.STRICT, fix=FixKind.UNSAFE, requires=("areas",))
def section_description(
    page: Page,
    *,
    likeness: Annotated[
        int, Meta(ge=0, le=100, description="From how many percent on a sentence is the set one in other words.")
    ] = 75,
) -> Findings:
    """Checks that the section of each area holds the area's set sentence.

    A reader who sees an area for the first time needs to know what belongs to it, in the same words on every page.

    The profile holds the set sentence of each area. It is missing or reworded on about 25 of 74 measured pages, and what
    is left out of it looks as if it were nobody's task.

    Reported is, at its heading, an area's section without its set sentence, and, at the sentence, one that puts it in
    other words: it begins alike, or is like it by `likeness` percent. What follows the sentence is free. A sentence that
    differs only in the forms of its words (“provision”, “provisioning”), in punctuation, or in that it calls the area by
    a variant of its title is the set one. The fix puts the set sentence in; it is unsafe, because a reworded sentence may
    say more. A sentence that leads to a list, with a colon at its end, is left to the writer.

    ~~~~bad
    ## Change management
    {: #change-management}

    You decide when to upgrade.
    ~~~~
    ~~~~fixed
    ## Change management
    {: #change-management}

    Change management includes tasks such as deployment, configuration, upgrades, patching, configuration changes, and deletion.

    You decide when to upgrade.
    ~~~~
    ~~~~bad
    ## Change management
    {: #change-management}

    Change management includes tasks like upgrades. You decide when to upgrade.
    ~~~~
    ~~~~fixed
    ## Change management
    {: #change-management}

    Change management includes tasks such as deployment, configuration, upgrades, patching, configuration changes, and deletion. You decide when to upgrade.
    ~~~~
    ~~~~good
    ## Change management
    {: #change-management}

    Change management includes tasks such as deployment, configuration, upgrades, patching, configuration changes, and deletion.
    You decide when to upgrade.
    ~~~~
    """
    for section in page.area_sections:
        if (
            section.own_area
            and section.own_area.area.sentence
            and (violation := _check_section(page, section, likeness))
        ):
            yield violation


def _check_section(page: Page, section: Section, likeness: int) -> Violation | None:
    area = section.own_area.area if section.own_area else None
    paragraphs = [block for block in page.blocks_in(section) if block.type == "paragraph" and not block.in_list]
    if area is None or any(holds_sentence(block.raw, area) for block in paragraphs):
        return None
    beginning = " ".join(normalized(area.sentence).split()[: len(area.title.split()) + 2])
    for sentence in map(find_first_sentence, paragraphs):
        if normalized(sentence.raw).startswith(beginning) or is_similar(sentence.raw, area.sentence, likeness):
            return _reword_sentence(sentence, area.sentence)
    return section.heading.at(
        f"“{section.heading.text}” lacks the area's set sentence; begin with it",
        f"“{area.sentence}”",
        _insert_sentence(section, area.sentence),
    )


def _reword_sentence(sentence: Part, right: str) -> Violation:
    fix = Fix("Write the set sentence", (Edit(sentence.start, sentence.end, right),), safe=False)
    leads_on = sentence.raw.endswith(":")
    return sentence.at(
        "the area's set sentence is reworded; write it as it is set", f"“{right}”", None if leads_on else fix
    )


def _insert_sentence(section: Section, sentence: str) -> Fix | None:
    """The sentence as a paragraph of its own after the heading and its attribute lists."""
    heading, source = section.heading, section.source
    if heading.setext or heading.stray:
        return None
    last = source.position(max([heading.end, *(found.end for found in heading.lists)])).line
    at = source.line_start(last) + len(source.line_text(last))
    ending = source.text[at : source.line_start(last + 1)] or "\n"
    if last < len(source.line_starts) and source.line_text(last + 1).strip():
        return None
    return Fix("Add the set sentence", (Edit(at, at, ending * 2 + sentence),), safe=False)
