"""What a configuration makes of one rule: whether it is used, how bad it is, its options, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_lint.config.options import options_of
from resp_lint.config.toml import toml_value
from resp_lint.rule import RuleSet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.config.configuration import Configuration
    from resp_lint.config.options import Option
    from resp_lint.rule import Rule


def in_force(rule: Rule, configuration: Configuration) -> Iterator[str]:
    """The items of a list in Markdown."""
    yield _use(rule, configuration)
    yield from _left_out(rule, configuration)
    level = configuration.settings.levels.get(rule.name, rule.level)
    yield f"level: {level} ({_told(_place(configuration, 'levels', rule), str(rule.level))})"
    for option in options_of(rule).values():
        yield _option(rule, option, configuration)


def _use(rule: Rule, configuration: Configuration) -> str:
    if rule in configuration.rules:
        return "used"
    settings = configuration.settings
    chosen = settings.select or rule.code in settings.ignore
    if rule.rule_set is RuleSet.STRICT and settings.rule_set is not RuleSet.STRICT and not chosen:
        return f"not used: --strict or `extend-select` of “{rule.name}” adds it"
    return "not used: the configuration leaves it out"


def _left_out(rule: Rule, configuration: Configuration) -> Iterator[str]:
    """The pages that a rule is not used on."""
    for layer in configuration.layers:
        for pattern, selectors in layer.form.per_file_ignores.items():
            if any(rule.code in configuration.registry.matching(selector) for selector in selectors):
                place = layer.document.place(("per-file-ignores", pattern))
                yield f"not used on pages that match `{pattern}` ({place})"


def _option(rule: Rule, option: Option, configuration: Configuration) -> str:
    values = configuration.settings.options.get(rule.name, {})
    value: Any = values.get(option.name.replace("-", "_"), option.default)
    told = _told(_place(configuration, "rules", rule, option.name), toml_value(option.default))
    return f"`{option.name} = {toml_value(value)}` ({told})"


def _told(place: str, default: str) -> str:
    return f"{place}; by default {default}" if place else "default"


def _place(configuration: Configuration, table: str, rule: Rule, *option: str) -> str:
    """Where the nearest layer sets the level of a rule, or an option; blank where none does."""
    for layer in reversed(configuration.layers):
        for name, value in layer.document.data.get(table, {}).items():
            if configuration.registry.find(name) is rule and (not option or option[0] in value):
                return layer.document.place((table, name, *option))
    return ""
