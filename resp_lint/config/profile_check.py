"""What contradicts itself in a profile: parts that stand for two things, or for nothing, though each alone is right."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.config.errors import shorten_path, suggest_nearest
from resp_lint.config.profiles import (
    find_mistakes,
    find_texts,
    parse_document,
    read_documents,
    read_profile,
    read_settings,
)
from resp_lint.config.toml import format_key, shorten_value
from resp_lint.config.validate import check
from resp_lint.errors import ConfigError
from resp_lint.page.terms import ANY_TITLE, Involvement, PartyRole
from resp_lint.page.words import normalized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from resp_lint.config.model import Document
    from resp_lint.page.terms import Column
    from resp_lint.plugins import Registry
    from resp_lint.profile import Profile


class Use(Struct, frozen=True):
    """What a text stands for: the keys of the text, the text, the name of the thing, and its number, if it has one."""

    keys: tuple[str, ...]
    text: str
    name: str
    number: int = 0


class Contradiction(Struct, frozen=True):
    """What contradicts itself: the keys of a value without the numbers of items, the value, and what is wrong.

    `first` is what the value contradicts, where that is a text, too.
    """

    keys: tuple[str, ...]
    value: object
    what: str
    first: Use | None = None

    def __str__(self) -> str:
        return f"{format_key(*self.keys)} = {shorten_value(self.value)}: {self.what}"


def check_profile_file(path: Path, registry: Registry, root: str) -> list[str]:
    """What is wrong with a profile's file, in lines for people: file, line, key, value, and what is wrong.

    Raises `ConfigError` where the file cannot be read.
    """
    if mistakes := list(find_mistakes(parse_document(os.path.abspath(path)))):
        return [str(mistake) for mistake in mistakes]
    try:
        profile = read_profile(path, registry.profiles, root)
        documents = read_documents(os.path.abspath(path), registry.profiles, root)
        for layer in read_settings(os.path.abspath(path), registry.profiles, root):
            check(layer, registry, root)
    except ConfigError as error:
        return [str(error)]
    return [_place_contradiction(found, documents) for found in find_contradictions(profile)]


def _place_contradiction(found: Contradiction, documents: Sequence[Document]) -> str:
    """A contradiction with the line of the nearest file that holds a part of it, or with the file alone."""
    parts = [(found.keys, found.value), *([(found.first.keys, found.first.text)] if found.first else [])]
    for document in reversed(documents):
        for keys, value in parts:
            places = [place for place, there in find_texts(document.data, keys, ()) if there == value]
            if places:
                return str(document.make_error(places[-1], found.what))
    return f"{shorten_path(documents[-1].path)}: {found}"


def find_contradictions(profile: Profile) -> Iterator[Contradiction]:
    """What contradicts itself in a profile."""
    yield from _check_areas(profile)
    yield from _check_owners(profile)
    yield from _check_columns(profile)
    yield from _check_markers(profile)
    yield from _check_counts(profile)
    yield from _check_words(profile)
    yield from _check_examples(profile)


def _check_areas(profile: Profile) -> Iterator[Contradiction]:
    titles: list[Use] = []
    ids: list[Use] = []
    for number, area in enumerate(profile.areas):
        titles.append(Use(("areas", "title"), area.title, area.title, number))
        titles += [Use(("areas", "variants"), text, area.title, number) for text in area.variants]
        ids += [Use(("areas", "ids"), part, area.title, number) for part in area.ids]
    yield from _find_twice("names the areas", titles)
    yield from _find_twice("marks the areas", ids)


def _check_owners(profile: Profile) -> Iterator[Contradiction]:
    spellings = [
        Use(("owners", "spellings"), text, owner.name, number)
        for number, owner in enumerate(profile.owners)
        for text in owner.spellings
    ]
    yield from _find_twice("names the owners", spellings)
    names = [owner.name for owner in profile.owners]
    for owner in profile.owners:
        for part in owner.parts:
            if part not in names:
                yield Contradiction(("owners", "parts"), part, _add_hint("no owner has this name", part, names))


def _list_columns(profile: Profile) -> Iterator[tuple[tuple[str, ...], Column]]:
    yield from ((("columns",), column) for column in profile.columns)
    yield from ((("table-forms", "columns"), column) for form in profile.table_forms for column in form.columns)


def _check_columns(profile: Profile) -> Iterator[Contradiction]:
    columns = list(_list_columns(profile))
    titles = [Use((*keys, "titles"), title, str(column.role)) for keys, column in columns for title in column.titles]
    yield from _find_twice("heads columns with the roles", titles)
    words = [Use((*keys, "words"), word, str(column.role)) for keys, column in columns for word in column.words]
    yield from _find_twice("marks columns with the roles", words)
    owners = [*(owner.name for owner in profile.owners), *PartyRole]
    for keys, column in columns:
        if column.owner and column.owner not in owners:
            what = _add_hint("no owner has this name", column.owner, owners)
            yield Contradiction((*keys, "owner"), column.owner, what)
        if not column.titles and not column.words:
            yield Contradiction(
                (*keys, "role"), str(column.role), "the column has neither titles nor words to know it by"
            )
        if column.marked and not profile.markers:
            yield Contradiction((*keys, "marked"), value=True, what="the profile has no markers")


def _check_markers(profile: Profile) -> Iterator[Contradiction]:
    cells = profile.cells
    marks = [
        Use(("markers", "marks"), mark, marker.name, number)
        for number, marker in enumerate(profile.markers)
        for mark in marker.marks
    ]
    marks += [Use(("cells", "empty-markers"), text, "nothing to do", -1) for text in cells.empty_markers]
    marks += [Use(("cells", "undecided-markers"), text, "undecided", -2) for text in cells.undecided_markers]
    yield from _find_twice("means", marks)


def _check_counts(profile: Profile) -> Iterator[Contradiction]:
    known = {marker.involvement for marker in profile.markers}
    known |= {column.involvement for _, column in _list_columns(profile) if column.involvement}
    for count in profile.counts:
        if count.max and count.min > count.max:
            yield Contradiction(("counts", "min"), count.min, f"more than the “max” of {count.max}")
        if count.involvement not in known and count.involvement is not Involvement.NONE:
            what = "no marker and no column says who takes part like this"
            yield Contradiction(("counts", "involvement"), str(count.involvement), what)


def _check_words(profile: Profile) -> Iterator[Contradiction]:
    wordings = profile.wordings
    yield from _find_twice("should be", [Use(("wordings", "wrong"), one.wrong, one.right) for one in wordings])
    spelling = profile.spelling
    for wrong, right in spelling.misspellings.items():
        if wrong in spelling.right or wrong in spelling.vocabulary:
            yield Contradiction(("spelling", "misspellings", wrong), right, "the word stands among the right ones, too")


def _check_examples(profile: Profile) -> Iterator[Contradiction]:
    """Regular expressions and what they are said to match."""
    for keys, column in _list_columns(profile):
        yield from _check_pattern((*keys, "pattern"), column.pattern, column.examples)
    for key in profile.front_matter.keys:
        yield from _check_pattern(("front-matter", "keys", "pattern"), key.pattern, (*key.values, *key.examples))
    names = profile.owner_names
    for pattern in names.patterns if names.examples else ():
        if not any(re.fullmatch(pattern, example) for example in names.examples):
            yield Contradiction(("owner-names", "patterns"), pattern, "matches none of “examples”")
    page, wordings = profile.new_page, profile.title_wordings
    if page.title and wordings and not any(re.fullmatch(one, page.title, re.IGNORECASE) for one in wordings):
        yield Contradiction(("new-page", "title"), page.title, "matches none of “title-wordings”")
    if page.header and len(page.header) != len(page.row):
        what = f"the row has {len(page.row)} cells, the header {len(page.header)}"
        first = Use(("new-page", "row"), page.row[-1], "row") if page.row else None
        yield Contradiction(("new-page", "header"), page.header[-1], what, first)


def _check_pattern(keys: tuple[str, ...], pattern: str, examples: Sequence[str]) -> Iterator[Contradiction]:
    for example in examples if pattern else ():
        if not re.fullmatch(pattern, example):
            yield Contradiction(keys, pattern, f"does not match its example “{example}”")
            return


def _find_twice(what: str, uses: Iterable[Use]) -> Iterator[Contradiction]:
    """Texts that stand for two things."""
    seen: dict[str, Use] = {}
    for use in uses:
        first = seen.setdefault(normalized(use.text), use)
        if (first.name, first.number) != (use.name, use.number) and use.text != ANY_TITLE:
            yield Contradiction(use.keys, use.text, f"{what} “{first.name}” and “{use.name}”", first)


def _add_hint(what: str, wrong: str, known: Iterable[str]) -> str:
    hint = suggest_nearest(wrong, known)
    return f"{what}; {hint}" if hint else what
