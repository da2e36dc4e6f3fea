"""The options of rules: the keyword-only parameters of their functions, with hyphens for underscores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from resp_lint.config.errors import describe_type, find_type_error, suggest_nearest
from resp_lint.config.migration_hints import hint_migration
from resp_lint.config.toml import format_value
from resp_lint.rule import get_option_types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lint.config.model import Document
    from resp_lint.rule import Rule


class Option(NamedTuple):
    """An option as a configuration writes it: its type, what the type is called, and its value where nothing is set.

    `meaning` is what its rule says of it, a sentence; empty where it says nothing.
    """

    name: str
    type: Any
    described: str
    default: Any
    meaning: str = ""


def list_options(rule: Rule) -> dict[str, Option]:
    """The options of a rule by name."""
    return {
        name: Option(
            name, kind, describe_type(kind) + _describe_limits(kind), _get_default(rule, name), _get_meaning(kind)
        )
        for name, kind in _get_types(rule).items()
    }


def describe_options(rule: Rule) -> str:
    """The options of a rule as a list in Markdown; empty where it has none."""
    options = list_options(rule).values()
    head = f"**Options**, in the table `[rules.{rule.name}]` of a configuration:\n"
    items = (f"- `{it.name}`, {it.described}, by default `{format_value(it.default)}`. {it.meaning}" for it in options)
    return "\n".join([head, *map(str.rstrip, items)]) if options else ""


def _list_metas(kind: Any) -> list[msgspec.Meta]:
    return [it for it in getattr(kind, "__metadata__", ()) if isinstance(it, msgspec.Meta)]


def _describe_limits(kind: Any) -> str:
    """What limits the values of a type, to be said after its name."""
    said = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    found = [
        f"{words} {limit}"
        for it in _list_metas(kind)
        for key, words in said.items()
        if (limit := getattr(it, key)) is not None
    ]
    return f" ({', '.join(found)})" if found else ""


def _get_meaning(kind: Any) -> str:
    return next((it.description for it in _list_metas(kind) if it.description), "")


def _get_types(rule: Rule) -> dict[str, Any]:
    return {name.replace("_", "-"): kind for name, kind in get_option_types(rule).items()}


def _get_default(rule: Rule, name: str) -> Any:
    return (rule.check.__kwdefaults__ or {}).get(name.replace("-", "_"))


def convert_options(document: Document, rule: Rule, written: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a rule's options by parameter, from the table `rules.NAME`, in which the rule is `written` so.

    Raises `ConfigError`.
    """
    types = _get_types(rule)
    found: dict[str, Any] = {}
    for name, value in values.items():
        keys = ("rules", written, name)
        if name not in types:
            hint = suggest_nearest(name, types) if types else f"{rule.code} {rule.name} has no options"
            hint = hint_migration(keys, value) or hint
            raise document.make_error(keys, "unknown option", hint)
        try:
            found[name.replace("-", "_")] = msgspec.convert(value, types[name])
        except msgspec.ValidationError:
            wrong, what, right = find_type_error(value, types[name], keys)
            raise document.make_error(wrong, what, right) from None
    return found
