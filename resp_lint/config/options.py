"""The options of rules: the keyword-only parameters of their functions, with hyphens for underscores."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

import msgspec

from resp_lint.config.blame import blame, described
from resp_lint.config.habits import habit
from resp_lint.config.mistakes import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lint.config.mistakes import Document
    from resp_lint.rule import Rule


class Option(NamedTuple):
    """An option as a configuration writes it: its type, what the type is called, and its value where nothing is set."""

    name: str
    type: Any
    described: str
    default: Any


def options_of(rule: Rule) -> dict[str, Option]:
    """The options of a rule by name."""
    return {name: Option(name, kind, described(kind), _default(rule, name)) for name, kind in _types(rule).items()}


def _types(rule: Rule) -> dict[str, Any]:
    names = rule.option_names
    if not names:
        return {}
    # The other parameters' types are often there for a type checker only.
    annotations = {name: rule.check.__annotations__.get(name, Any) for name in names}
    hints = get_type_hints(SimpleNamespace(__annotations__=annotations), rule.check.__globals__, include_extras=True)
    return {name.replace("_", "-"): hints[name] for name in names}


def _default(rule: Rule, name: str) -> Any:  # noqa: ANN401 -- an option is of any type
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
