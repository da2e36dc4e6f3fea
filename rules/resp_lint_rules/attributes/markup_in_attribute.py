"""RSP413."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Page, Part, Profile, Slip, regex, rule
from resp_lint_rules.attributes._lists.facts import collect_lists, collect_lists_after_links

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from resp_lint import AttributeList, Violation

BREAKS = {
    Slip.PIPE: regex(r"\|"),
    Slip.ENTITY: regex(r"&(?:quot|#34);"),
    Slip.MARKUP: regex(
        r"(?<!\\)(?:\*{1,3}[^\s*][^*]*\*{1,3}|(?<!\w)_{1,3}[^\s_][^_]*_{1,3}(?!\w)|`[^`]+`|~[^\s~]+~|\^[^\s^]+\^"
        r"|\[[^\[\]]*\]\([^()\[\]]*\)|</?[a-zA-Z!][^<>]*>)"
    ),
}


@rule("RSP413", any_page=True, requires=("attribute-lists",))
def markup_in_attribute(page: Page, profile: Profile) -> Findings:
    """Checks that the values of attributes hold no markup, pipe or entity.

    Markup in a caption makes a row of it: readers see the source, and the table has lost its name.

    The renderer reads a table's list as the text of one more row before it takes it for a list. A pipe cuts that row in
    two; emphasis, code, a link or a tag make it more than text; `&quot;` ends the value early. Then the whole list stays
    there as a last row of braces and quotes, and a screen reader reads it out.

    Reported at the pipe, the entity or the markup in a value of a list after a table; after a paragraph or an image
    only markup does harm, and is reported. An asterisk or an underscore that marks nothing up is text. Write the value as
    plain words. Read off marked-it-core 2.4.2.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for *your* keys"}
    ~~~~
    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities | keys"}
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for “your” key_store and 2 * 3 keys"}
    ~~~~
    """
    for attribute_list in collect_lists(page, profile).marked:
        slip = attribute_list.slip
        if slip in BREAKS and attribute_list.raw.endswith("}"):
            yield from _check_row(attribute_list, slip)
        elif slip is None and attribute_list.target == "paragraph":
            yield from _check_text(attribute_list)
    for attribute_list in collect_lists_after_links(page):
        yield from _check_text(attribute_list)


def _check_row(attribute_list: AttributeList, slip: Slip) -> Iterator[Violation]:
    """A list that becomes a row, at what makes it one; all lists of its line share the slip."""
    if match := BREAKS[slip].search(attribute_list.raw):
        yield _make_violation(attribute_list, match, "makes a table row of the list")
    elif not BREAKS[slip].search(attribute_list.source.line_text(attribute_list.line)):
        yield attribute_list.at("markup in this list makes a table row of it; write plain words")


def _check_text(attribute_list: AttributeList) -> Iterator[Violation]:
    """A list after a paragraph or a link that is shown as text because of markup in it."""
    if match := BREAKS[Slip.MARKUP].search(attribute_list.raw):
        yield _make_violation(attribute_list, match, "lets readers see the whole list as text")


def _make_violation(attribute_list: AttributeList, match: re.Match[str], what: str) -> Violation:
    start = attribute_list.start
    place = Part(attribute_list.source, start + match.start(), start + match.end())
    return place.at(f"“{match[0]}” {what}; write the value in plain words")
