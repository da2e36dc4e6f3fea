"""Addresses of links: each place where one is written, once, and the edits that fix it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import Edit, Fix, Link, LinkStyle, Part, regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLANK_TOPIC = regex(r"[?&]topic=(?:&|$)")


def select_targets(links: Iterable[Link]) -> Iterator[Link]:
    """Of some links of a page one for each address where it is written; of the references to one definition, the first."""
    seen: set[int] = set()
    for link in links:
        place = link.target_span[0]
        if place not in seen:
            seen.add(place)
            yield link


def replace_address(link: Link, target: str) -> Fix | None:
    """The fix that gives a link another address; None for `<address>`, which no other form of address can replace."""
    if link.style is LinkStyle.AUTOLINK:
        return None
    return Fix(f"Write “{target}”", (_edit(link.target_part, target),))


def _edit(part: Part, text: str) -> Edit:
    """The edit of a part that leaves what is the same at its start, and then at its end, as it stands."""
    old = part.raw
    same = _count_common_characters(old, text)
    tail = _count_common_characters(old[same:][::-1], text[same:][::-1])
    return Edit(part.start + same, part.end - tail, text[same : len(text) - tail])


def _count_common_characters(one: str, other: str) -> int:
    """How many characters two texts start with alike."""
    return next(
        (count for count, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def is_without_topic(target: str, root: str) -> bool:
    """Whether an address below the root leads to no topic."""
    path = target.partition("#")[0].removeprefix(root)
    if "?" not in path:
        return "/" in path.rstrip("/")
    return _BLANK_TOPIC.search(path) is not None
