"""RSP105."""

from resp_lint import Findings, Level, Page, rule
from resp_lint_rules._shared.places import locate_line


@rule("RSP105", level=Level.INFO, requires=("keywords",))
def blank_keywords(page: Page) -> Findings:
    """Checks that every page has keywords.

    A page without keywords is found only by those who know its title.

    The site hands `keywords` of the front matter to search engines and to its own search. Blank or missing on 29 of 74
    measured pages, and never noticed, because nothing on the page shows it.

    Reported is front matter without the key `keywords`, or with nothing but commas and spaces in it. Where front matter
    cannot be read at all, RSP103 alone speaks.

    ~~~~bad
    ---
    keywords:
    subcollection: nimbus
    ---
    ~~~~
    ~~~~bad
    ---
    subcollection: nimbus
    ---
    ~~~~
    ~~~~good
    ---
    keywords: nimbus, responsibilities, disaster recovery
    subcollection: nimbus
    ---
    ~~~~
    """
    front_matter = page.front_matter
    if front_matter.data is None:
        return
    entry = front_matter.entries.get("keywords")
    if entry is None:
        yield locate_line(page, front_matter.line).at(
            "front matter has no “keywords”; add the words that readers search for"
        )
    elif not _has_text(entry.value if entry.value is not None else front_matter.data.get("keywords")):
        yield locate_line(page, entry.line).at("“keywords” is blank; write the words that readers search for")


def _has_text(value: object) -> bool:
    """Whether a scalar, or any item of a list, holds more than commas and spaces."""
    items = value if isinstance(value, list) else [value]
    return any(isinstance(item, str) and item.strip(" \t\r\n,") for item in items)
