"""RSP907."""

from resp_lint import Findings, Page, rule


@rule("RSP907", own=True, any_page=True)
def unstable_fix(page: Page) -> Findings:  # noqa: ARG001 -- the linter reports it where a fix does not hold
    """Checks that fixes do what they say, and nothing else.

    A fix that does more than it says must not reach a file that nobody reads again.

    After fixing, each page is read anew. The fixes of a rule are skipped, and those of the other rules are made, where

    - a line that an edit did not replace as a whole is no longer what it was: a heading of its level, a table row of as
      many cells (or nearer to as many as its header has), a paragraph, an attribute list that is attached to the same
      heading or table with the same items
    - an id that a link may point to is gone, and no unsafe fix changed it
    - a rule finds something that was not there before, be it because the fix brought it, or because the violation that was
      fixed had hidden it
    - after 10 rounds there is still something to fix, or a fix changes nothing

    The finding names the rule whose fix did not hold, and why; it stands where that rule found something to fix. Where the
    fixes of two rules hold alone and not together, one of the two is skipped.

    What to do: fix the violation by hand, or leave the fixes of that rule out with `--unfixable`; then report it to the
    rule's authors.
    """
    return ()
