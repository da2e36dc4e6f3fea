"""RSP401."""

from resp_lint import Findings, Page, Profile, rule
from resp_lint_rules.attributes._lists.intended import find_intended_names, place


@rule("RSP401", any_page=True, requires=("captions",))
def missing_caption(page: Page, profile: Profile) -> Findings:
    """Checks that each table has a caption.

    A table without a caption is a table without a name.

    The site makes the caption the table's `<caption>`: the name that a screen reader announces before it reads the first
    cell, and that a reader who jumps from table to table hears. An auditor who cites a table cites its caption.

    Reported for every Markdown table none of whose lists holds a `caption`; tables written in HTML are not read. Where a
    caption was meant and is misspelt, blank, malformed or lost, the rule for that says so, and this one is silent. WCAG 2.2
    asks for it (1.3.1, technique H39). 11 of 99 responsibility pages once lacked one, and their authors fixed 9 of them.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: row-headers}
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: row-headers}
    {: caption="Responsibilities for keys" caption-side="bottom"}
    ~~~~
    """
    side = profile.captions.sides[0] if profile.captions.sides else "bottom"
    authors = find_intended_names(page, profile)
    for table in page.tables:
        if authors.is_missing(table, "caption"):
            wanted = f'{{: caption="…" caption-side="{side}"}}'
            yield table.header.at(f"{place(table)} has no caption; write “{wanted}” right under its last row")
