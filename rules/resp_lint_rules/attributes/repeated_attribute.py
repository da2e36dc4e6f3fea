"""RSP414."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Findings, Level, Page, Profile, rule
from resp_lint_rules.attributes._lists.facts import collect_lists
from resp_lint_rules.attributes._lists.stray_words import is_malformed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint import AttributeItem, AttributeList


@rule("RSP414", level=Level.WARNING, any_page=True, requires=("attribute-lists",))
def repeated_attribute(page: Page, profile: Profile) -> Findings:
    """Checks that no attribute is given twice.

    A key that is given twice is neither of the two: the renderer joins the values with a space.

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
    told = collect_lists(page, profile).told
    for lists in _group_lists(page):
        keys = [key for found in lists for key in told[found].keys]
        if len(keys) == len(set(keys)):
            continue
        repeated = list(_find_repeated(lists, page))
        if repeated and not any(is_malformed(page, found, profile) for found in lists):
            for item in repeated:
                effect = "only the first one counts" if item.key == "id" else "the renderer joins them"
                yield item.at(f"“{item.key}” stands here a second time, and {effect}; keep one")


def _group_lists(page: Page) -> Iterator[tuple[AttributeList, ...]]:
    """The lists that belong to one table, one heading, or one other block."""
    yield from (table.lists for table in page.tables)
    for heading in page.headings:
        if len(heading.lists) > 1 or (heading.lists and " " in heading.lists[0].raw[3:]):
            yield tuple(found for found in heading.lists if found.reaches)
    run: list[AttributeList] = []
    for found in page.attribute_lists:
        if found.target in _TOLD:
            continue
        # A line ending and some spaces are all that stands between two lists of one block.
        if run and (found.start > run[-1].end + _NEAR or found.line > run[-1].line + 1):
            yield tuple(run)
            run = []
        run.append(found)
    if run:
        yield tuple(run)


_TOLD = frozenset(("", "table", "heading"))
_NEAR = 100


def _find_repeated(lists: Iterable[AttributeList], page: Page) -> Iterator[AttributeItem]:
    """The items whose key stood there before."""
    seen: set[str] = set()
    for item in (item for found in lists if not found.name for item in found.items):
        if item.key in seen:
            yield item
        if item.key != "class" and not (item.bare and item.key in page.definitions):
            seen.add(item.key)
