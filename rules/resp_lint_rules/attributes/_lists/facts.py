"""What the text of an attribute list tells by itself; found out once a text, because pages repeat their lists."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint import regex
from resp_lint_rules.attributes._lists.grammar import find_flaws_in_text, is_at_line_end, mask_keyrefs
from resp_lint_rules.attributes._lists.names import Names
from resp_lint_rules.attributes._lists.stray_words import find_word_flaws

if TYPE_CHECKING:
    from resp_lint import AttributeItem, AttributeList, Page, Profile


class Told(Struct, frozen=True):
    """What a list's text tells, wherever the list stands.

    `sound` says that nothing is wrong with it where nothing follows it on its line, `defines` that it is a definition,
    and then sound after anything but a paragraph.  `blank`, `strange` and `markup` say that an item may lack a value that
    it needs, that a name is none of the profile's, and that a value may hold markup.  `keys` are those of all items;
    `names` are what the list gives, keys and those that two words might be together, where it is sound and not strange.
    """

    sound: bool
    defines: bool
    blank: bool
    strange: bool
    markup: bool
    keys: tuple[str, ...]
    names: frozenset[str]


class Lists(Struct, frozen=True):
    """The lists of a page, each with what its text tells, and those of which rules may have something to say.

    A list is sound only where it stands as it should; `marked` are those with markup, or with a slip.
    """

    told: dict[AttributeList, Told]
    unsound: list[AttributeList]
    blank: list[AttributeList]
    strange: list[AttributeList]
    marked: list[AttributeList]


@lru_cache(maxsize=1)
def collect_lists(page: Page, profile: Profile) -> Lists:
    """The lists of a page."""
    text, known = page.source.text, _known(profile)
    lists = Lists({}, [], [], [], [])
    for found in page.attribute_lists:
        told = known.get(text[found.start : found.end]) or describe_list(found, profile)
        if told.sound and ((told.defines and found.target == "paragraph") or not is_at_line_end(found)):
            told = replace(told, sound=False)
        lists.told[found] = told
        if not told.sound:
            lists.unsound.append(found)
        if told.blank:
            lists.blank.append(found)
        if told.strange:
            lists.strange.append(found)
        if told.markup or found.slip:
            lists.marked.append(found)
    return lists


def collect_lists_after_links(page: Page) -> tuple[AttributeList, ...]:
    """The lists after links, images, and what else a line holds."""
    if "){:" not in page.source.text:
        return ()
    return tuple(found for link in page.links for found in link.lists)


def describe_list(attribute_list: AttributeList, profile: Profile) -> Told:
    """What a list's text tells."""
    known, raw = _known(profile), attribute_list.raw
    told = known.get(raw)
    if told is None:
        if len(known) >= _MOST_TEXTS:
            known.clear()
        told = known[raw] = _describe_list(attribute_list, profile)
    return told


_MOST_TEXTS = 4096


@lru_cache(maxsize=8)
def _known(profile: Profile) -> dict[str, Told]:  # noqa: ARG001 -- what texts tell differs by profile
    return {}


def _describe_list(attribute_list: AttributeList, profile: Profile) -> Told:
    raw, items = attribute_list.raw, attribute_list.items
    plain = _PLAIN.fullmatch(mask_keyrefs(raw))
    keys = tuple(item.key for item in items)
    return Told(
        sound=bool(plain and plain[1]) or _is_sound(attribute_list, profile, is_plain=bool(plain)),
        defines=bool(plain and plain[1]),
        blank=any(not item.value.strip() and _may_need_value(item, profile) for item in items),
        strange=not all(_is_known(item, profile) for item in items),
        markup=not _MARKS.isdisjoint(raw),
        keys=keys,
        names=frozenset((*(key for key in keys if key != "class"), *map("-".join, pairwise(keys)))),
    )


# A list, or a definition, in which every item is one; most are, and the pattern for all that are takes time to compile.
_PLAIN = regex(r"""\{:(\w[\w#-]*+:)?(?: ++(?:[.#]?\w[\w.-]*+(?!=)|[\w-]++=(?:"[^"={}]*+"|'[\w #.+-]*+')))++ *\}""")
# Whatever marks a value up holds one of these.
_MARKS = frozenset("*_`~^[<")


def _is_sound(attribute_list: AttributeList, profile: Profile, *, is_plain: bool) -> bool:
    """Whether nothing is wrong with a list, on any page: what a page defines only makes more words right."""
    raw, attributes = attribute_list.raw, profile.attributes
    if not raw.endswith("}") or not raw[2:3].isspace() or attribute_list.name:
        return False
    if not is_plain and find_flaws_in_text(raw, "", attributes.known_keys, attributes.flags):
        return False
    return not any(find_word_flaws(attribute_list, Names.known(profile), profile))


def _may_need_value(item: AttributeItem, profile: Profile) -> bool:
    return item.key in (profile.attributes.table_order if item.bare else profile.attributes.keys)


def _is_known(item: AttributeItem, profile: Profile) -> bool:
    """Whether an item's name is an id or one that the profile knows."""
    if item.key == "class" or item.bare:
        return (item.value if item.key == "class" else item.key) in profile.attributes.known_words
    return item.key == "id" or item.key in profile.attributes.known_keys
