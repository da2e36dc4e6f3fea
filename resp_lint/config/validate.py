"""What types cannot say of settings: that the rules, options, profiles, patterns and formats they name are there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from resp_lint.config.errors import suggest_nearest
from resp_lint.config.load import get_folder, load_layers, make_layer, read_documents, resolve_inside
from resp_lint.config.options import convert_options
from resp_lint.config.patterns import explain_problem
from resp_lint.errors import UnknownRuleError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resp_lint.config.model import Document, Layer
    from resp_lint.config.toml import Keys
    from resp_lint.plugins import Registry


SELECTORS = ("select", "extend-select", "ignore")
PATTERNS = ("include", "exclude", "responsibility-pages")

MAX_PATTERNS = 1000
"""Each is a regular expression that every page is held against."""


def load_valid_layers(document: Document, registry: Registry, root: str, base: str) -> tuple[Layer, ...]:
    """The layers of a configuration file, and of those that it extends, each held against what there is.

    Raises `ConfigError`.
    """
    layers = load_layers(document, root, base)
    for layer in layers:
        check(layer, registry, root)
    return layers


def read_valid_options(
    config: Sequence[str], options: Mapping[str, Any], names: Mapping[str, str], registry: Registry, folder: str
) -> tuple[Document | None, tuple[Layer, ...]]:
    """The file that a command line names, and the layers of what its options set.

    Raises `ConfigError`.
    """
    file, above = read_documents(config, options, names, folder)
    layers = tuple(make_layer(document, folder) for document in above)
    for layer in layers:
        if layer.has("extends"):
            raise layer.document.make_error(("extends",), "stands in files only", "name the file: --config FILE")
        check(layer, registry, folder)
    return file, layers


def check(layer: Layer, registry: Registry, root: str) -> None:
    """Hold a layer against what there is.

    Raises `ConfigError`.
    """
    document, data = layer.document, layer.document.data
    for key in SELECTORS:
        if layer.has(key):
            _check_selectors(document, (key,), data[key], registry)
    _check_patterns(document)
    for pattern, selectors in data.get("per-file-ignores", {}).items():
        _check_selectors(document, ("per-file-ignores", pattern), selectors, registry)
    _check_rules(document, "levels", registry)
    _check_rules(document, "rules", registry)
    for name, options in layer.form.rules.items():
        convert_options(document, registry.find(name), name, options)
    if layer.has("profile"):
        locate_profile(document, registry, root)
    if layer.has("output"):
        _check_output(layer, registry)


def _check_selectors(document: Document, keys: Keys, selectors: Sequence[str], registry: Registry) -> None:
    if not selectors and keys[0] == "select":
        raise document.make_error(keys, "names no rule", "leave it out to use the whole set")
    for index, selector in enumerate(selectors):
        try:
            registry.match_selector(selector)
        except UnknownRuleError:
            raise document.make_error((*keys, index), "unknown rule", _suggest_rule(selector, registry)) from None


def _check_rules(document: Document, key: str, registry: Registry) -> None:
    """Hold the keys of a table against the rules: each one rule, by code or by name, and none twice."""
    seen: dict[str, str] = {}
    for name in document.data.get(key, {}):
        try:
            rule = registry.find(name)
        except UnknownRuleError:
            raise document.make_error((key, name), "unknown rule", _suggest_rule(name, registry)) from None
        if rule.code in seen:
            raise document.make_error((key, name), f"the same rule as “{seen[rule.code]}”; keep one of them")
        seen[rule.code] = name


def _suggest_rule(name: str, registry: Registry) -> str:
    hint = suggest_nearest(name, [key for rule in registry.rules for key in (rule.code, rule.name)])
    return hint if hint.startswith("did") else "“resp-lint rules” lists them all"


def _check_patterns(document: Document) -> None:
    for key in (*PATTERNS, "per-file-ignores"):
        if len(document.data.get(key, ())) > MAX_PATTERNS:
            raise document.make_error((key,), f"has more than {MAX_PATTERNS} patterns")
    for key in PATTERNS:
        for index, pattern in enumerate(document.data.get(key, ())):
            _check_pattern(document, (key, index), pattern)
    for pattern in document.data.get("per-file-ignores", ()):
        _check_pattern(document, ("per-file-ignores", pattern), pattern)


def _check_pattern(document: Document, keys: Keys, pattern: str) -> None:
    if what := explain_problem(pattern):
        raise document.make_error(keys, f"pattern: {what}")


def locate_profile(document: Document, registry: Registry, root: str) -> str:
    """The file of the profile that a layer names.

    Raises `ConfigError`.
    """
    keys, value = ("profile",), document.data["profile"]
    if value in registry.profiles:
        return str(registry.profiles[value])
    if not is_file_name(value):
        raise document.make_error(keys, "unknown profile", suggest_nearest(value, sorted(registry.profiles)))
    # Who types a path may read any file; a file in the tree may not point out of it.
    if not document.path:
        return os.path.join(get_folder(document), value)
    return resolve_inside(document, keys, value, root)


def is_file_name(value: str) -> bool:
    """Whether a profile's name is the name of a file."""
    return value.endswith(".toml") or "/" in value or os.sep in value


def _check_output(layer: Layer, registry: Registry) -> None:
    """A configuration may come with a checkout: it names formats, and only who types a command names files."""
    document, value = layer.document, layer.document.data["output"]
    for keys, text in [(("output",), value)] if isinstance(value, str) else _number_values(value):
        name, colon, file = text.partition(":")
        if name not in registry.formats:
            raise document.make_error(keys, f"unknown format “{name}”", suggest_nearest(name, sorted(registry.formats)))
        if colon:
            what = "names a file, as only the command line may"
            raise document.make_error(keys, what, f"write “{name}”, or type --output-format {name}:{file or 'FILE'}")


def _number_values(values: Sequence[str]) -> list[tuple[Keys, str]]:
    return [(("output", index), value) for index, value in enumerate(values)]
