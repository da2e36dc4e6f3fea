"""RSP802."""

from collections.abc import Iterator
from posixpath import normpath

from resp_lint import DocSet, Level, PageViolation, docset


@docset("RSP802", level=Level.WARNING)
def unlisted_page(pages: DocSet) -> Iterator[PageViolation]:
    """Checks that every page is listed in the table of contents.

    A page that no table of contents lists is one that a reader cannot find and nobody maintains.

    It is built, or it is not; in either case the navigation does not lead to it. An auditor who is sent to the service's
    documentation does not see it.

    Reported is, at the title, each page that the nearest table of contents at or above it does not list. Such a file is
    known by its name (the profile's `tree.contents`, such as `toc.yaml`); where there is none, or none that lists any
    page, nothing is reported. Paths count from the folder of that file.

    ~~~~bad path=docs/toc.yaml
    toc:
      entries:
      - navgroup:
          topics:
          - getting-started.md
    ~~~~
    ~~~~bad path=docs/responsibilities.md
    # Understanding your responsibilities when using Nimbus
    ~~~~
    ~~~~good path=docs/toc.yaml
    toc:
      entries:
      - navgroup:
          topics:
          - getting-started.md
          - topic: reference/responsibilities.md
            navtitle: Your responsibilities
    ~~~~
    ~~~~good path=docs/reference/responsibilities.md
    # Understanding your responsibilities when using Nimbus
    ~~~~
    """
    for page in pages.served:
        contents = pages.tree.find_contents(page.path)
        if contents and contents.topics and normpath(page.path.replace("\\", "/")) not in contents.topics:
            yield page.at(page.top, f"page is not listed in {contents.path}; list it there, so that readers find it")
