"""The options of rules: the keyword-only parameters of their functions, with hyphens for underscores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from resp_lint.config.errors import blame, described, nearest
from resp_lint.config.migration_hints import habit
from resp_lint.config.toml import toml_value
from resp_lint.rule import get_option_types

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lint.config.model import Document
    from resp_lint.rule import Rule


class Option(NamedTuple):
    """An option as a configuration writes it: its type, what the type is called, and its value where nothing is set.

    `meaning` is what its rule says of it, a sentence; blank where it says nothing.
    """

    name: str
    type: Any
    described: str
    default: Any
    meaning: str = ""


def options_of(rule: Rule) -> dict[str, Option]:
    """The options of a rule by name."""
    return {
        name: Option(name, kind, described(kind) + _limits(kind), _default(rule, name), _meaning(kind))
        for name, kind in _types(rule).items()
    }


def options_list(rule: Rule) -> str:
    """The options of a rule as a list in Markdown; blank where it has none."""
    options = options_of(rule).values()
    head = f"**Options**, in the table `[rules.{rule.name}]` of a configuration:\n"
    items = (f"- `{it.name}`, {it.described}, by default `{toml_value(it.default)}`. {it.meaning}" for it in options)
    return "\n".join([head, *map(str.rstrip, items)]) if options else ""


def _metas(kind: Any) -> list[msgspec.Meta]:
    return [it for it in getattr(kind, "__metadata__", ()) if isinstance(it, msgspec.Meta)]


def _limits(kind: Any) -> str:
    """What limits the values of a type, to be said after its name."""
    said = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    found = [
        f"{words} {limit}"
        for it in _metas(kind)
        for key, words in said.items()
        if (limit := getattr(it, key)) is not None
    ]
    return f" ({', '.join(found)})" if found else ""


def _meaning(kind: Any) -> str:
    return next((it.description for it in _metas(kind) if it.description), "")


def _types(rule: Rule) -> dict[str, Any]:
    return {name.replace("_", "-"): kind for name, kind in get_option_types(rule).items()}


def _default(rule: Rule, name: str) -> Any:
    return (rule.check.__kwdefaults__ or {}).get(name.replace("-", "_"))


def converted(document: Document, rule: Rule, written: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a rule's options by parameter, from the table `rules.NAME`, in which the rule is `written` so.

    Raises `ConfigError`.
    """
    types = _types(rule)
    found: dict[str, Any] = {}
    for name, value in values.items():
        keys = ("rules", written, name)
        if name not in types:
            hint = nearest(name, types) if types else f"{rule.code} {rule.name} has no options"
            hint = habit(keys, value) or hint
            raise document.mistake(keys, "unknown option", hint)
        try:
            found[name.replace("-", "_")] = msgspec.convert(value, types[name])
        except msgspec.ValidationError:
            wrong, what, right = blame(value, types[name], keys)
            raise document.mistake(wrong, what, right) from None
    return found
