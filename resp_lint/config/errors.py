"""What errors in configuration say: which value is wrong, what it must be, and the nearest right name."""

from __future__ import annotations

import os
from enum import Enum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Union, get_args, get_origin

import msgspec

from resp_lint.config.toml import shorten_value
from resp_lint.likeness import find_nearest
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from resp_lint.config.toml import Keys


MAX_NAMES = 30
"""Of how many names a mistake lists all."""


def suggest_nearest(wrong: str, known: Iterable[str]) -> str:
    """A hint at the nearest of the names that would be right, or at all of them where none is near."""
    names = list(dict.fromkeys(known))
    if near := find_nearest(wrong, names):
        return f"did you mean “{near}”?"
    return f"there are: {', '.join(names)}" if 0 < len(names) <= MAX_NAMES else ""


def shorten_path(path: str) -> str:
    """A path as a reader in the current folder would type it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path
    return path if relative.startswith(os.pardir + os.sep + os.pardir) else relative


_WORDS: dict[Any, str] = {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}
_BOUND = regex(r"Expected `\w+` (of length )?([<>]=?) (.+)")
_SIGNS = {">=": "at least", "<=": "at most", ">": "greater than", "<": "less than"}
_TRUE = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class TypeProblem(NamedTuple):
    """The way to a wrong value, what is wrong with it, and a hint at what is right."""

    keys: Keys
    what: str
    right: str = ""


def find_type_error(value: Any, wanted: Any, keys: Keys = ()) -> TypeProblem:
    """The first mistake in a value that cannot be converted to a type."""
    return next(find_type_errors(value, wanted, keys))


def find_type_errors(value: Any, wanted: Any, keys: Keys = ()) -> Iterator[TypeProblem]:
    """The mistakes in a value that cannot be converted to a type."""
    problem = None
    for problem in _find_problems(value, strip_metadata(wanted), keys):
        yield problem
    if problem is None:
        yield TypeProblem(keys, _explain_problem(value, wanted))


def describe_type(wanted: Any) -> str:
    """A type in words: `a list of texts`."""
    wanted = strip_metadata(wanted)
    if members := list_members(wanted):
        return " or ".join(describe_type(it) for it in members if it is not NoneType)
    if _is_list(wanted):
        return f"a list of {describe_type(get_args(wanted)[0]).removeprefix('a ')}s"
    if _is_table(wanted):
        return "a table"
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return "one of " + ", ".join(str(it.value) for it in wanted)
    return _WORDS.get(wanted, "something else")


def strip_metadata(wanted: Any) -> Any:
    """A type without what is said of it."""
    return get_args(wanted)[0] if get_origin(wanted) is Annotated else wanted


def list_members(wanted: Any) -> tuple[Any, ...]:
    """The types that a union is made of."""
    return get_args(wanted) if get_origin(wanted) in {Union, UnionType} else ()


def _is_list(wanted: Any) -> bool:
    return get_origin(wanted) in {tuple, list, set, frozenset}


def _is_table(wanted: Any) -> bool:
    return get_origin(wanted) is dict or (isinstance(wanted, type) and issubclass(wanted, msgspec.Struct))


def _fits(value: Any, wanted: Any) -> bool:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        return False
    return True


def _explain_problem(value: Any, wanted: Any) -> str:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        return _reword_bound(str(error))
    return ""


def _reword_bound(problem: str) -> str:
    """What the library says of a value that is too small, too large, too short or too long.

    >>> _reword_bound("Expected `int` >= 1"), _reword_bound("Expected `str` of length <= 3")
    ('must be at least 1', 'must be of length at most 3')
    """
    bound = _BOUND.fullmatch(problem)
    if bound is None:
        return problem[:1].lower() + problem[1:]
    length, sign, limit = bound.groups()
    return f"must be {length or ''}{_SIGNS[sign]} {limit}"


def _find_problems(value: Any, wanted: Any, keys: Keys) -> Iterator[TypeProblem]:
    if _is_table(wanted) and isinstance(value, dict):
        yield from _check_table(value, wanted, keys)
    elif _is_list(wanted) and isinstance(value, list):
        for index, item in enumerate(value):
            if not _fits(item, get_args(wanted)[0]):
                yield from find_type_errors(item, get_args(wanted)[0], (*keys, index))
    elif isinstance(value, list) and (lists := [it for it in list_members(wanted) if _is_list(it)]):
        yield from _find_problems(value, lists[0], keys)
    elif isinstance(wanted, type) and issubclass(wanted, Enum):
        yield TypeProblem(keys, f"must be {describe_type(wanted)}", _suggest_member(value, wanted))
    elif not _is_right_kind(value, wanted):
        yield TypeProblem(keys, f"must be {describe_type(wanted)}", _suggest_value(value, wanted))


def _check_table(value: Mapping[str, Any], wanted: Any, keys: Keys) -> Iterator[TypeProblem]:
    if get_origin(wanted) is dict:
        for key, item in value.items():
            if not _fits(item, get_args(wanted)[1]):
                yield from find_type_errors(item, get_args(wanted)[1], (*keys, key))
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(wanted)}
    for key, item in value.items():
        if key not in fields:
            yield TypeProblem((*keys, key), "unknown key", suggest_nearest(key, fields))
        elif not _fits(item, fields[key].type):
            yield from find_type_errors(item, fields[key].type, (*keys, key))
    for name, field in fields.items():
        if field.required and name not in value:
            yield TypeProblem(keys, f"lacks the key “{name}”")


def _is_right_kind(value: Any, wanted: Any) -> bool:
    """Whether a value is of the right kind, so that something else must be wrong with it."""
    return wanted in _WORDS and _fits(value, wanted)


def _suggest_member(value: Any, wanted: type[Enum]) -> str:
    if not isinstance(value, str):
        return ""
    hint = suggest_nearest(value, [str(it.value) for it in wanted])
    return "" if hint.startswith("there") else hint


def _suggest_value(value: Any, wanted: Any) -> str:
    """How a value that means the right thing is written."""
    right: Any = None
    if isinstance(value, str) and wanted is bool:
        right = _TRUE.get(value.casefold())
    elif isinstance(value, str) and wanted in {int, float} and value.isascii() and value.isdigit():
        right = int(value)
    elif isinstance(value, (int, float)) and wanted is str:
        right = str(value).lower()
    elif isinstance(value, str) and _is_list(wanted) and get_args(wanted)[0] is str:
        right = [value]
    return "" if right is None else f"write {shorten_value(right)}"
