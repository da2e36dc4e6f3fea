"""RSP406."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, PageKind, rule
from resp_lint_rules.attributes._lists.captions import find_captioned_tables, normalize_caption

if TYPE_CHECKING:
    from resp_lint import Table


@rule("RSP406", level=Level.WARNING, any_page=True, requires=("captions",))
def duplicate_caption(page: Page) -> Findings:
    """Checks that no two tables have the same caption.

    Two tables with one name cannot be told apart by who jumps from table to table, or cites one.

    Most often the second one was copied with the table's lists, and says what the table above it is about.

    Reported at the second and any further caption with the same text, whatever its number, case and full stop. Tables in
    tabs are told apart by the names of their tabs, and tables in sections for different interfaces or languages
    (`{: ui}`, `{: cli}`) are never seen together; those are left alone. Other pages than responsibility pages repeat a
    caption in section after section (“Parameters”); there only one section's tables are compared. Seen on 3 of 99
    responsibility pages once, and fixed twice.

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
    seen: dict[tuple[object, ...], list[Table]] = {}
    told = [(table, caption, normalize_caption(caption.value)) for table, caption in find_captioned_tables(page)]
    if len({text for _, _, text in told}) == len(told):
        return
    for table, caption, text in told:
        if not text:
            continue
        # On pages of reference a reader takes one table for the other only within a section.
        section = None if page.kind is PageKind.RESPONSIBILITY or not table.section else table.section.start
        before = seen.setdefault((text, section, _collect_switches(table)), [])
        other = next((one for one in before if not _is_same_group(one, table)), None)
        if not before or (other and len(before) == 1):
            before.append(table)  # two that are not of one group are enough to compare with
        if other and other.caption:
            yield caption.value_part.at(
                f"caption “{caption.value}” stands at line {other.caption.line} already; say what this table is about"
            )


def _is_same_group(table: Table, other: Table) -> bool:
    """Whether the site shows one of two tables or the other, each under a tab of its own."""
    return "tab-group" in table.attrs and table.attrs["tab-group"] == other.attrs.get("tab-group")


def _collect_switches(table: Table) -> frozenset[tuple[str, str]]:
    """What the headings above a table are marked with: by that a site shows one section or another."""
    found: set[tuple[str, str]] = set()
    section = table.section
    while section:
        found.update(section.heading.attrs.items())
        section = section.parent
    return frozenset(found)
