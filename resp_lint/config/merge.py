"""Layers to one set of settings: what is nearer wins, and what leaves something out adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.config.model import FailOn
from resp_lint.config.options import convert_options
from resp_lint.config.patterns import collect_patterns
from resp_lint.rule import Level, RuleSet
from resp_lint.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from resp_lint.config.model import Layer
    from resp_lint.plugins import Registry
    from resp_lint.profile import Profile


class Choice(Struct, frozen=True):
    """Which rules layers choose; `added` and `ignored` hold codes."""

    rule_set: RuleSet = RuleSet.RECOMMENDED
    select: tuple[str, ...] = ()
    added: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()


def choose_rules(layers: Iterable[Layer], registry: Registry) -> Choice:
    """Which rules the layers choose together, the farthest layer first.

    A `select` starts anew: what farther layers add or ignore no longer counts.  A `set` takes back a farther `select`
    only.  `extend-select` brings back what a farther layer ignores.
    """
    chosen = Choice()
    for layer in layers:
        form = layer.form
        if layer.has("set"):
            chosen = replace(chosen, rule_set=form.set, select=())
        if layer.has("select"):
            chosen = replace(chosen, select=form.select, added=frozenset(), ignored=frozenset())
        added, ignored = registry.match_selectors(form.extend_select), registry.match_selectors(form.ignore)
        chosen = replace(chosen, added=chosen.added | added, ignored=chosen.ignored - added | ignored)
    return chosen


def merge_settings(layers: Sequence[Layer], registry: Registry, profile: Profile) -> Settings:
    """What layers that were checked come to, the farthest first."""
    chosen = choose_rules(layers, registry)
    return Settings(
        profile,
        rule_set=chosen.rule_set,
        select=chosen.select,
        extend_select=tuple(sorted(chosen.added)),
        ignore=tuple(sorted(chosen.ignored)),
        levels=_merge_levels(layers, registry),
        options=_merge_options(layers, registry),
        all_pages=bool(get_last(layers, "all-pages", default=False)),
        fail_on=_fail_on(layers),
        responsibility_pages=collect_patterns(layers, "responsibility-pages"),
    )


def get_last(layers: Iterable[Layer], key: str, *, default: Any) -> Any:
    """The value of a key in the nearest layer that has it."""
    return next((layer.document.data[key] for layer in reversed([*layers]) if layer.has(key)), default)


def _fail_on(layers: Sequence[Layer]) -> Level | None:
    value = FailOn(get_last(layers, "fail-on", default=FailOn.WARNING))
    return None if value is FailOn.NEVER else Level(value)


def _merge_levels(layers: Iterable[Layer], registry: Registry) -> Mapping[str, Level]:
    return {registry.find(name).name: level for layer in layers for name, level in layer.form.levels.items()}


def _merge_options(layers: Iterable[Layer], registry: Registry) -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for layer in layers:
        for name, values in layer.form.rules.items():
            rule = registry.find(name)
            found.setdefault(rule.name, {}).update(convert_options(layer.document, rule, name, values))
    return found
