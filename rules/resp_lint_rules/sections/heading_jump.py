"""RSP213."""

from itertools import pairwise

from resp_lint import Findings, Level, Page, rule


@rule("RSP213", level=Level.WARNING, any_page=True, requires=("plain-markdown",))
def heading_jump(page: Page) -> Findings:
    """Checks that no heading is more than one level below the heading before it.

    Readers of a screen reader go from heading to heading by level, and look for the one that was skipped.

    A heading of level 3 right below one of level 1 says that a section is missing between the two. (WCAG 2.2, 1.3.1;
    markdownlint MD001.) The first heading of a page may have any level: the site may take the title from the front
    matter. Headings in lists and quotes count, those written in HTML do not.

    ~~~~bad
    # Working groups

    ### Current groups
    ~~~~
    ~~~~good
    # Working groups

    ## Current groups

    ### Data

    ## Former groups
    ~~~~
    """
    for above, heading in pairwise(page.headings):
        if heading.level > above.level + 1 and above.text:
            wanted = "#" * (above.level + 1)
            message = (
                f"“{heading.text}” is a heading of level {heading.level} below one of level {above.level}; "
                f"make it “{wanted} …”, or add the heading that is missing"
            )
            yield heading.at(message)
