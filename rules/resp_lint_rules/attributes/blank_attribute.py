"""RSP409."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Page, Profile, rule
from resp_lint_rules.attributes._lists.facts import collect_lists
from resp_lint_rules.attributes._lists.stray_words import is_malformed

if TYPE_CHECKING:
    from resp_lint import AttributeItem


@rule("RSP409", any_page=True, requires=("attribute-lists",))
def blank_attribute(page: Page, profile: Profile) -> Findings:
    """Checks that no attribute has a blank value.

    An attribute without a value promises something and does not keep it.

    `caption=""` makes a table with a caption that says nothing: a screen reader announces a name and then falls silent,
    which is worse than none, because a check for the attribute finds it there.

    Reported for every key that the profile knows and whose value is blank or nothing but spaces, and for a table's
    `caption` or `summary` that stands there as a bare word. Keys that may be blank, such as an image's `alt`, are left
    alone (the profile's `attributes.may-be-blank`). Where the value is only lost, because the list is malformed, the rule
    for that speaks.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="" caption-side="bottom"}
    ~~~~
    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: summary caption="Responsibilities for keys"}
    ~~~~
    ~~~~good
    ![](key.svg){: alt="" caption="A key"}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" row-headers}
    ~~~~
    """
    for attribute_list in collect_lists(page, profile).blank:
        of_table = attribute_list.target == "table"
        blank = [
            it for it in attribute_list.items if not it.value.strip() and _needs_value(it, profile, of_table=of_table)
        ]
        if blank and not is_malformed(page, attribute_list, profile):
            for item in blank:
                yield item.at(f'“{item.key}” has no value; write {item.key}="…", or take it away')


def _needs_value(item: AttributeItem, profile: Profile, *, of_table: bool) -> bool:
    if item.bare:
        return of_table and item.key in profile.attributes.table_order and item.key not in profile.attributes.flags
    return item.key in profile.attributes.keys and item.key not in profile.attributes.may_be_blank
