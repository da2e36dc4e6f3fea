"""RSP406."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, PageKind, rule
from resp_lint_rules.attributes._captions import text_of

if TYPE_CHECKING:
    from resp_lint import Table


@rule("RSP406", level=Level.WARNING, any_page=True)
def duplicate_caption(page: Page) -> Findings:
    """Two tables with one name cannot be told apart by who jumps from table to table, or cites one.

    Most often the second one was copied with the table's lists, and says what the table above it is about.

    Reported at the second and any further caption with the same text, whatever its number, case and full stop. Tables in
    tabs are told apart by the names of their tabs, and tables in sections for different interfaces or languages
    (`{: ui}`, `{: cli}`) are never seen together; those are left alone. Other pages than responsibility pages repeat a
    caption in section after section (“Parameters”); there only one section's tables are compared. Seen on 3 of 99
    responsibility pages once, and mended twice.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Change locks | N/A | Change your locks. |
    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Change locks | N/A | Change your locks. |
    {: caption="Responsibilities for locks" caption-side="bottom"}
    ~~~~
    """
    seen: dict[str, list[Table]] = {}
    for table in page.tables:
        caption = table.caption
        text = text_of(caption.value) if caption else ""
        if not caption or not text:
            continue
        before = [other for other in seen.get(text, ()) if _seen_together(table, other)]
        seen.setdefault(text, []).append(table)
        if before:
            first = before[0].caption or caption
            yield caption.value_part.at(
                f"caption “{caption.value}” stands at line {first.line} already; say what this table is about"
            )


def _seen_together(table: Table, other: Table) -> bool:
    """Whether a reader can take one table for the other; on pages of reference, only within a section."""
    in_one_group = "tab-group" in table.attrs and table.attrs["tab-group"] == other.attrs.get("tab-group")
    if in_one_group or _switches(table) != _switches(other):
        return False
    return table.page.kind is PageKind.RESPONSIBILITY or table.section is other.section


def _switches(table: Table) -> frozenset[tuple[str, str]]:
    """What the headings above a table are marked with: by that a site shows one section or another."""
    found: set[tuple[str, str]] = set()
    section = table.section
    while section:
        found.update(section.heading.attrs.items())
        section = section.parent
    return frozenset(found)
