"""RSP702."""

import re
from collections.abc import Iterator

from resp_lint import Findings, FixKind, Level, Page, Profile, regex, rule
from resp_lint_rules.links._addresses import is_without_topic, replace_address, select_targets

# What another part of a link's address starts with where it is none of the documentation, or not one that can be told.
_ELSEWHERE = regex(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|[#?{]|\.\.?/")
_TOPIC = regex(r"[?&]topic=")


@rule("RSP702", level=Level.WARNING, fix=FixKind.SAFE, any_page=True)
def incomplete_docs_link(page: Page, profile: Profile) -> Findings:
    """Checks that the address of every documentation link is complete.

    A documentation link that lacks a part of its address leads to the wrong page, or to none.

    The address of a topic is `/docs/SUBCOLLECTION?topic=SUBCOLLECTION-ID`. Without `/docs/` the reader gets a page of the
    console, or “not found”; without `topic=` the front page of a service, if anything. 5 of 74 measured pages have one.

    Reported are, at the address:

    - an address that names a topic (`?topic=`) and does not start with the profile's `links.docs-root`;
    - the name of a topic of the page's own subcollection alone, `nimbus-keys`;
    - a path below the root with neither query nor topic, `/docs/nimbus/keys`, and `topic=` without a name.

    A subcollection alone (`/docs/nimbus`), another query (`?group=`), an outdated form (RSP701) and the paths of the
    profile's `links.without-topic` work as they are and are not reported. The fix puts in what is missing where there is
    one way only.

    ~~~~bad
    See [Keys](/nimbus?topic=nimbus-keys) and [Terms](docs/overview?topic=overview-terms).
    ~~~~
    ~~~~fixed
    See [Keys](/docs/nimbus?topic=nimbus-keys) and [Terms](/docs/overview?topic=overview-terms).
    ~~~~
    ~~~~bad
    ---
    subcollection: nimbus
    ---

    See [Limits](nimbus-limits#cpu).
    ~~~~
    ~~~~fixed
    ---
    subcollection: nimbus
    ---

    See [Limits](/docs/nimbus?topic=nimbus-limits#cpu).
    ~~~~
    ~~~~bad
    See [Terms](/docs/overview/terms-of-use) and [Keys](/docs/nimbus?topic=).
    ~~~~
    ~~~~good
    See [Keys](/docs/nimbus?topic=nimbus-keys#rotate), [all of Nimbus](/docs/nimbus), [tutorials](/docs/nimbus?group=start),
    the [API](/docs/apis/nimbus), the [status](/status?selected=planned) and [Example](https://example.com/x?topic=y).
    ~~~~
    """
    links, own = profile.links, _own_prefix(page)
    root, outdated = links.docs_root, tuple(form.wrong for form in links.outdated)
    if not root:
        return
    found = (link for link in page.links if _can_lack(link.target, profile) or (own and link.target.startswith(own)))
    for link in select_targets(found):
        target = link.target
        if link.image or target.startswith(outdated):
            continue
        if target.startswith(root):
            if _can_lack(target, profile):
                yield link.target_part.at(
                    f"link “{target}” names no topic; write “{root}SUBCOLLECTION?topic=…” with the topic that is meant"
                )
        elif (complete := _complete_address(target, root, own)) is not None:
            what = f"link “{target}” does not start with “{root}”"
            yield link.target_part.at(
                f"{what}; write “{complete}”" if complete else f"{what}; write the topic's full address",
                fix=replace_address(link, complete) if complete else None,
            )


def _can_lack(target: str, profile: Profile) -> bool:
    """Whether an address lacks something on any page; pages have most in common."""
    links = profile.links
    if target.startswith(links.docs_root):
        return not target.startswith(links.without_topic) and is_without_topic(target, links.docs_root)
    return _complete_address(target, links.docs_root, "") is not None


def _own_prefix(page: Page) -> str:
    """What the topics of the page's subcollection start with; empty where it has none."""
    entry = page.front_matter.entries.get("subcollection")
    return f"{entry.value}-" if entry and entry.value else ""


def _complete_address(target: str, root: str, prefix: str) -> str | None:
    """An address with what it lacks at its start; empty where that cannot be told, None where it lacks nothing."""
    if _ELSEWHERE.match(target):
        return None
    if prefix and target.startswith(prefix) and re.fullmatch(r"[\w-]+(?:#[\w-]*)?", target):
        return f"{root}{prefix[:-1]}?topic={target}"
    if not _TOPIC.search(target):
        return None
    return next(_find_completions(target.lstrip("/"), root), "")


def _find_completions(path: str, root: str) -> Iterator[str]:
    """The one way to complete a path with a topic, if there is one."""
    if path.startswith("(" + root) and path.endswith(")"):
        yield path[1:-1]
    without_root = path.removeprefix(root.lstrip("/"))
    if re.match(r"[\w.-]+\?topic=[\w-]", without_root):
        yield root + without_root
