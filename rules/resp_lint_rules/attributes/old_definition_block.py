"""RSP417."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Part, Profile, rule

if TYPE_CHECKING:
    from resp_lint import AttributeList

_FEWEST = 3
"""Fewer definitions are no block that was copied from page to page."""


@rule("RSP417", level=Level.INFO, any_page=True, requires=("attribute-lists",))
def old_definition_block(page: Page, profile: Profile) -> Findings:
    """Checks that attribute definitions come from the keyref that all pages share.

    A block of `{:name: …}` lines is a copy of what the site defines today in one place. It misses what was defined since,
    keeps what no longer works, and each page has another version of it.

    It fires once a page, at the first of at least three definitions in a row whose names the profile knows, and only where
    the profile says which keyref stands for them (`attributes.definition-list`). What a page defines for itself may stay.

    ~~~~bad
    {:external: target="_blank" .external}
    {:note: .note}
    {:tip: .tip}

    # Keys
    {: #keys}
    ~~~~
    ~~~~good
    {{site.data.keyword.attribute-definition-list}}

    # Keys
    {: #keys}
    ~~~~
    """
    keyref = profile.attributes.definition_list
    known = [found for found in page.attribute_lists if found.name and found.name in profile.attributes.known_words]
    if keyref and (block := _find_block(known)):
        first, last = block[0], block[-1]
        message = f"{len(block)} attribute definitions stand here; write “{keyref}” in their place"
        yield Part(page.source, first.start, first.end).at(message, f"they end on line {last.line}")


def _find_block(definitions: list[AttributeList]) -> list[AttributeList]:
    """The definitions of a page where enough of them stand close together; others may stand between."""
    near = [
        found
        for number, found in enumerate(definitions)
        if any(
            abs(found.line - other.line) <= _FEWEST
            for other in definitions[max(0, number - 1) : number + 2]
            if other is not found
        )
    ]
    return near if len(near) >= _FEWEST else []
