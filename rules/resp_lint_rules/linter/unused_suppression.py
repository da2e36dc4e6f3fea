"""RSP902."""

from resp_lint import Findings, FixKind, Level, Page, rule


@rule("RSP902", level=Level.WARNING, fix=FixKind.SAFE, own=True, any_page=True)
def unused_suppression(page: Page) -> Findings:  # noqa: ARG001 -- the linter reports it after the other rules
    """Checks that every suppression suppresses something.

    A suppression that suppresses nothing waits for a mistake of tomorrow and hides it on the day it comes.

    Reported is a suppression, or one of several names in it, where the rule ran on the page and found nothing in what
    the suppression covers: the violation was fixed, or it moved away. A rule that did not run, because it is not selected or
    does not serve this kind of page, says nothing about its suppressions.

    A suppression covers the block after it: a heading alone, a table with its rows and attribute lists, a whole list, a
    paragraph. At the end of a cell it covers the row, inside other text the paragraph, as `ignore-file` and in front
    matter the page.

    The fix removes the name, or the whole comment where no name is left, except where the comment holds two lists apart
    that would become one.

    ~~~~bad
    # Your responsibilities
    {: #responsibilities}

    <!-- resp-lint: ignore missing-caption -- the table was to get one in May -->

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate them. |
    {: row-headers}
    {: caption="Responsibilities for keys" caption-side="bottom"}
    {: summary="The first column names a task, the others say who does what for it."}
    ~~~~
    ~~~~fixed
    # Your responsibilities
    {: #responsibilities}

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate them. |
    {: row-headers}
    {: caption="Responsibilities for keys" caption-side="bottom"}
    {: summary="The first column names a task, the others say who does what for it."}
    ~~~~
    ~~~~good
    # Your responsibilities
    {: #responsibilities}

    <!-- resp-lint: ignore missing-caption -- the heading says it all -->

    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate them. |
    ~~~~
    """
    return ()
