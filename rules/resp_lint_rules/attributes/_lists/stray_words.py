"""What the grammar of attribute lists allows and no author means: a space inside a name, an id or a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint import regex
from resp_lint_rules.attributes._lists.grammar import find_flaws
from resp_lint_rules.attributes._lists.item_scanner import Flaw
from resp_lint_rules.attributes._lists.names import Names, find_nearest_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint import AttributeItem, AttributeList, Page, Profile

_NAME = regex(r"[\w.-]+")
_NO_SPACE_AFTER_NAME = regex(r"\{:[\w#-]+:(?=[.#\w])")


def is_malformed(page: Page, attribute_list: AttributeList, profile: Profile) -> bool:
    """Whether `malformed-attribute-list` speaks of a list, so that what its items say cannot be relied on."""
    if find_flaws(attribute_list, profile):
        return True
    if attribute_list.name:
        return False
    return any(find_word_flaws(attribute_list, Names.of(page, profile), profile))


def find_definition_flaw(attribute_list: AttributeList) -> Flaw | None:
    """A definition that is none for want of a colon or a space, or one where the text above it takes it for its own."""
    raw, name = attribute_list.raw, attribute_list.name
    if raw[2:3].isspace():
        return None
    if name:
        if attribute_list.target != "paragraph":
            return None
        message = (
            f"definition of “{name}” stands right after a paragraph; write “{{: {name}}}”, or a blank line above it"
        )
        return Flaw(0, len(raw), message, ((2, len(raw) - 1, f" {name}"),))
    if match := _NO_SPACE_AFTER_NAME.match(raw):
        at = match.end()
        return Flaw(2, at, f"no space after “{raw[2:at]}”; write one", ((at, at, " "),))
    items = attribute_list.items
    if not attribute_list.target and len(items) > 1 and items[0].bare:
        word, end = items[0].key, items[0].end - attribute_list.start
        return Flaw(2, end, f"“{word}” is no definition without its colon; write “{{:{word}: …}}”", ((end, end, ":"),))
    return None


def find_word_flaws(attribute_list: AttributeList, names: Names, profile: Profile) -> Iterator[Flaw]:
    """Words that stand alone and should not: halves of a name, of an id, of a value without quotes."""
    items = attribute_list.items
    yield from _find_dotted_keys(attribute_list, names.keys)
    number = 0
    while number + 1 < len(items):
        item, following = items[number], items[number + 1]
        number += 1
        joined = f"{item.key}-{following.key}"
        if item.bare and item.key not in names.words and (joined in names.keys or joined in profile.attributes.flags):
            yield _join_halves(attribute_list, item, following, joined)
            number += 1
        elif _may_take_words(item):
            after = number
            while after < len(items) and _is_stray(items[after], names.words):
                after += 1
            if after > number:
                yield _split(attribute_list, item, items[after - 1])
            number = after


def _find_dotted_keys(attribute_list: AttributeList, keys: frozenset[str]) -> Iterator[Flaw]:
    """Keys that a dot in front makes classes of; what an old boilerplate defines so is not looked at."""
    for item in attribute_list.items:
        key, equals, _ = item.value.partition("=")
        if item.key == "class" and equals and key in keys:
            start = item.start - attribute_list.start
            message = f'“.{key}=” is a class that is called so; write {key}="…" without the dot'
            yield Flaw(start, start + 1 + len(key), message, ((start, start + 1, ""),))


def _is_stray(item: AttributeItem, words: frozenset[str]) -> bool:
    if not item.bare or item.key in words or not _NAME.fullmatch(item.key):
        return False
    return find_nearest_name(item.key, words) is None


def _may_take_words(item: AttributeItem) -> bool:
    """Whether words after an item can have been meant for it: an id, or a value without quotes."""
    if item.key == "id" and item.raw.startswith("#"):
        return True
    return (
        not item.bare
        and bool(item.value)
        and item.value_part.start > item.start
        and item.source.text[item.value_part.start - 1] == "="
    )


def _join_halves(attribute_list: AttributeList, item: AttributeItem, following: AttributeItem, name: str) -> Flaw:
    start, left, right = (at - attribute_list.start for at in (item.start, item.end, following.start))
    return Flaw(
        start,
        right + len(following.key),
        f"“{item.key} {following.key}” is two names; write “{name}”",
        ((left, right, "-"),),
    )


def _split(attribute_list: AttributeList, item: AttributeItem, last: AttributeItem) -> Flaw:
    begin, start = attribute_list.start, item.start - attribute_list.start
    end, value = last.end - begin, item.value_part.start - begin
    if not item.raw.startswith("#"):
        message = f"value of “{item.key}” has no quotes, so it ends at its first space; put it in quotes"
        return Flaw(start, end, message, ((value, value, '"'), (end, end, '"')))
    words = attribute_list.raw[value:end].split()
    # A blank right after the `#` leaves the id without any name.
    left = value + len(item.value)
    fixed = "-".join(words)
    message = f"id “#{item.value}” ends at the space after it; write “#{fixed}”"
    return Flaw(start, end, message, ((left, end, fixed[len(item.value) :]),))
