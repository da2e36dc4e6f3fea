"""RSP410."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Page, Part, Profile, rule
from resp_lint_rules.attributes._lists.facts import collect_lists, collect_lists_after_links, describe_list
from resp_lint_rules.attributes._lists.grammar import find_flaws
from resp_lint_rules.attributes._lists.names import Names

if TYPE_CHECKING:
    from resp_lint import AttributeItem, Violation


@rule("RSP410", fix=FixKind.SAFE, any_page=True, requires=("attribute-lists",))
def misspelled_attribute(page: Page, profile: Profile) -> Findings:
    """Checks that the names in attribute lists are spelled as the site knows them.

    An attribute with a typo in its name is lost without a word: no renderer knows `captin-side` or `.shortdec`.

    The table then has no caption, the short description is not found by search, a note looks like any paragraph; and the
    source looks right at a glance.

    Reported for a key, a flag or a class of any list, after a link too, that is none which the profile or the page knows
    and a letter or two from one. A name like none that is known is somebody's own and is left alone; so are names of
    three letters. 60 of the 12,498 lists of published pages hold one.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: row-header}
    {: caption="Responsibilities for keys" captin-side="bottom"}
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: row-headers}
    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    ~~~~bad
    Keys open locks, see [locks](https://locks.example){: externa}.
    {: .shortdec}
    ~~~~
    ~~~~fixed
    Keys open locks, see [locks](https://locks.example){: external}.
    {: .shortdesc}
    ~~~~
    ~~~~good
    {:lock-note: .note}

    Keys open locks.
    {: lock-note .my-own-class data-own="1"}
    ~~~~
    """
    after_links = [found for found in collect_lists_after_links(page) if describe_list(found, profile).strange]
    strange = [*collect_lists(page, profile).strange, *after_links]
    if not strange:
        return
    names = Names.of(page, profile)
    for attribute_list in strange:
        slips = [(item, meant) for item in attribute_list.items if (meant := names.find_intended(item))]
        if slips and not find_flaws(attribute_list, profile):
            yield from (_make_violation(item, meant) for item, meant in slips)


def _make_violation(item: AttributeItem, meant: str) -> Violation:
    name = item.value if item.key == "class" else item.key
    # A class stands after its dot.
    start = item.value_part.start if item.key == "class" else item.start
    place = Part(item.source, start, min(start + len(name), item.end))
    fix = Fix(f"write “{meant}”", (Edit(place.start, place.end, meant),)) if place.raw == name else None
    return place.at(f"“{name}” is no attribute; write “{meant}”", fix=fix)
