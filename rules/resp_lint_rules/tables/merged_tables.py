"""RSP312."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Page, rule

if TYPE_CHECKING:
    from resp_lint import MergedTables


@rule("RSP312", fix=FixKind.SAFE, any_page=True)
def merged_tables(page: Page) -> Findings:
    """Checks that a blank line stands between two tables.

    Attribute lists do not end a table. Where the header of the next table follows them directly, the renderer
    (marked-it-core 2.4.2) makes one table of both: the second header and its row of dashes become rows, and the second
    caption replaces the first one.

    It fires on the header of the second table. The fix puts a blank line before it.

    ~~~~bad
    | Task | Owner |
    |------|-------|
    | Rotate keys | Customer |
    {: caption="Tasks for keys" caption-side="bottom"}
    | Task | Owner |
    |------|-------|
    | Patch brokers | IBM |
    {: caption="Tasks for brokers" caption-side="bottom"}
    ~~~~
    ~~~~fixed
    | Task | Owner |
    |------|-------|
    | Rotate keys | Customer |
    {: caption="Tasks for keys" caption-side="bottom"}

    | Task | Owner |
    |------|-------|
    | Patch brokers | IBM |
    {: caption="Tasks for brokers" caption-side="bottom"}
    ~~~~
    ~~~~good
    | Task | Owner |
    |------|-------|
    | Rotate keys | Customer |
    {: caption="Tasks for keys" caption-side="bottom"}

    | Task | Owner |
    |------|-------|
    | Patch brokers | IBM |
    {: caption="Tasks for brokers" caption-side="bottom"}
    ~~~~
    """
    for merged in page.merged_tables:
        header = merged.second.header
        yield header.at(
            f"no blank line separates this table from the table on line {merged.first.line}, so that readers see one table",
            "put a blank line before the header",
            _separate(merged),
        )


def _separate(merged: MergedTables) -> Fix:
    """Puts a blank line before the second table, within the quote that it stands in."""
    source = merged.second.source
    start = source.line_start(merged.second.line)
    ending = source.text[:start][len(source.text[:start].rstrip("\r\n")) :] or "\n"
    before = source.text[start : merged.second.header.start].rstrip("| \t")
    return Fix("Put a blank line before the table", (Edit(start, start, before + ending),))
