"""RSP804."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated

from msgspec import Meta

from resp_lint import DocSet, Level, PageFacts, PageViolation, RuleSet, docset

# Of a task that very many pages share, a few of them are enough to compare with.
_COMPARED = 20


@docset("RSP804", level=Level.WARNING, rule_set=RuleSet.STRICT, facts=("tasks",))
def copied_page(
    pages: DocSet,
    *,
    share: Annotated[
        float, Meta(gt=0, le=1, description="The part of a page's tasks that must stand on another one.")
    ] = 0.6,
    least: Annotated[int, Meta(ge=1, description="The least number of tasks with which a page is compared.")] = 5,
) -> Iterator[PageViolation]:
    """Checks that most tasks of a page are not word for word those of another service's page.

    A page that was copied from another service's says who owns that service's tasks, not this one's.

    Two services are seldom run alike. An auditor who finds the same words on both pages has to ask which of them somebody
    has thought about. 1 of 74 measured pages is such a copy.

    Reported is, at the title, a page of which `share` of the tasks stand, with what each owner does, word for
    word on one page of another subcollection; of two such pages the one with fewer tasks, or the one whose path comes
    later. Pages with fewer than `least` tasks are not compared; tasks without owners do not count.

    ~~~~bad path=cumulus.md
    ---
    subcollection: cumulus
    ---
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Seed | Fly the planes. | Choose the clouds. |
    | Rain | Measure it. | Report floods. |
    | Snow | Clear the roof. | Close the windows. |
    | Hail | Keep spare glass. | Park inside. |
    | Wind | Lower the masts. | N/A |
    ~~~~
    ~~~~bad path=nimbus.md
    ---
    subcollection: nimbus
    ---
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Seed | Fly the planes. | Choose the clouds. |
    | Rain | Measure it. | Report floods. |
    | Snow | Clear the roof. | Close the windows. |
    | Hail | Keep spare glass. | Park inside. |
    | Fog | Switch on the lamps. | N/A |
    ~~~~
    ~~~~good path=cumulus.md
    ---
    subcollection: cumulus
    ---
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Seed | Fly the planes. | Choose the clouds. |
    | Rain | Measure it. | Report floods. |
    | Snow | Clear the roof. | Close the windows. |
    | Hail | Keep spare glass. | Park inside. |
    | Wind | Lower the masts. | N/A |
    ~~~~
    ~~~~good path=nimbus.md
    ---
    subcollection: nimbus
    ---
    | Task | IBM responsibilities | Your responsibilities |
    |------|----------------------|-----------------------|
    | Seed | Fly the planes. | Choose the clouds. |
    | Rain | Send the forecast. | Water less. |
    | Snow | Clear the roof. | Close the windows. |
    | Hail | Pay for the glass. | Park inside. |
    | Fog | Switch on the lamps. | N/A |
    ~~~~
    """
    tasks = {page.path: frozenset(page.tasks) for page in pages.served if page.subcollection}
    compared = [page for page in pages.served if len(tasks.get(page.path, ())) >= least]
    by_task: dict[int, list[PageFacts]] = {}
    for page in compared:
        for task in tasks[page.path]:
            by_task.setdefault(task, []).append(page)
    for page in compared:
        own = tasks[page.path]
        path, common = _find_nearest(page, [by_task[task][:_COMPARED] for task in own])
        if common >= share * len(own) and common and (len(own), path) < (len(tasks[path]), page.path):
            message = f"{common} of {len(own)} tasks are word for word those of {path}"
            yield page.at(page.top, f"{message}; write what holds for this service")


def _find_nearest(page: PageFacts, others: Iterable[Iterable[PageFacts]]) -> tuple[str, int]:
    """The path of the page of another subcollection that has most of a page's tasks, and how many."""
    shared = Counter(other.path for pages in others for other in pages if other.subcollection != page.subcollection)
    return min(shared.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
