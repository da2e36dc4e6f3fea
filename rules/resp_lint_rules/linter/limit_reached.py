"""RSP905."""

from resp_lint import Findings, Page, rule


@rule("RSP905", own=True, any_page=True)
def limit_reached(page: Page) -> Findings:  # noqa: ARG001 -- the linter reports it while it reads the page
    """A page that was checked in part only must not look as if it were in order.

    No page that somebody wrote reaches these limits; they keep one that somebody made from using up the machine: 10 MB a
    file, 1 MB a line, 64 KiB of front matter, its YAML nested 64 deep at most and without aliases or merge keys, and
    blocks nested 100 deep.

    What to do: make several pages of one, or write the place simpler. The run ends with exit status 2, and the page is not
    fixed.
    """
    return ()
