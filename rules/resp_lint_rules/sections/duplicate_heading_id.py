"""RSP209."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Page, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import AttributeItem, AttributeList, Heading


@rule("RSP209", any_page=True, requires=("ids",))
def duplicate_heading_id(page: Page) -> Findings:
    """Checks that each id stands only once on a page.

    Of two places with one id a link reaches the first only; the second cannot be linked to at all.

    HTML asks for ids that are unique on a page (HTML Living Standard, 3.2.6), and assistive technology relies on it.

    Reported is each id of a heading, a table or another block that stands earlier on the page. Ids that differ in case are
    different ids. An id that misses its heading (RSP210) counts as well: it is a duplicate as soon as it reaches it.

    ~~~~bad
    ## Security and regulation compliance
    {: #nimbus-security}

    ## Disaster recovery
    {: #nimbus-security}
    ~~~~
    ~~~~good
    ## Security and regulation compliance
    {: #nimbus-security}

    ## Disaster recovery
    {: #nimbus-recovery}
    ~~~~
    """
    ids = [one for one in _list_plain_ids(page) if one]
    if len(set(ids)) == len(ids):
        return
    seen: dict[str, int] = {}
    for item in sorted(_find_ids(page), key=lambda item: item.start):
        if item.value in seen:
            yield item.at(
                f"id “{item.value}” stands on line {seen[item.value]} already; write another one",
                "links to the second place lead to the first",
            )
        elif item.value:
            seen[item.value] = item.line


def _list_plain_ids(page: Page) -> Iterator[str | None]:
    """What the items of `_find_ids` say: on most pages no two of them the same."""
    for heading in page.headings:
        yield item.value if heading.stray and (item := _get_heading_id(heading)) else heading.id
    yield from (table.id for table in page.tables)
    yield from (item.value for found in _find_other_lists(page) if (item := found.get("id")))


def _find_ids(page: Page) -> Iterator[AttributeItem]:
    """The one id of each heading, table and other block."""
    taken = [_get_heading_id(heading) for heading in page.headings] + [table.item("id") for table in page.tables]
    taken += [found.get("id") for found in _find_other_lists(page)]
    return (item for item in taken if item)


def _find_other_lists(page: Page) -> Iterator[AttributeList]:
    """The lists of other blocks that may hold an id."""
    for found in page.attribute_lists:
        if found.target not in {"heading", "table"} and found.reaches:
            raw = found.raw
            if ("#" in raw or "id" in raw) and found.name is None:
                yield found


def _get_heading_id(heading: Heading) -> AttributeItem | None:
    return heading.id_item or next((item for found in heading.stray if (item := found.get("id"))), None)
