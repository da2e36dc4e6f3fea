"""RSP414."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Profile, rule
from resp_lint_rules.attributes._words import is_malformed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint import AttributeItem, AttributeList


@rule("RSP414", level=Level.WARNING, any_page=True)
def repeated_attribute(page: Page, profile: Profile) -> Findings:
    """A key that is given twice is neither of the two: the renderer joins the values with a space.

    Two captions become one that nobody wrote, `caption-side="top bottom"` is no side at all, and of two ids only the
    first is one, so that links to the second lead nowhere.

    Reported at the second and any further item of one key, or of one flag, over all lists of a table, a heading or
    another block; a list that misses its heading is left to the rule for that. Classes may be repeated, and so may words that a definition on the page explains. Read off
    marked-it-core 2.4.2.

    ~~~~bad
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom"}
    {: caption="Keys"}
    ~~~~
    ~~~~bad
    ## Keys
    {: #keys}
    {: #rotate-keys}
    ~~~~
    ~~~~good
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Rotate keys | N/A | Rotate your keys. |
    {: caption="Responsibilities for keys" caption-side="bottom" .wide .wider}
    {: summary="The first column names the task."}
    ~~~~
    """
    for lists in _together(page):
        repeated = list(_repeated(lists, page)) if sum(len(found.items) for found in lists) > 1 else []
        if repeated and not any(is_malformed(found, profile) for found in lists):
            for item in repeated:
                effect = "only the first one counts" if item.key == "id" else "the renderer joins them"
                yield item.at(f"“{item.key}” stands here a second time, and {effect}; keep one")


def _together(page: Page) -> Iterator[tuple[AttributeList, ...]]:
    """The lists that belong to one table, one heading, or one other block."""
    yield from (table.lists for table in page.tables)
    yield from (tuple(found for found in heading.lists if found.reaches) for heading in page.headings)
    run: tuple[AttributeList, ...] = ()
    for found in page.attribute_lists:
        if found.target in {"table", "heading"} or found.name:
            continue
        if run and (found.line > run[-1].line + 1 or not found.target):
            yield run
            run = ()
        run = (*run, found)
    if run:
        yield run


def _repeated(lists: Iterable[AttributeList], page: Page) -> Iterator[AttributeItem]:
    """The items whose key stood there before."""
    seen: set[str] = set()
    for item in (item for found in lists for item in found.items):
        if item.key in seen:
            yield item
        if item.key != "class" and not (item.bare and item.key in page.definitions):
            seen.add(item.key)
