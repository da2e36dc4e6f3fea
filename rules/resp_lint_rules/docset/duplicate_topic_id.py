"""RSP801."""

from collections.abc import Iterator

from resp_lint import DocSet, PageViolation, docset


@docset("RSP801", requires=("ids",))
def duplicate_topic_id(pages: DocSet) -> Iterator[PageViolation]:
    """Checks that no two pages of a subcollection have one address.

    Two pages with one address: the site shows one of them, and links to the other lead to the wrong page.

    A page's address is made of its subcollection and the id of its title. A copy that keeps the id takes the place of the
    page that it was made from, or is itself never seen, and nothing says so.

    Reported is, at the id, each page whose title has the id of another page of the same subcollection; of two, the one
    whose path comes later.

    ~~~~bad path=keys.md
    ---
    subcollection: nimbus
    ---
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}
    ~~~~
    ~~~~bad path=responsibilities.md
    ---
    subcollection: nimbus
    ---
    # Understanding your responsibilities when using Nimbus for storage
    {: #nimbus-responsibilities}
    ~~~~
    ~~~~good path=keys.md
    ---
    subcollection: nimbus
    ---
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}
    ~~~~
    ~~~~good path=responsibilities.md
    ---
    subcollection: nimbus
    ---
    # Understanding your responsibilities when using Nimbus for storage
    {: #nimbus-storage-responsibilities}
    ~~~~
    """
    first: dict[tuple[str, str], str] = {}
    # Pages that cannot be reported on come first, so that the other one is.
    for page in sorted(pages.pages, key=pages.serves):
        if page.subcollection and page.topic_id:
            path = first.setdefault((page.subcollection, page.topic_id), page.path)
            if path != page.path:
                message = f"title has the id “{page.topic_id}”, as {path} has; give it one of its own"
                yield page.at(page.topic_id_spot, message)
