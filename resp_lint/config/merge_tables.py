"""Two TOML tables as one, as a profile goes on from another; see `resp_lint.config.profiles`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_lint.config.toml import toml_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMING_KEYS = ("title", "name", "wrong")
"""By which of its keys a table in a list is known again."""


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
    result: dict[str, Any] = {}
    for item in (*base, *own):
        key = _identify(item)
        known = result.get(key)
        result[key] = merged(known, item) if isinstance(known, dict) and _name(item) else item
    return list(result.values())


def _identify(item: object) -> str:
    """What an item is known by: its name, or all that it says."""
    return f"name {_name(item)}" if _name(item) else toml_value(item)


def _name(item: object) -> str:
    if not isinstance(item, dict):
        return ""
    return next((str(item[key]).casefold() for key in NAMING_KEYS if key in item), "")


def dropped(data: dict[str, Any], keys: list[str]) -> bool:
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
    return dropped(data[keys[0]], keys[1:])


def dotted(data: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for key, value in data.items():
        yield above + key
        if isinstance(value, dict):
            yield from dotted(value, f"{above}{key}.")
