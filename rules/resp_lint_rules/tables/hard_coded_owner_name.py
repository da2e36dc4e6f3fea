"""RSP306."""

from resp_lint import Edit, Findings, Fix, FixKind, Level, Page, Profile, Violation, rule
from resp_lint_rules.tables._headers import headers_as_written, keyrefs_by_words, odd_headers, plain_name


@rule("RSP306", level=Level.INFO, fix=FixKind.UNSAFE, any_page=True)
def hard_coded_owner_name(page: Page, profile: Profile) -> Findings:
    """A name that is typed in stays behind when the keyref for it changes.

    Keyrefs keep a name the same on all pages, with its trademark sign or without. Seen in headers on 14 of 74 pages.

    It fires on the headers of task tables and resource matrices, once a header, where a name stands in plain text for
    which the profile has a keyref; the fix writes the profile's first one for these words. Whether the page's other
    tables have the keyref or the plain name makes no difference. Cells and prose are not looked at.

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
    keyrefs = keyrefs_by_words(profile)
    written = headers_as_written(page)
    # A pipe between two cells is no part of a name.
    tables = odd_headers(page, (*page.task_tables, *page.matrices), lambda table: plain_name(written[table], keyrefs))
    for table in tables:
        for cell in table.header.cells:
            if name := plain_name(cell.raw, keyrefs):
                start, end = cell.start + name.start(), cell.start + name.end()
                keyref = keyrefs[name[0]]
                message = f"header “{cell.text}” has “{name[0]}” in plain text; write “{keyref}”"
                fix = Fix(f"Write {keyref}", (Edit(start, end, keyref),), safe=False)
                yield Violation(start, end, message, fix=fix)
