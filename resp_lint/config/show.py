"""What `resp-lint config` and `resp-lint explain` show: the settings in force, and where each came from."""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from resp_lint.config.load import get_folder
from resp_lint.config.options import list_options
from resp_lint.config.patterns import move_pattern
from resp_lint.config.toml import format_key, format_value
from resp_lint.config.validate import is_file_name
from resp_lint.rule import RuleSet
from resp_lint.settings import DEFAULT_PROFILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.config.configuration import Configuration
    from resp_lint.config.model import Layer
    from resp_lint.config.options import Option
    from resp_lint.config.toml import Keys
    from resp_lint.plugins import Registry
    from resp_lint.rule import Rule


Said = tuple[Any, tuple[str, ...]]
"""A value, and the places that it came from."""
DEFAULT = "default"
DEFAULTS: dict[str, Any] = {
    "profile": DEFAULT_PROFILE,
    "set": "recommended",
    "select": None,
    "extend-select": [],
    "ignore": [],
    "fail-on": "warning",
    "include": [],
    "exclude": [],
    "responsibility-pages": [],
    "all-pages": False,
    "output": [],
}
NONE_SELECTED = "# select: the whole set"
"""What is shown where nothing is selected: a list of no rules would leave out all."""
ADDED_UP = frozenset({"extend-select", "ignore", "exclude", "responsibility-pages"})
PATTERNS = ("include", "exclude", "responsibility-pages")
PLACED = (*PATTERNS, "per-file-ignores")
_WIDTH = 60


class Row(NamedTuple):
    """A setting: how TOML writes it, and the places that it came from."""

    setting: str
    origins: tuple[str, ...]


def show_settings(configuration: Configuration) -> Iterator[str]:
    """The settings in force as lines that are a configuration themselves, each with its origin."""
    home = find_home(configuration.layers)
    if home != os.getcwd():
        yield f"# Patterns and paths start from {format_value(os.path.join(os.path.relpath(home), ''))}."
    shown = [(row.setting, ", ".join(row.origins)) for row in list_rows(configuration, home)]
    width = max(len(setting) for setting, _ in shown if len(setting) <= _WIDTH)
    yield from (f"{setting.ljust(width)}  # {origins}" for setting, origins in shown)


def find_home(layers: Iterable[Layer]) -> str:
    """The folder in which one file could say what layers from several folders say together."""
    bases = [layer.base for layer in layers if any(map(layer.has, PLACED))]
    folders = [get_folder(layer.document) for layer in layers if is_file_name(layer.form.profile)]
    try:
        return os.path.commonpath([*bases, *folders])
    except ValueError:  # none, or several drives
        return os.getcwd()


def list_rows(configuration: Configuration, home: str) -> Iterator[Row]:
    """Every setting in force; what is as it always is comes from `default`."""
    layers = configuration.layers
    for key, default in DEFAULTS.items():
        holders = _find_holders(layers, key)
        value = _combine_values(key, holders, home) if holders else default
        if key == "ignore":
            value = _list_ignored(value, configuration)
        setting = NONE_SELECTED if value is None else f"{key} = {format_value(value)}"
        yield Row(setting, tuple(_place(layer, (key,)) for layer in holders) or (DEFAULT,))
    registry = configuration.registry
    tables = _list_levels(layers, registry) | _list_ignores(layers, home) | _list_options(layers, registry)
    yield from (
        Row(f"{format_key(*keys)} = {format_value(value)}", origins) for keys, (value, origins) in tables.items()
    )


def _place(layer: Layer, keys: Keys) -> str:
    return layer.document.place(keys)


def _find_holders(layers: Iterable[Layer], key: str) -> list[Layer]:
    """The layers whose value of a key counts: all, the nearest, or those since a `select` started anew."""
    counting: list[Layer] = []
    for layer in layers:
        if layer.has({"extend-select": "select", "ignore": "select", "select": "set"}.get(key, "")):
            counting = []
        if layer.has(key):
            counting = [*counting, layer] if key in ADDED_UP else [layer]
    return counting


def _combine_values(key: str, holders: list[Layer], home: str) -> Any:
    """What layers say of a key together, the farthest first."""
    if key == "profile":
        return _show_profile(holders[-1], home)
    if key in PATTERNS:
        lists = [[move_pattern(it, layer.base, home) for it in layer.document.data[key]] for layer in holders]
        # A pattern with “!” takes back what its own list leaves out, and nothing of another's.
        return [*chain(*sorted(lists, key=lambda one: not any(it.startswith("!") for it in one)))]
    if key in ADDED_UP:
        return list(dict.fromkeys(chain(*(layer.document.data[key] for layer in holders))))
    return holders[-1].document.data[key]


def _show_profile(layer: Layer, home: str) -> str:
    value = layer.form.profile
    if not is_file_name(value):
        return value
    path = os.path.relpath(os.path.join(get_folder(layer.document), value), home).replace(os.sep, "/")
    return path if is_file_name(path) else f"./{path}"


def _list_ignored(selectors: list[str], configuration: Configuration) -> list[str]:
    """What is ignored: as it is written, but for what a nearer layer brings back."""
    wanted = frozenset(configuration.settings.ignore)
    codes = frozenset[str]().union(*map(configuration.registry.match_selector, selectors))
    return selectors if codes == wanted else sorted(wanted)


# --- tables


def _list_levels(layers: Iterable[Layer], registry: Registry) -> dict[Keys, Said]:
    return {
        ("levels", registry.find(name).name): (str(level), (_place(layer, ("levels", name)),))
        for layer in layers
        for name, level in layer.form.levels.items()
    }


def _list_options(layers: Iterable[Layer], registry: Registry) -> dict[Keys, Said]:
    return {
        ("rules", registry.find(name).name, option): (value, (_place(layer, ("rules", name, option)),))
        for layer in layers
        for name, options in layer.form.rules.items()
        for option, value in options.items()
    }


def _list_ignores(layers: Iterable[Layer], home: str) -> dict[Keys, Said]:
    found: dict[Keys, Said] = {}
    for layer in layers:
        for written, selectors in layer.form.per_file_ignores.items():
            keys = ("per-file-ignores", move_pattern(written, layer.base, home))
            known, origins = found.get(keys, ((), ()))
            found[keys] = [*known, *selectors], (*origins, _place(layer, ("per-file-ignores", written)))
    return found


# --- one rule


def show_rule(rule: Rule, configuration: Configuration) -> Iterator[str]:
    """The items of a list in Markdown."""
    yield _show_use(rule, configuration)
    yield from _show_ignored(rule, configuration)
    level = configuration.settings.levels.get(rule.name, rule.level)
    yield f"level: {level} ({_name_origin(_find_place(configuration, 'levels', rule), str(rule.level))})"
    for option in list_options(rule).values():
        yield _show_option(rule, option, configuration)


def _show_use(rule: Rule, configuration: Configuration) -> str:
    if rule in configuration.rules:
        return "used"
    settings = configuration.settings
    if lacking := [part for part in rule.requires if part not in settings.profile.parts]:
        return f"not used: pages of the profile {settings.profile.name} have no {lacking[0].replace('-', ' ')}"
    chosen = settings.select or rule.code in settings.ignore
    if rule.rule_set is RuleSet.STRICT and settings.rule_set is not RuleSet.STRICT and not chosen:
        return f"not used: --strict or `extend-select` of “{rule.name}” adds it"
    return "not used: the configuration leaves it out"


def _show_ignored(rule: Rule, configuration: Configuration) -> Iterator[str]:
    """The pages that a rule is not used on."""
    for layer in configuration.layers:
        for pattern, selectors in layer.form.per_file_ignores.items():
            if any(rule.code in configuration.registry.match_selector(selector) for selector in selectors):
                place = layer.document.place(("per-file-ignores", pattern))
                yield f"not used on pages that match `{pattern}` ({place})"


def _show_option(rule: Rule, option: Option, configuration: Configuration) -> str:
    values = configuration.settings.options.get(rule.name, {})
    value: Any = values.get(option.name.replace("-", "_"), option.default)
    told = _name_origin(_find_place(configuration, "rules", rule, option.name), format_value(option.default))
    return f"`{option.name} = {format_value(value)}` ({told})"


def _name_origin(place: str, default: str) -> str:
    return f"{place}; by default {default}" if place else "default"


def _find_place(configuration: Configuration, table: str, rule: Rule, *option: str) -> str:
    """Where the nearest layer sets the level of a rule, or an option; empty where none does."""
    for layer in reversed(configuration.layers):
        for name, value in layer.document.data.get(table, {}).items():
            if configuration.registry.find(name) is rule and (not option or option[0] in value):
                return layer.document.place((table, name, *option))
    return ""
