"""The settings in force and where each came from, for `resp-lint config`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from resp_lint.config.toml import toml_key, toml_value
from resp_lint.settings import DEFAULT_PROFILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.config.configuration import Configuration
    from resp_lint.config.layers import Layer

DEFAULT = "default"
DEFAULTS: dict[str, Any] = {
    "profile": DEFAULT_PROFILE,
    "set": "recommended",
    "select": [],
    "extend-select": [],
    "ignore": [],
    "fail-on": "warning",
    "include": [],
    "exclude": [],
    "responsibility-pages": [],
    "all-pages": False,
    "output": [],
}
ADDED_UP = frozenset({"extend-select", "ignore", "exclude", "responsibility-pages"})
TABLES = ("levels", "per-file-ignores", "rules")


class Row(NamedTuple):
    """A setting: its key and value as TOML writes them, and the places that they came from."""

    key: str
    value: str
    origins: tuple[str, ...]


def rows(configuration: Configuration) -> Iterator[Row]:
    """Every setting in force; what is as it always is comes from `default`."""
    layers = configuration.layers
    for key, default in DEFAULTS.items():
        holders = _counting(layers, key)
        value: Any = [it for layer in holders for it in layer.document.data[key]] if key in ADDED_UP else None
        if key not in ADDED_UP and holders:
            value = holders[-1].document.data[key]
        origins = tuple(layer.document.place((key,)) for layer in holders)
        yield Row(key, toml_value(value if holders else default), origins or (DEFAULT,))
    for key in TABLES:
        yield from _table_rows(key, layers)


def _counting(layers: Iterable[Layer], key: str) -> list[Layer]:
    """The layers whose value of a key counts: all, the nearest, or those since a `select` started anew."""
    counting: list[Layer] = []
    for layer in layers:
        if layer.has({"extend-select": "select", "ignore": "select", "select": "set"}.get(key, "")):
            counting = []
        if layer.has(key):
            counting = [*counting, layer] if key in ADDED_UP else [layer]
    return counting


def _table_rows(key: str, layers: Iterable[Layer]) -> Iterator[Row]:
    found: dict[str, Row] = {}
    for layer in layers:
        for keys, value in _leaves(key, layer.document.data.get(key, {})):
            name = toml_key(*keys)
            found[name] = Row(name, toml_value(value), (layer.document.place(keys),))
    yield from found.values()


def _leaves(key: str, table: Any) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401 -- as it is in the file
    for name, value in table.items():
        if key == "rules":
            yield from (((key, name, option), it) for option, it in value.items())
        else:
            yield (key, name), value


def as_toml(configuration: Configuration) -> Iterator[str]:
    """The settings in force as lines that are a configuration themselves, each with its origin."""
    shown = [(f"{row.key} = {row.value}", ", ".join(row.origins)) for row in rows(configuration)]
    width = max(len(setting) for setting, _ in shown if len(setting) <= _WIDTH)
    yield from (f"{setting.ljust(width)}  # {origins}" for setting, origins in shown)


_WIDTH = 60
