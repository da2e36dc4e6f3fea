"""RSP209."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Page, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import AttributeItem, Heading


@rule("RSP209")
def duplicate_heading_id(page: Page) -> Findings:
    """Of two places with one id a link reaches the first only; the second cannot be linked to at all.

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
    seen: dict[str, int] = {}
    for item in sorted(_ids(page), key=lambda item: item.start):
        if item.value in seen:
            yield item.at(
                f"id “{item.value}” stands on line {seen[item.value]} already; write another one",
                "links to the second place lead to the first",
            )
        elif item.value:
            seen[item.value] = item.line


def _ids(page: Page) -> Iterator[AttributeItem]:
    """The one id of each heading, table and other block."""
    taken = [_heading_id(heading) for heading in page.headings] + [table.item("id") for table in page.tables]
    others = (found for found in page.attribute_lists if found.target not in {"heading", "table"})
    taken += [found.get("id") for found in others if found.reaches and found.name is None]
    return (item for item in taken if item)


def _heading_id(heading: Heading) -> AttributeItem | None:
    return heading.id_item or next((item for found in heading.stray if (item := found.get("id"))), None)
