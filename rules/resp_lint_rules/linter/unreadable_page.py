"""RSP901."""

from resp_lint import Findings, Page, rule


@rule("RSP901", own=True, any_page=True)
def unreadable_page(page: Page) -> Findings:  # noqa: ARG001 -- the linter reports it where there is no page
    """Checks that every page can be read.

    A page that nobody could read has not been checked, and must not look as if it were in order.

    Reported is a page whose bytes are not UTF-8 (with the offset of the first wrong one), a file that cannot be opened, and
    one that was there when the folder was listed and is gone. Browsers guess at such bytes, so readers get mojibake.

    What to do: save the page as UTF-8; look at the file's rights. The run ends with exit status 2 and the other pages are
    checked all the same. Such a page is never fixed.
    """
    return ()
