"""RSP306."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Profile, Violation, rule
from resp_lint_rules.tables._header_forms import (
    find_odd_headers,
    find_plain_name,
    get_written_headers,
    insert_keyrefs,
    map_words_to_keyrefs,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import Table


@rule("RSP306", level=Level.INFO, fix=FixKind.UNSAFE, any_page=True)
def hard_coded_owner_name(page: Page, profile: Profile) -> Findings:
    """Checks that owners are named by keyrefs in headers and in the cells of a resource matrix.

    A name that is typed in stays when the keyref for it changes.

    Keyrefs keep a name the same on all pages, with its trademark sign or without. Seen in headers on 14 of 74 pages.

    It fires on the headers of task tables and resource matrices, once a header, where a name stands in plain text for
    which the profile has a keyref; the fix writes the profile's first one for these words. Whether the page's other
    tables have the keyref or the plain name makes no difference. The cells of a resource matrix name owners, too: there
    it fires once a table, at the first of them. The cells of other tables, and prose, are not looked at.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys. |
    ~~~~
    ~~~~fixed
    | Task | {{site.data.keyword.IBM_notm}} responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | Send a reminder. | Rotate your keys. |
    ~~~~
    ~~~~good
    | Task | {{site.data.keyword.IBM_notm}} responsibilities | Your responsibilities |
    |------|-------------------------------------------------|-----------------------|
    | Rotate keys | Send a reminder, signed by IBM. | Rotate your keys. |
    ~~~~
    """
    keyrefs = map_words_to_keyrefs(profile)
    written = get_written_headers(page)
    # A pipe between two cells is no part of a name.
    tables = find_odd_headers(
        page, (*page.task_tables, *page.matrices), lambda table: find_plain_name(written[table], keyrefs)
    )
    for table in tables:
        for cell in table.header.cells:
            if name := find_plain_name(cell.raw, keyrefs):
                start, end = cell.start + name.start(), cell.start + name.end()
                keyref = keyrefs[name[0]]
                message = f"header “{cell.text}” has “{name[0]}” in plain text; write “{keyref}”"
                fix = Fix(f"Write {keyref}", (Edit(start, end, keyref),), safe=False)
                yield Violation(start, end, message, fix=fix)
    for table in page.matrices:
        yield from _check_cells(table, keyrefs)


def _check_cells(table: Table, keyrefs: dict[str, str]) -> Iterator[Violation]:
    """One finding for all cells of a matrix that hold a plain name."""
    cells = [cell for row in table.rows for cell in row.cells[1 : row.written]]
    named = [(cell, found[0]) for cell in cells if (found := find_plain_name(cell.raw, keyrefs))]
    if not named:
        return
    first, name = named[0]
    where = f"{len(named)} cells of the table" if named[1:] else "the cell"
    edits = tuple(Edit(cell.start, cell.end, insert_keyrefs(cell.raw, keyrefs)) for cell, _ in named)
    fix = Fix("Write keyrefs in the cells", edits, safe=False)
    yield first.at(f"“{name}” is in plain text in {where}; write “{keyrefs[name]}”", fix=fix)
