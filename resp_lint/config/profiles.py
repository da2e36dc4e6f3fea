"""Profile files: one may extend another, by name or by path, and every mistake is reported with its line.

What a file writes is added to what it extends: tables are merged, single values take the place of the base's, lists go
on with new items, and lists of tables with new tables; a table that names a known thing (an area's `title`) is merged
with it.  What `replace` names (`replace = ["captions.sides"]`) starts empty instead.
"""

from __future__ import annotations

import os
import re
from time import process_time
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from resp_lint.config.errors import find_type_errors, shorten_path, suggest_nearest
from resp_lint.config.load import is_inside, make_layer, parse_toml, read_bytes, resolve_inside
from resp_lint.config.model import MAX_FILES, Document
from resp_lint.config.owner_files import OwnerFileError, read_owner_file
from resp_lint.config.toml import format_document, format_value
from resp_lint.profile import BUILT_IN, Duties, FileProfile, Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from resp_lint.config.model import Layer
    from resp_lint.config.toml import Keys
    from resp_lint.errors import ConfigError


OWN_KEYS = ("extends", "replace")
RULE_KEYS = frozenset({"select", "extend-select", "ignore", "levels", "rules"})
"""What a profile says of rules, by the keys of a configuration."""
_LISTS = ("select", "extend-select", "ignore")
MAX_PATTERNS = 500
MAX_PATTERN = 1_000
"""How many characters a regular expression may have."""
COMPILE_SECONDS = 0.5
"""How much CPU time it may take to compile those of one file: a set of all characters takes 8 ms."""
REGEXES: tuple[tuple[str, ...], ...] = (
    ("title-wordings",),
    ("page-words",),
    ("file-words",),
    ("no-responsibilities",),
    ("template", "comments"),
    ("template", "tokens"),
    ("template", "cells"),
    ("owner-names", "patterns"),
    ("front-matter", "keys", "pattern"),
    ("columns", "pattern"),
    ("table-forms", "columns", "pattern"),
    *(("duties", name) for name in Duties.__struct_encode_fields__ if name != "negations"),
)


class ProfileForm(Profile, frozen=True, kw_only=True):
    """What a profile's file may hold: a profile, and how it goes on from another."""

    name: str = ""
    """What messages call the profile; a file that extends another may go by the other's name."""
    extends: str = ""
    """The profile that this one goes on from: its name, or a TOML file from this file's folder."""
    replace: tuple[str, ...] = ()
    """Keys of the profile that is extended, such as `cells.empty-markers`, that start empty here."""


def read_profile(path: Path, known: Mapping[str, Path], root: str = "") -> Profile:
    """The profile in a file, with all that it extends.

    `known` are the profiles that have names; what lies below `root` extends only what lies there too.
    Raises `ConfigError`.
    """
    data: dict[str, Any] = {}
    files: dict[str, tuple[str, ...]] = {}
    for document in read_documents(os.path.abspath(path), known, root):
        _drop_replaced(data, document)
        for name in document.data.get("replace", ()):
            files = {key: known for key, known in files.items() if key != name and not key.startswith(f"{name}.")}
        data = merge_tables(data, {key: value for key, value in document.data.items() if key not in OWN_KEYS})
        if names := [name for _, found in _read_names(document, root) for name in found]:
            data = merge_tables(data, {"owner-names": {"names": names}})
        keys_here = (
            [] if os.path.dirname(document.path) == str(BUILT_IN) else [keys for keys, _ in _list_patterns(document)]
        )
        for key in dict.fromkeys(".".join(key for key in keys if isinstance(key, str)) for keys in keys_here):
            files[key] = (*files.get(key, ()), document.shown)
    return msgspec.convert(data | {"files": files}, FileProfile) if files else msgspec.convert(data, Profile)


def list_profile_files(path: str, known: Mapping[str, Path], root: str = "") -> list[str]:
    """The files of a profile: its own and those of what it extends.

    Raises `ConfigError`.
    """
    documents = read_documents(os.path.abspath(path), known, root)
    return [
        path for document in documents for path in (document.path, *(file for file, _ in _read_names(document, root)))
    ]


def read_settings(path: str, known: Mapping[str, Path], root: str = "") -> tuple[Layer, ...]:
    """What a profile says of rules, as layers of a configuration: those of what it extends are the farther ones.

    Lists of rules go on where a profile extends another, as all its lists do.
    Raises `ConfigError`.
    """
    data: dict[str, Any] = {}
    layers: list[Layer] = []
    for document in read_documents(os.path.abspath(path), known, root):
        replaced = [name for name in document.data.get("replace", ()) if drop_key(data, name.split("."))]
        own = {key: value for key, value in document.data.items() if key in RULE_KEYS}
        data = merge_tables(data, own)
        if replaced:
            layers, said = [], data
        elif "select" in own:
            # A `select` starts anew: what this list and its like go on from is said again.
            said = own | {key: data[key] for key in _LISTS if key in data}
        else:
            said = own
        if said:
            layers.append(make_layer(replace(document, data=said), os.path.dirname(document.path)))
    return tuple(layers)


def _drop_replaced(data: dict[str, Any], document: Document) -> None:
    """Take out of the base what a document replaces.

    Raises `ConfigError` for a key that the base does not have.
    """
    for index, name in enumerate(document.data.get("replace", ())):
        if not drop_key(data, name.split(".")):
            raise document.make_error(
                ("replace", index), "the base has no such key", suggest_nearest(name, list_keys(data))
            )


def _read_names(document: Document, root: str) -> Iterator[tuple[str, list[str]]]:
    """The files of owners' names that a document gives, and the names in them.

    Raises `ConfigError`.
    """
    for index, value in enumerate(document.data.get("owner-names", {}).get("files", ())):
        keys = ("owner-names", "files", index)
        path = resolve_inside(document, keys, value, _find_limit(document, root))
        try:
            yield path, read_owner_file(path)
        except OwnerFileError as error:
            raise document.make_error(keys, str(error)) from None


def read_documents(path: str, known: Mapping[str, Path], root: str) -> list[Document]:
    """The file and what it extends, the farthest first.

    Raises `ConfigError`.
    """
    documents: list[Document] = []
    seen: dict[str, str] = {}
    while path:
        document = _read_document(path)
        documents.insert(0, document)
        if len(documents) > MAX_FILES:
            raise document.make_error((), f"more than {MAX_FILES} files extend one another")
        seen[os.path.realpath(path)] = document.shown
        path = _find_base(document, known, root)
        if os.path.realpath(path) in seen and path:
            circle = " → ".join([*seen.values(), seen[os.path.realpath(path)]])
            raise document.make_error(("extends",), f"goes round in a circle: {circle}")
    return documents


def _read_document(path: str) -> Document:
    document = parse_document(path)
    for error in find_mistakes(document):
        raise error
    return document


def parse_document(path: str) -> Document:
    """The file of a profile, whatever stands in it.

    Raises `ConfigError`.
    """
    shown = shorten_path(path)
    text, data = parse_toml(read_bytes(path, shown), shown)
    return Document(shown, data, text, path)


def find_mistakes(document: Document) -> Iterator[ConfigError]:
    """What is wrong with a profile's file alone: its keys, the types of their values, and regular expressions."""
    data = document.data
    try:
        msgspec.convert(data, ProfileForm)
    except msgspec.ValidationError:
        yield from (document.make_error(keys, what, right) for keys, what, right in find_type_errors(data, ProfileForm))
        return
    _check_forms(document)
    patterns = list(_list_patterns(document))
    if len(patterns) > MAX_PATTERNS:
        yield document.make_error(patterns[0][0][:-1], f"more than {MAX_PATTERNS} regular expressions in one file")
    yield from _find_wrong_patterns(document, patterns)
    if "extends" not in data and not data.get("name"):
        yield document.make_error((), "lacks the key “name”")


def _find_wrong_patterns(document: Document, patterns: Iterable[tuple[Keys, str]]) -> Iterator[ConfigError]:
    """Compile regular expressions as they are used, to see that they are some and take no time to speak of."""
    end = process_time() + COMPILE_SECONDS
    for keys, pattern in patterns:
        if len(pattern) > MAX_PATTERN:
            yield document.make_error(keys, f"has more than {MAX_PATTERN:,} characters")
            continue
        try:
            re.compile(pattern, re.IGNORECASE)
        except (re.error, RecursionError, OverflowError) as error:
            yield document.make_error(keys, f"not a regular expression: {error}")
        if process_time() > end:
            yield document.make_error(keys, "the regular expressions up to here take too long to compile")
            return


def _check_forms(document: Document) -> None:
    """Hold the columns of forms against what types cannot say: each is known by a title.

    Raises `ConfigError`.
    """
    for number, form in enumerate(document.data.get("table-forms", ())):
        for index, column in enumerate(form["columns"]):
            if not column.get("titles"):
                keys: Keys = ("table-forms", number, "columns", index)
                raise document.make_error(keys, "lacks the key “titles”", "write the headers that the column may bear")


def _list_patterns(document: Document) -> Iterator[tuple[Keys, str]]:
    for keys in REGEXES:
        yield from find_texts(document.data, keys, ())


def find_texts(value: Any, keys: tuple[str, ...], above: Keys) -> Iterator[tuple[Keys, str]]:
    """The texts that stand under keys, in each table where there is a list of tables."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from find_texts(item, keys, (*above, index))
    elif isinstance(value, dict):
        if keys and keys[0] in value:
            yield from find_texts(value[keys[0]], keys[1:], (*above, keys[0]))
    elif value:
        yield above, value


def _find_base(document: Document, known: Mapping[str, Path], root: str) -> str:
    if "extends" not in document.data:
        return ""
    value = document.data["extends"]
    if value in known:
        return str(known[value])
    if not value.endswith(".toml"):
        raise document.make_error(("extends",), "unknown profile", suggest_nearest(value, sorted(known)))
    return resolve_inside(document, ("extends",), value, _find_limit(document, root))


def _find_limit(document: Document, root: str) -> str:
    """The folder that the files named in a document must lie in."""
    return root if root and is_inside(document.path, root) else os.path.dirname(document.path)


NAMING_KEYS = ("title", "name", "wrong")
"""By which of its keys a table in a list is known again."""


def merge_tables(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Two tables as one.

    >>> merge_tables({"a": 1, "b": [1], "c": {"d": 1}}, {"a": 2, "b": [1, 2], "c": {"e": 2}})
    {'a': 2, 'b': [1, 2], 'c': {'d': 1, 'e': 2}}
    """
    result = dict(base)
    for key, value in own.items():
        known = result.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            result[key] = merge_tables(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            result[key] = _join_lists(known, value)
        else:
            result[key] = value
    return result


def _join_lists(base: list[Any], own: list[Any]) -> list[Any]:
    """Two lists as one, the base's items first, each once; a table that names a known thing is merged with it."""
    result: dict[str, Any] = {}
    for item in (*base, *own):
        key = _make_key(item)
        known = result.get(key)
        result[key] = merge_tables(known, item) if isinstance(known, dict) and _name(item) else item
    return list(result.values())


def _make_key(item: object) -> str:
    """What an item is known by: its name, or all that it says."""
    return f"name {_name(item)}" if _name(item) else format_value(item)


def _name(item: object) -> str:
    if not isinstance(item, dict):
        return ""
    return next((str(item[key]).casefold() for key in NAMING_KEYS if key in item), "")


def drop_key(data: dict[str, Any], keys: list[str]) -> bool:
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
    return drop_key(data[keys[0]], keys[1:])


def list_keys(data: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for key, value in data.items():
        yield above + key
        if isinstance(value, dict):
            yield from list_keys(value, f"{above}{key}.")


def format_profile(profile: Profile) -> str:
    """A profile as a file of its own would hold it, with all that it extends; what is blank is left out."""
    plain: Any = msgspec.to_builtins(profile)
    plain.pop("files", None)  # where it was read is no part of what it says
    return format_document(_drop_blank(plain))


def _drop_blank(value: Any) -> Any:
    if isinstance(value, dict):
        parts = {key: _drop_blank(item) for key, item in value.items()}
        return {key: item for key, item in parts.items() if item not in ("", [], {}) or key in _MAY_BE_BLANK}
    if isinstance(value, (list, tuple)):
        return [_drop_blank(item) for item in value]
    return value


_MAY_BE_BLANK = frozenset({"wrong", "right"})
