"""RSP905."""

from resp_lint import Findings, Page, rule


@rule("RSP905", own=True, any_page=True)
def limit_reached(page: Page) -> Findings:  # noqa: ARG001 -- the linter reports it while it reads the page
    """Checks that a page is within the limits up to which it can be checked in full.

    A page that was checked in part only must not look as if it were in order. No page that somebody wrote reaches these
    limits; they keep one that somebody made from using up the machine: 10 MB a file, 1 MB a line, 64 KiB of front matter,
    its YAML nested 64 deep at most and without aliases or merge keys, blocks nested 100 deep, and 30 seconds a page
    (`--page-timeout`). A rule may take half of the time that is left; one that takes longer costs its own findings only.
    So does a regular expression of a profile that does not come to an end; the finding names its key and file. The run
    ends with exit status 2, and a page that cannot be read in full is not fixed.

    Of one rule, a page shows 1,000 findings. That more were omitted is said here, and makes the exit status 1.

    What to do: make several pages of one, write the place simpler, or leave the rule out.
    """
    return ()
