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
from resp_lint.config.layers import MAX_FILES, inside, stays
from resp_lint.config.merge_tables import dotted, dropped, merged
from resp_lint.config.mistakes import Document, nearest, shown_path
from resp_lint.config.read import parsed, read_bytes
from resp_lint.profile import BUILT_IN, Duties, FileProfile, Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from resp_lint.config.lines import Keys

OWN_KEYS = ("extends", "replace")
MAX_PATTERNS = 500
REGEXES: tuple[tuple[str, ...], ...] = (
    ("title-wordings",),
    ("page-words",),
    ("file-words",),
    ("no-responsibilities",),
    ("template", "comments"),
    ("template", "tokens"),
    ("template", "cells"),
    *(("duties", name) for name in Duties.__struct_encode_fields__ if name != "negations"),
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
    files: dict[str, tuple[str, ...]] = {}
    for document in _documents(os.path.abspath(path), known, root):
        for index, name in enumerate(document.data.get("replace", ())):
            if not dropped(data, name.split(".")):
                raise document.mistake(("replace", index), "the base has no such key", nearest(name, dotted(data)))
            files = {key: known for key, known in files.items() if key != name and not key.startswith(f"{name}.")}
        data = merged(data, {key: value for key, value in document.data.items() if key not in OWN_KEYS})
        keys_here = [] if os.path.dirname(document.path) == str(BUILT_IN) else [keys for keys, _ in _patterns(document)]
        for key in dict.fromkeys(".".join(map(str, keys[:-1])) for keys in keys_here):
            files[key] = (*files.get(key, ()), document.shown)
    return msgspec.convert(data | {"files": files}, FileProfile) if files else msgspec.convert(data, Profile)


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
        if len(documents) > MAX_FILES:
            raise document.mistake((), f"more than {MAX_FILES} files extend one another")
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
    patterns = list(_patterns(document))
    if len(patterns) > MAX_PATTERNS:
        raise document.mistake(patterns[0][0][:-1], f"more than {MAX_PATTERNS} regular expressions in one file")
    for keys, pattern in patterns:
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
        for index, pattern in enumerate(value):
            yield (*keys, index), pattern


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
