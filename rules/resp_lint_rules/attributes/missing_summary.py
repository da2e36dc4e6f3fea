"""RSP402."""

from resp_lint import Findings, Level, Page, PageKind, Profile, rule
from resp_lint_rules.attributes._meant import EveryPage, is_usual, meant, place


@rule("RSP402", level=Level.WARNING, any_page=True)
def missing_summary(page: Page, profile: Profile, *, every_page: EveryPage = False) -> Findings:
    """Without a summary, who cannot see the table does not know how it is read.

    The site makes the `summary` a text that a screen reader gives before the cells: which column holds the task, and
    which one says what each owner does. Sighted readers take that from the layout.

    Reported for every table of a responsibility page none of whose lists holds a `summary`; where one is misspelt, blank,
    malformed or lost, the rule for that speaks instead. On other pages summaries are rare (seen on 5 of 91 pages with
    tables), so there a table is reported only where at least half of the page's tables have one. 45 of 74 responsibility
    pages lack some; WCAG 2.2 names the technique (1.3.1, H73).

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}
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
    authors = meant(page, profile)
    for table in page.tables:
        if authors.lacks(table, "summary"):
            message = f'{place(table)} has no summary; write “{{: summary="…"}}” among its lists'
            yield table.header.at(message, "say what each column holds")
