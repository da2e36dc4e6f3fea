"""RSP106."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Heading, Level, Page, Profile, measure_likeness, rule

if TYPE_CHECKING:
    from resp_lint import AttributeList, Block, Violation

NAME = "shortdesc"
_SENTENCES = re.compile(r"[A-Z][^<>{}]*(?:\{\{[\w.-]+\}\}[^<>{}]*)*\.")


@rule("RSP106", level=Level.WARNING, fix=FixKind.SAFE, requires=("attribute-lists",))
def missing_short_description(page: Page, profile: Profile) -> Findings:
    """Checks that a paragraph under the title is marked as the short description.

    The short description is what search results and link previews show of a page; without one they show nothing, or chance.

    It is the paragraph under the title that bears `{: shortdesc}`, directly on the line below. 10 of 74 measured pages
    have none.

    Where the profile knows the class `shortdesc`, reported is a page where no attribute list between the title and the
    next heading says `shortdesc`, and one where a later paragraph than the first bears the mark. Where the paragraph
    right below the title consists of whole sentences and no attribute list follows it, the fix marks it. A list that is
    misspelled (`.shortdec`, RSP410) or that does not reach its paragraph (RSP412) is reported there, not here; a page
    without a title is RSP101's.

    ~~~~bad
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    Learn who does what when you use Nimbus.

    ## Disaster recovery
    {: #disaster-recovery}
    ~~~~
    ~~~~fixed
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    Learn who does what when you use Nimbus.
    {: shortdesc}

    ## Disaster recovery
    {: #disaster-recovery}
    ~~~~
    ~~~~bad
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    Learn who does what when you use Nimbus.
    {: #shortdesc}
    ~~~~
    ~~~~bad
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    Learn who does what when you use Nimbus.

    Nimbus runs in all regions.
    {: shortdesc}
    ~~~~
    ~~~~good
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    Learn who does what when you use Nimbus.
    {: shortdesc}

    ## Disaster recovery
    {: #disaster-recovery}
    ~~~~
    """
    title = page.title
    if title is None or NAME not in profile.attributes.classes:
        return
    marks = [found for found in _get_lists_below(page, title) if _has_shortdesc(found)]
    first = _find_first_paragraph(page, title)
    if not marks:
        yield _report_missing(page, title, first)
    elif first and marks[0].target == "paragraph" and _is_skipped(page, first, marks[0]):
        advice = f"mark the first, which starts on line {first.line}"
        yield marks[0].at(f"the short description is not marked on the first paragraph; {advice}")


def _report_missing(page: Page, title: Heading, first: Block | None) -> Violation:
    """What to do: a page that has a sentence there, or an id in the place of the mark, lacks the mark alone."""
    problem = "no short description under the title"
    if any(item.key == "id" and item.value == NAME for found in _get_lists_below(page, title) for item in found.items):
        return title.at(f"{problem}; write “{{: {NAME}}}” without the number sign")
    if first is None:
        return title.at(f"{problem}; write one sentence and put “{{: {NAME}}}” on the line below it")
    advice = f"put “{{: {NAME}}}” on the line below the first paragraph, which starts on line {first.line}"
    return title.at(f"{problem}; {advice}", fix=_add_mark(page, title, first))


def _add_mark(page: Page, title: Heading, first: Block) -> Fix | None:
    """The fix that marks the paragraph right below the title, where that is whole sentences and bears no other list."""
    source, last = page.source, _find_last_line(first)
    between = source.text[max([title.end, *(found.end for found in title.lists)]) : first.start]
    at = source.line_start(last + 1)
    newline = source.text[source.line_start(last) + len(source.line_text(last)) : at]
    plain = not between.strip() and _SENTENCES.fullmatch(first.raw.rstrip()) is not None
    if not plain or title.setext or title.stray or not newline or NAME in source.text[title.end :]:
        return None
    if source.line_text(last + 1).strip():
        return None
    return Fix("Mark the first paragraph", (Edit(at, at, f"{{: {NAME}}}{newline}"),), safe=True)


def _find_last_line(block: Block) -> int:
    return block.source.position(max(block.start, block.end - 1)).line


def _find_first_paragraph(page: Page, title: Heading) -> Block | None:
    """The first paragraph of text between the title and the next heading."""
    end = _end_of_introduction(page, title)
    paragraphs = (block for block in page.blocks if block.type == "paragraph" and title.end < block.start < end)
    return next((block for block in paragraphs if block.raw[:1].isalpha() and not block.in_list), None)


def _is_skipped(page: Page, first: Block, mark: AttributeList) -> bool:
    """Whether a mark stands below a later paragraph than the first, which bears no list of its own."""
    after = _find_last_line(first) + 1
    return mark.line > after and not any(first.line <= found.line <= after for found in page.attribute_lists)


def _end_of_introduction(page: Page, title: Heading) -> int:
    return next((heading.start for heading in page.headings if heading.start > title.start), len(page.source.text))


def _get_lists_below(page: Page, title: Heading) -> list[AttributeList]:
    """The attribute lists between the title and the next heading."""
    end = _end_of_introduction(page, title)
    lists = (found for found in page.attribute_lists if title.start < found.start < end)
    # A list of a definition's form right after a paragraph defines nothing: it marks the paragraph.
    return [found for found in lists if not found.name or found.target == "paragraph"]


def _has_shortdesc(attribute_list: AttributeList) -> bool:
    return any(
        _is_shortdesc(item.key if item.bare else item.value)
        for item in attribute_list.items
        if item.bare or item.key == "class"
    )


def _is_shortdesc(word: str) -> bool:
    if NAME in word.casefold():
        return True
    if not word.casefold().startswith(("s", "h", ".s")):
        return False
    return measure_likeness(word.casefold(), NAME) >= 75  # noqa: PLR2004 -- "short-desc", "shortdec", "shortdescription"
