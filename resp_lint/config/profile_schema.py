"""The keys of a profile as data, from the types: what each holds and what for, and a JSON Schema for editors."""

from __future__ import annotations

import ast
import inspect
import json
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from msgspec import Struct

from resp_lint.config.errors import describe_type, list_members, strip_metadata
from resp_lint.config.profiles import ProfileForm
from resp_lint.config.schema import DIALECT, add_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.plugins import Registry

TITLE = "resp-lint profile"


class Key(Struct, frozen=True):
    """A key of a table: its name, what it holds in words, whether it must be there, and what it is for."""

    name: str
    holds: str
    required: bool
    doc: str
    default: str = ""


class TableDoc(Struct, frozen=True):
    """A table of a profile's file: the keys that lead to it, whether there can be many of it, and its own keys."""

    path: tuple[str, ...]
    many: bool
    doc: str
    keys: tuple[Key, ...]

    @property
    def header(self) -> str:
        """How the table begins in a file; empty for the top of it."""
        name = ".".join(self.path)
        return f"[[{name}]]" if self.many else f"[{name}]" if name else ""


def list_tables() -> Iterator[TableDoc]:
    """All tables that a profile's file may hold, the top of the file first."""
    yield from _list_tables(ProfileForm, (), many=False)


def list_values() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The sets of words that values may be one of: the name of the set, what it is for, and the words."""
    kinds = {kind: None for struct in _list_kinds(ProfileForm) for kind in _find_enums(struct)}
    yield from (
        (kind.__name__, inspect.cleandoc(kind.__doc__ or ""), tuple(str(it.value) for it in kind)) for kind in kinds
    )


def _find_enums(kind: type[Struct]) -> Iterator[type[Enum]]:
    for one in msgspec.structs.fields(kind):
        for wanted in (strip_metadata(one.type), *list_members(strip_metadata(one.type))):
            if isinstance(wanted, type) and issubclass(wanted, Enum):
                yield wanted


def _list_tables(kind: type[Struct], path: tuple[str, ...], *, many: bool) -> Iterator[TableDoc]:
    docs = read_field_docs(kind)
    fields = msgspec.structs.fields(kind)
    yield TableDoc(path, many, inspect.cleandoc(kind.__doc__ or ""), tuple(_describe_key(one, docs) for one in fields))
    for one in fields:
        for inner, repeated in _find_structs(one.type, repeated=False):
            yield from _list_tables(inner, (*path, one.encode_name), many=repeated)


def _describe_key(one: msgspec.structs.FieldInfo, docs: dict[str, str]) -> Key:
    default = "" if one.required or one.default is msgspec.NODEFAULT else _show_default(one.default)
    return Key(one.encode_name, describe_type(one.type), one.required, docs[one.name], default)


def _show_default(value: object) -> str:
    return "" if _is_blank(value) else json.dumps(msgspec.to_builtins(value), ensure_ascii=False)


def _is_blank(value: object) -> bool:
    return msgspec.to_builtins(value) in ("", 0, [], (), {}, None)


def _find_structs(wanted: Any, *, repeated: bool) -> Iterator[tuple[type[Struct], bool]]:
    """The tables that a value is, or is made of, and whether there can be many of them."""
    wanted = strip_metadata(wanted)
    if isinstance(wanted, type) and issubclass(wanted, Struct):
        yield wanted, repeated
        return
    for part in list_members(wanted) or get_args(wanted):
        yield from _find_structs(part, repeated=repeated or not list_members(wanted))


def read_field_docs(kind: type[Struct]) -> dict[str, str]:
    """What the text below each field of a type says: the nearest one where a type goes on from another."""
    docs: dict[str, str] = {}
    for base in kind.__mro__:
        if base is Struct:
            break
        docs = dict(_read_own_docs(base)) | docs
    return docs


def _read_own_docs(kind: type) -> Iterator[tuple[str, str]]:
    (definition,) = ast.parse(inspect.getsource(kind)).body
    body = definition.body if isinstance(definition, ast.ClassDef) else []
    for field, below in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
        ):
            yield field.target.id, inspect.cleandoc(str(below.value.value))


def make_profile_schema(registry: Registry | None = None) -> dict[str, Any]:
    """What a profile's file may hold; with a registry, only the rules and profiles that there are."""
    (_,), components = msgspec.json.schema_components([ProfileForm], ref_template="#/$defs/{name}")
    for kind in {kind.__name__: kind for kind in _list_kinds(ProfileForm)}.values():
        properties = components[kind.__name__]["properties"]
        docs = read_field_docs(kind)
        for one in msgspec.structs.fields(kind):
            schema = properties[one.encode_name]
            schema["description"] = docs[one.name]
            if _is_blank(schema.get("default")):
                schema.pop("default", None)
    whole = components.pop(ProfileForm.__name__)
    if registry:
        keys = whole["properties"]
        keys["extends"] |= {"anyOf": [{"enum": sorted(registry.profiles)}, {"pattern": r"\.toml$"}]}
        add_rules(keys, components, registry)
    whole |= {"title": TITLE, "anyOf": [{"required": ["name"]}, {"required": ["extends"]}]}
    return {"$schema": DIALECT, **whole, "$defs": components}


def _list_kinds(kind: type[Struct]) -> Iterator[type[Struct]]:
    yield kind
    for one in msgspec.structs.fields(kind):
        for inner, _ in _find_structs(one.type, repeated=False):
            yield from _list_kinds(inner)
