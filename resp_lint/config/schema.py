"""The JSON Schema of a configuration file, from the types and from the rules, profiles and formats that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from resp_lint.config.model import Form
from resp_lint.config.options import list_options
from resp_lint.config.patterns import MAX_WILDCARDS
from resp_lint.config.validate import MAX_PATTERNS

if TYPE_CHECKING:
    from resp_lint.plugins import Registry
    from resp_lint.rule import Rule

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "resp-lint"


def make_schema(registry: Registry) -> dict[str, Any]:
    """What `resp-lint.toml` and `[tool.resp-lint]` may hold."""
    (form,), components = msgspec.json.schema_components([Form], ref_template="#/$defs/{name}")
    whole = components.pop("Form")
    keys = whole["properties"]
    add_rules(keys, components, registry)
    keys["per-file-ignores"]["additionalProperties"] = {"type": "array", "items": _make_selector(registry)}
    keys["per-file-ignores"]["maxProperties"] = MAX_PATTERNS
    keys["profile"] |= {"anyOf": [{"enum": sorted(registry.profiles)}, {"pattern": r"\.toml$|/"}]}
    keys["output"] = keys["output"] | {
        "anyOf": [_make_output(registry), {"type": "array", "items": _make_output(registry)}]
    }
    for key in ("include", "exclude", "responsibility-pages"):
        keys[key]["items"] = {"type": "string", "minLength": 1}
        keys[key]["maxItems"] = MAX_PATTERNS
        keys[key]["description"] += f" As in .gitignore, with at most {MAX_WILDCARDS} wildcards in a part."
    whole |= {"title": TITLE, "description": "Settings of resp-lint."}
    for value in keys.values():
        value.pop("default", None)
    del form
    return {"$schema": DIALECT, **whole, "$defs": components}


def add_rules(keys: dict[str, Any], components: dict[str, Any], registry: Registry) -> None:
    """Say in the keys of a schema by which names rules are known, and which options they have."""
    for key in ("select", "extend-select", "ignore"):
        keys[key]["items"] = _make_selector(registry)
    keys["select"]["minItems"] = 1
    keys["levels"]["propertyNames"] = {"enum": _list_names(registry)}
    keys["rules"] |= {"properties": _make_rules(registry, components), "additionalProperties": False}


def _list_names(registry: Registry) -> list[str]:
    return [name for rule in registry.rules for name in (rule.code, rule.name)]


def _make_selector(registry: Registry) -> dict[str, Any]:
    """A code, a start of codes, or a name; the starts are too many to list."""
    starts = {rule.code[:length] for rule in registry.rules for length in range(3, len(rule.code))}
    return {"enum": sorted({"all", *starts, *_list_names(registry)})}


def _make_output(registry: Registry) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^({'|'.join(sorted(registry.formats))})$"}


def _make_rules(registry: Registry, components: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _make_options(rule, components)
        for rule in registry.rules
        if rule.option_names
        for name in (rule.code, rule.name)
    }


def _make_options(rule: Rule, components: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for name, option in list_options(rule).items():
        (schema,), found = msgspec.json.schema_components([option.type], ref_template="#/$defs/{name}")
        components |= found
        properties[name] = schema | {"default": msgspec.to_builtins(option.default)}
    return {"type": "object", "description": rule.summary, "properties": properties, "additionalProperties": False}
