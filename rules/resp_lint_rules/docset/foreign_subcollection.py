"""RSP803."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from resp_lint import DocSet, Level, PageFacts, PageViolation, docset


@docset("RSP803", level=Level.WARNING)
def foreign_subcollection(
    pages: DocSet,
    *,
    least: Annotated[
        int, Meta(ge=1, description="The least number of pages from which a subcollection is concluded.")
    ] = 3,
) -> Iterator[PageViolation]:
    """Checks that a page belongs to the same subcollection as the pages beside it.

    A page with another service's subcollection appears among that service's pages, not where it stands.

    It is most often left over from the page that this one was copied from, and it changes the page's address and with it
    every link to it.

    Reported is, at `subcollection` in the front matter, a value other than that of the tree: the one that the nearest table
    of contents names, or, where none does, the one that more than half of the pages under it have, or of the pages in the
    page's own folder and below. Of fewer than `least` pages no such thing is concluded.

    ~~~~bad path=docs/toc.yaml
    toc:
      properties:
        subcollection: nimbus
    ~~~~
    ~~~~bad path=docs/responsibilities.md
    ---
    subcollection: cumulus
    ---
    # Understanding your responsibilities when using Nimbus
    ~~~~
    ~~~~good path=docs/toc.yaml
    toc:
      properties:
        subcollection: nimbus
    ~~~~
    ~~~~good path=docs/responsibilities.md
    ---
    subcollection: nimbus
    ---
    # Understanding your responsibilities when using Nimbus
    ~~~~
    ~~~~bad path=docs/a-responsibilities.md
    ---
    subcollection: nimbus
    ---
    ~~~~
    ~~~~bad path=docs/b-responsibilities.md
    ---
    subcollection: nimbus
    ---
    ~~~~
    ~~~~bad path=docs/c-responsibilities.md
    ---
    subcollection: cumulus
    ---
    ~~~~
    """
    for page in pages.served:
        if page.subcollection and (usual := _find_usual(pages, page, least)) not in {"", page.subcollection}:
            message = f"subcollection is “{page.subcollection}”, that of the pages around it “{usual}”; write that one"
            yield page.at(page.subcollection_spot, message)


def _find_usual(pages: DocSet, page: PageFacts, least: int) -> str:
    """The subcollection that the page's tree has; empty where that cannot be told."""
    contents = pages.tree.find_contents(page.path)
    if contents and contents.subcollection:
        return contents.subcollection
    around = pages.by_contents[contents.path] if contents else pages.by_folder[page.folder]
    counts = Counter(one.subcollection for one in around if one.subcollection)
    usual, count = counts.most_common(1)[0]
    return usual if counts.total() >= least and 2 * count > counts.total() else ""
