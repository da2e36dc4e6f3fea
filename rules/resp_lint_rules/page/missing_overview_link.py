"""RSP107."""

from resp_lint import Findings, Level, Page, Profile, rule
from resp_lint_rules._shared.places import locate_top

# With what else than a task titles begin that end so: “Understanding your responsibilities”.
_OF_RESPONSIBILITY_PAGES = frozenset(("Understanding", "Sharing", "Knowing"))


@rule("RSP107", level=Level.WARNING)
def missing_overview_link(page: Page, profile: Profile) -> Findings:
    """Checks that a page links to the overview of shared responsibilities and to the terms.

    A service's page tells only its own part: what holds for all services stands in the overview and in the terms.

    A reader who decides whether to rely on a service, and an auditor who checks the contract after it, need both. 15 of
    74 measured pages lack one of them.

    Reported is, at the title, each of the two that the page mentions nowhere outside of comments: the overview of shared
    responsibilities, and the terms. The profile says by which topics they are known (`links.overview`, `links.terms`);
    any link that holds one of them will do, in whatever form (RSP701 and RSP702 speak of those). The overview itself,
    known by its subcollection and id, needs no link to itself; nor does a page on how to do something (“Delegating
    responsibilities”) that has neither a table of tasks or resources nor a section on an area.

    ~~~~bad
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    For the overall terms of use, see [Terms](/docs/overview?topic=overview-terms).
    ~~~~
    ~~~~good
    # Understanding your responsibilities when using Nimbus
    {: #nimbus-responsibilities}

    See [Shared responsibilities](/docs/overview?topic=overview-shared-responsibilities) and
    [Terms](/docs/overview?topic=overview-terms).
    ~~~~
    ~~~~good
    # Delegating responsibilities to a colleague
    {: #delegating-responsibilities}

    Open the console, and choose a colleague.
    ~~~~
    """
    if page.blank or _is_about_work(page):
        return
    text, own = _mask_comments(page.source.text), _name_topic(page)
    for what, name, topics in (
        ("the overview of shared responsibilities", "Shared responsibilities", profile.links.overview),
        ("the terms", "Terms", profile.links.terms),
    ):
        if topics and own not in topics and not any(_is_mentioned(topic, text) for topic in topics):
            link = f"{profile.links.docs_root}{topics[0].partition('-')[0]}?topic={topics[0]}"
            yield locate_top(page).at(f"no link to {what}; add one, such as “[{name}]({link})”")


def _is_about_work(page: Page) -> bool:
    """Whether a page only mentions responsibilities: how to do something, without a table or an area of its own."""
    title = page.title.text.partition(" ")[0] if page.title else ""
    how_to = title == "How" or (title.endswith("ing") and title not in _OF_RESPONSIBILITY_PAGES)
    return how_to and not (page.task_tables or page.matrices or page.area_sections)


def _name_topic(page: Page) -> str:
    """The name under which other pages link to this one."""
    subcollection = page.front_matter.entries.get("subcollection")
    return f"{(subcollection.value or '') if subcollection else ''}-{(page.title.id or '') if page.title else ''}"


def _mask_comments(text: str) -> str:
    if "<!--" not in text:
        return text
    first, *others = text.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)


def _is_mentioned(topic: str, text: str) -> bool:
    """Whether a topic stands in a text, and not as a part of another name."""
    at = text.find(topic)
    while at >= 0 and (
        _is_part_of_name(text[max(0, at - 1) : at])
        or _is_part_of_name(text[at + len(topic) : at + len(topic) + 1], "?")
    ):
        at = text.find(topic, at + 1)
    return at >= 0


def _is_part_of_name(character: str, more: str = "") -> bool:
    """Whether a topic beside this character is only a part of another name."""
    return character.isalnum() or (character != "" and character in f"_-{more}")
