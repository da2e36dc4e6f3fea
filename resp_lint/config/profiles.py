"""Profile files: one may extend another, by name or by path, and every mistake is told with its line.

What a file writes is added to what it extends: tables are merged, single values take the place of the base's, lists go
on with new items, and lists of tables with new tables; a table that names a known thing (an area's `title`) is merged
with it.  What `replace` names (`replace = ["captions.sides"]`) starts empty instead.
"""

# ruff: noqa: PTH100, PTH120 -- paths as strings, as everywhere near the tree

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import msgspec

from resp_lint.config.blame import blame
from resp_lint.config.layers import inside, stays
from resp_lint.config.mistakes import Document, nearest, shown_path
from resp_lint.config.read import parsed, read_bytes
from resp_lint.config.toml import toml_document
from resp_lint.page.kind import normalized
from resp_lint.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from resp_lint.config.lines import Keys

OWN_KEYS = ("extends", "replace")
NAMING_KEYS = ("title", "name", "wrong")
"""By which of its keys a table in a list is known again."""
REGEXES = (
    ("title-wordings",),
    ("page-words",),
    ("no-responsibilities",),
    ("template", "comments"),
    ("template", "tokens"),
    ("template", "cells"),
)


class ProfileForm(Profile, frozen=True, kw_only=True):
    """What a profile's file may hold: a profile, and how it goes on from another."""

    name: str = ""
    extends: str = ""
    replace: tuple[str, ...] = ()


def read_profile(path: Path, known: Mapping[str, Path], root: str = "") -> Profile:
    """The profile in a file, with all that it extends.

    `known` are the profiles that have names; what lies below `root` extends only what lies there too.
    Raises `ConfigError`.
    """
    data: dict[str, Any] = {}
    for document in _documents(os.path.abspath(path), known, root):
        for index, dotted in enumerate(document.data.get("replace", ())):
            if not _drop(data, dotted.split(".")):
                raise document.mistake(("replace", index), "the base has no such key", nearest(dotted, _dotted(data)))
        data = merged(data, {key: value for key, value in document.data.items() if key not in OWN_KEYS})
    return msgspec.convert(data, Profile)


def profile_files(path: str, known: Mapping[str, Path], root: str = "") -> list[str]:
    """The files of a profile: its own and those of what it extends.

    Raises `ConfigError`.
    """
    return [document.path for document in _documents(os.path.abspath(path), known, root)]


def _documents(path: str, known: Mapping[str, Path], root: str) -> list[Document]:
    """The file and what it extends, the farthest first."""
    documents: list[Document] = []
    seen: dict[str, str] = {}
    while path:
        document = _document(path)
        documents.insert(0, document)
        seen[os.path.realpath(path)] = document.shown
        path = _base(document, known, root)
        if os.path.realpath(path) in seen and path:
            circle = " → ".join([*seen.values(), seen[os.path.realpath(path)]])
            raise document.mistake(("extends",), f"goes round in a circle: {circle}")
    return documents


def _document(path: str) -> Document:
    shown = shown_path(path)
    text, data = parsed(read_bytes(path, shown), shown)
    document = Document(shown, data, text, path)
    try:
        msgspec.convert(data, ProfileForm)
    except msgspec.ValidationError:
        keys, what, right = blame(data, ProfileForm)
        raise document.mistake(keys, what, right) from None
    for keys, pattern in _patterns(document):
        try:
            re.compile(pattern)
        except (re.error, RecursionError, OverflowError) as error:
            raise document.mistake(keys, f"not a regular expression: {error}") from None
    if "extends" not in data and not data.get("name"):
        raise document.mistake((), "lacks the key “name”")
    return document


def _patterns(document: Document) -> Iterator[tuple[Keys, str]]:
    for keys in REGEXES:
        value: Any = document.data
        for key in keys:
            value = value.get(key, {})
        yield from (((*keys, index), pattern) for index, pattern in enumerate(value))


def _base(document: Document, known: Mapping[str, Path], root: str) -> str:
    if "extends" not in document.data:
        return ""
    value = document.data["extends"]
    if value in known:
        return str(known[value])
    if not value.endswith(".toml"):
        raise document.mistake(("extends",), "unknown profile", nearest(value, sorted(known)))
    limit = root if root and stays(document.path, root) else os.path.dirname(document.path)
    return inside(document, ("extends",), value, limit)


# --- merging


def merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Two tables as one.

    >>> merged({"a": 1, "b": [1], "c": {"d": 1}}, {"a": 2, "b": [1, 2], "c": {"e": 2}})
    {'a': 2, 'b': [1, 2], 'c': {'d': 1, 'e': 2}}
    """
    result = dict(base)
    for key, value in own.items():
        known = result.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            result[key] = merged(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            result[key] = _joined(known, value)
        else:
            result[key] = value
    return result


def _joined(base: list[Any], own: list[Any]) -> list[Any]:
    """Two lists as one, the base's items first, each once; a table that names a known thing is merged with it."""
    result = list(base)
    for item in own:
        name = _name(item)
        known = next((index for index, other in enumerate(result) if name and _name(other) == name), -1)
        if known >= 0:
            result[known] = merged(result[known], item)
        elif item not in result:
            result.append(item)
    return result


def _name(item: object) -> str:
    if not isinstance(item, dict):
        return ""
    return next((str(item[key]).casefold() for key in NAMING_KEYS if key in item), "")


def _drop(data: dict[str, Any], keys: list[str]) -> bool:
    """Take a key out of nested tables, which are not changed for anybody else; False where it is not there."""
    if keys[0] not in data:
        return False
    if len(keys) == 1:
        del data[keys[0]]
        return True
    table = data[keys[0]]
    if not isinstance(table, dict):
        return False
    data[keys[0]] = dict(table)
    return _drop(data[keys[0]], keys[1:])


def _dotted(data: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for key, value in data.items():
        yield above + key
        if isinstance(value, dict):
            yield from _dotted(value, f"{above}{key}.")


# --- what a profile comes to


def profile_toml(profile: Profile) -> str:
    """A profile as a file of its own would hold it, with all that it extends; what is blank is left out."""
    plain: Any = msgspec.to_builtins(profile)
    return toml_document(_written(plain))


def _written(value: Any) -> Any:  # noqa: ANN401 -- a part of a profile
    if isinstance(value, dict):
        parts = {key: _written(item) for key, item in value.items()}
        return {key: item for key, item in parts.items() if item not in ("", [], {}) or key in _MAY_BE_BLANK}
    if isinstance(value, (list, tuple)):
        return [_written(item) for item in value]
    return value


_MAY_BE_BLANK = frozenset({"wrong", "right"})


def profile_problems(profile: Profile) -> Iterator[str]:
    """What contradicts itself in a profile, in lines for people; each part alone is as it should be."""
    yield from _twice(
        "area title", ((title, area.title) for area in profile.areas for title in (area.title, *area.variants))
    )
    yield from _twice("area id", ((part, area.title) for area in profile.areas for part in area.ids))
    yield from _twice("owner spelling", ((text, owner.name) for owner in profile.owners for text in owner.spellings))
    yield from _twice("wording", ((wording.wrong, wording.right) for wording in profile.wordings))
    markers = [(text, "empty") for text in profile.cells.empty_markers]
    yield from _twice("cell marker", [*markers, *((text, "undecided") for text in profile.cells.undecided_markers)])
    for wrong, right in profile.spelling.misspellings.items():
        if wrong in profile.spelling.right or wrong in profile.spelling.vocabulary:
            yield f"“{wrong}” stands among the right words and among the misspellings (of “{right}”)"
    if profile.new_page.header and len(profile.new_page.header) != len(profile.new_page.row):
        yield f"new-page: {len(profile.new_page.header)} headers, but {len(profile.new_page.row)} cells"


def _twice(what: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What stands for two things."""
    seen: dict[str, str] = {}
    for text, of in pairs:
        key = normalized(text)
        if seen.setdefault(key, of) != of:
            yield f"{what} “{text}” stands for “{seen[key]}” and for “{of}”"
