"""RSP214."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING
from urllib.parse import unquote

from resp_lint import Findings, Heading, Level, Page, rule
from resp_lint_rules._shared.code_places import is_inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint import Link

FEWEST = 3
"""A list of fewer links is no table of contents."""


@rule("RSP214", level=Level.WARNING, any_page=True, requires=("plain-markdown",))
def missing_from_contents(page: Page) -> Findings:
    """Checks that a table of contents at the top of a page names every section.

    Whoever reads the contents and does not find a section there takes it for missing.

    The links to places on the page that stand in a list before the first section are its table of contents, three of them
    or more. It fires on each section below it whose heading has the level of those that are listed and that the list does
    not name. A list that names no more than half of the sections is a choice, and not a table of contents.

    ~~~~bad
    - [Overview](#overview)
    - [Maintainers](#maintainers)
    - [Releases](#releases)

    ## Overview

    ## Maintainers

    ## Emeritus maintainers

    ## Releases
    ~~~~
    ~~~~good
    - [Overview](#overview)
    - [Maintainers](#maintainers)
    - [Releases](#releases)

    ## Overview

    ## Maintainers

    ### Of the core

    ## Releases
    ~~~~
    """
    contents = _find_contents(page)
    if len(contents) < FEWEST:
        return
    anchors = {_fold(unquote(link.target[1:])) for link in contents}
    sections = [heading for heading in page.headings if heading.start > contents[-1].end]
    listed = [heading for heading in sections if _is_listed(heading, anchors)]
    top = min((heading.level for heading in listed), default=0)
    known = {heading.start for heading in listed}
    missing = [heading for heading in sections if heading.level == top and heading.start not in known and heading.text]
    for heading in missing if len(listed) > len(missing) else ():
        yield heading.at(
            f"the table of contents does not name “{heading.text}”; add it to the list of line {contents[0].line}"
        )


def _find_contents(page: Page) -> Sequence[Link]:
    """The links to places on the page in the list before its first section; one of another kind ends it."""
    if "](#" not in page.source.text:
        return ()
    lists = [(block.start, block.end) for block in page.blocks if block.in_list]
    links = [link for link in page.links if is_inside(lists, link.start)]
    found = [*takewhile(lambda link: link.target.startswith("#") and len(link.target) > 1, links)]
    above = [heading for heading in page.headings if found and heading.start < found[-1].start]
    # Below the title, or a heading that says “Contents”, but below no section that the list itself names.
    anchors = {_fold(unquote(link.target[1:])) for link in found}
    return () if any(_is_listed(heading, anchors) for heading in above if heading.level > 1) else found


def _is_listed(heading: Heading, anchors: set[str]) -> bool:
    return _fold(heading.text) in anchors or (bool(heading.id) and _fold(heading.id or "") in anchors)


def _fold(text: str) -> str:
    """A heading's words and the anchor that a site makes of them, in one form."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
