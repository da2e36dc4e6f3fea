"""RSP402."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, PageKind, Profile, rule
from resp_lint_rules.attributes._lists.intended import EveryPage, find_intended_names, is_usual, place
from resp_lint_rules.attributes._lists.placement import (
    find_line_ending,
    get_lists_after,
    get_margin,
    insert_missing_line_ending,
    insert_missing_spaces,
)
from resp_lint_rules.attributes._lists.summaries import write_summary

if TYPE_CHECKING:
    from resp_lint import Table


@rule("RSP402", level=Level.WARNING, fix=FixKind.UNSAFE, any_page=True, requires=("captions",))
def missing_summary(page: Page, profile: Profile, *, every_page: EveryPage = False) -> Findings:
    """Checks that each table has a summary.

    Without a summary, who cannot see the table does not know how it is read.

    The site makes the `summary` a text that a screen reader gives before the cells: which column holds the task, and
    which one says what each owner does. Sighted readers take that from the layout.

    Reported for every table of a responsibility page none of whose lists holds a `summary`; where one is misspelt, blank,
    malformed or lost, the rule for that speaks instead. On other pages summaries are rare (seen on 5 of 91 pages with
    tables), so there a table is reported only where at least half of the page's tables have one. 45 of 74 responsibility
    pages lack some; WCAG 2.2 names the technique (1.3.1, H73).

    The fix writes what the headers of a task table or a resource matrix tell, with the area of its section, under the
    table's other lists. It is unsafe, because only a reader of the table knows whether that is all that there is to say.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    ~~~~fixed
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}
    {: summary="The first column names the task. The second column describes IBM responsibilities, and the third column describes your responsibilities."}
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}
    {: summary="The first column names the task, the second what IBM does, the third what you do."}
    ~~~~
    """
    if not (every_page or page.kind is PageKind.RESPONSIBILITY or is_usual(page, "summary", profile)):
        return
    authors = find_intended_names(page, profile)
    for table in page.tables:
        if authors.is_missing(table, "summary"):
            message = f'{place(table)} has no summary; write “{{: summary="…"}}” among its lists'
            yield table.header.at(message, "say what each column holds", _write(table))


def _write(table: Table) -> Fix | None:
    """The summary as a list of its own, under the table's other lists where each of them reaches it."""
    summary, lists = write_summary(table), get_lists_after(table)
    if not summary or len(lists) < len(table.lists) or any(found.slip for found in lists):
        return None
    line = lists[-1].line if lists else table.end_line
    at = lists[-1].end if lists else table.end
    text = f'{find_line_ending(table.source, line)}{get_margin(table.source, line)}{{: summary="{summary}"}}'
    edits = (
        *insert_missing_spaces(lists),
        Edit(at, at, text + "".join(edit.text for edit in insert_missing_line_ending(table.source, lists))),
    )
    return Fix(f"Write “{summary}”", edits, safe=False)
