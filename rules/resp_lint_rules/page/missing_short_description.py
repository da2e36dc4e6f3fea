"""RSP106."""

from bisect import bisect_right
from functools import lru_cache

from resp_lint import AttributeList, Findings, Heading, Level, Page, Profile, rule

NAME = "shortdesc"


@rule("RSP106", level=Level.WARNING)
def missing_short_description(page: Page, profile: Profile) -> Findings:
    """Checks that a paragraph under the title is marked as the short description.

    The short description is what search results and link previews show of a page; without one they show nothing, or chance.

    It is the paragraph under the title that bears `{: shortdesc}`, directly on the line below. 10 of 74 measured pages
    have none.

    Where the profile knows the class `shortdesc`, reported is a page where no attribute list between the title and the next heading says `shortdesc`. A list that is
    misspelled (`.shortdec`, RSP410) or that does not reach its paragraph (RSP412) is reported there, not here; a page
    without a title is RSP101's.

    ~~~~bad
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    Learn who does what when you use Nimbus.

    ## Disaster recovery
    {: #disaster-recovery}
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
    if title and NAME in profile.attributes.classes and not any(map(_has_shortdesc, _get_lists_below(page, title))):
        yield title.at(f"no short description under the title; {_suggest_correction(page, title)}")


def _suggest_correction(page: Page, title: Heading) -> str:
    """What to do: a page that has a sentence there, or an id in the place of the mark, lacks the mark alone."""
    end = _end_of_introduction(page, title)
    if any(item.key == "id" and item.value == NAME for found in _get_lists_below(page, title) for item in found.items):
        return f"write “{{: {NAME}}}” without the number sign"
    starts = (block.start for block in page.blocks if block.type == "paragraph" and title.end < block.start < end)
    first = next((start for start in starts if page.source.text[start].isalpha()), None)
    if first is None:
        return f"write one sentence and put “{{: {NAME}}}” on the line below it"
    line = bisect_right(page.source.line_starts, first)
    return f"put “{{: {NAME}}}” on the line below the first paragraph, which starts on line {line}"


def _end_of_introduction(page: Page, title: Heading) -> int:
    return next((heading.start for heading in page.headings if heading.start > title.start), len(page.source.text))


def _get_lists_below(page: Page, title: Heading) -> list[AttributeList]:
    """The attribute lists between the title and the next heading."""
    end = _end_of_introduction(page, title)
    lists = (found for found in page.attribute_lists if title.start < found.start < end)
    # A list of a definition's form right behind a paragraph defines nothing: it marks the paragraph.
    return [found for found in lists if not found.name or found.target == "paragraph"]


def _has_shortdesc(attribute_list: AttributeList) -> bool:
    return any(
        _is_shortdesc(item.key if item.bare else item.value)
        for item in attribute_list.items
        if item.bare or item.key == "class"
    )


@lru_cache(maxsize=1024)
def _is_shortdesc(word: str) -> bool:
    if NAME in word.casefold():
        return True
    if not word.casefold().startswith(("s", "h", ".s")):
        return False
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only a word that may be a misspelling of it pays for it

    return fuzz.ratio(word.casefold(), NAME) >= 75  # noqa: PLR2004 -- "short-desc", "shortdec", "shortdescription"
