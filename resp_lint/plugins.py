"""Finds plugins, asks them for rules, formats and profiles, and picks the rules that a run is to use."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pluggy
from msgspec import Struct, field
from msgspec.structs import replace

from resp_lint import hookspecs
from resp_lint.config.profile_loader import load_profile
from resp_lint.errors import PluginError, ProfileError, UnknownRuleError
from resp_lint.hookspecs import FINDINGS
from resp_lint.lazy import cached_property
from resp_lint.likeness import find_nearest
from resp_lint.profile import BUILT_IN, Profile
from resp_lint.rule import Rule, RuleSet, describe_problem
from resp_lint.settings import DEFAULT_PROFILE, Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

GROUP = "resp_lint"


class EntryPoint(Struct, frozen=True):
    """A name under which an installed distribution offers a plugin, and the module (and attribute) it stands for."""

    name: str
    value: str

    def load(self) -> object:
        """Import the plugin.

        Raises `PluginError` where that fails, for whatever reason.
        """
        module, _, attribute = self.value.partition(":")
        try:
            plugin = import_module(module.strip())
            return getattr(plugin, attribute.strip()) if attribute else plugin
        except Exception as error:
            raise PluginError(
                f"plugin “{self.name}” ({self.value}) cannot be imported: {_describe_error(error)}"
            ) from error


def _describe_error(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".partition("\n")[0]


def find_entry_points() -> tuple[EntryPoint, ...]:
    """The plugins that installed distributions offer, by name.

    Reading the files is what `importlib.metadata.entry_points` does; its import alone costs 26 ms of a one-page run.
    """
    found = {point.name: point for folder in list_trusted_folders() for point in _find_offered_in(folder)}
    return tuple(found[name] for name in sorted(found))


def list_trusted_folders() -> list[str]:
    """The folders that plugins are looked for in: those of Python's path but for the current folder and relative ones.

    An empty entry in PYTHONPATH, or `python -m`, puts the current folder there, which may hold anybody's files.  Only
    where resp-lint itself is installed there it counts.
    """
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    given = ("", *os.environ.get("PYTHONPATH", "").split(os.pathsep))
    try:
        # Python has made them absolute by now.
        relative = {os.path.abspath(folder) for folder in given if not os.path.isabs(folder)} - {home}
    except FileNotFoundError:  # the current folder is gone
        relative = set()
    return [folder for folder in dict.fromkeys(sys.path) if os.path.isabs(folder) and folder not in relative]


def _find_offered_in(folder: str) -> Iterator[EntryPoint]:
    try:
        names = [name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return
    for name in names:
        try:
            with open(os.path.join(folder, name, "entry_points.txt"), "rb") as file:
                content = file.read()
        except OSError:
            continue
        if b"[resp_lint]" in content:
            yield from _parse_entry_points(content.decode("utf-8", "replace"))


def _parse_entry_points(text: str) -> Iterator[EntryPoint]:
    r"""The entry points of our group in an `entry_points.txt`.

    >>> list(_parse_entry_points("[console_scripts]\na = b:c\n[resp_lint]\nacme = acme_rules\n"))
    [EntryPoint(name='acme', value='acme_rules')]
    """
    group = ""
    for line in map(str.strip, text.split("\n")):
        if line.startswith("["):
            group = line.strip("[]")
        elif group == GROUP and "=" in line:
            name, _, value = line.partition("=")
            yield EntryPoint(name.strip(), value.strip())


class Registry(Struct, frozen=True, dict=True):
    """What the plugins give: rules by code, formats and profiles by name.

    `formats` are those of findings, `exports` those of other data, by what they are of and their names.
    """

    rules: tuple[Rule, ...]
    plugins: Mapping[str, str]
    formats: Mapping[str, Any]
    profiles: Mapping[str, Path]
    exports: Mapping[tuple[str, str], Any] = field(default_factory=dict)

    def select_formats(self, subject: str) -> dict[str, Any]:
        """The formats of one sort of data, by name: of a `matrix`, of `changes`."""
        return {name: form for (of, name), form in self.exports.items() if of == subject}

    def name_plugin(self, rule: Rule) -> str:
        """The name of the plugin that a rule came from."""
        return self.plugins[rule.code]

    @cached_property
    def _by_name(self) -> dict[str, Rule]:
        return {key: rule for rule in self.rules for key in (rule.code.casefold(), rule.name)}

    def find(self, code_or_name: str) -> Rule:
        """The rule of a code or a name.

        Raises `UnknownRuleError` with the nearest ones.
        """
        if rule := self._by_name.get(code_or_name.strip().casefold()):
            return rule
        raise UnknownRuleError(f"unknown rule “{code_or_name}”{self._find_nearest(code_or_name)}")

    def _find_nearest(self, name: str) -> str:
        near = find_nearest(name, (key for rule in self.rules for key in (rule.code, rule.name)))
        return f"; did you mean “{near}”?" if near else "; “resp-lint rules” lists them all"

    def match_selector(self, selector: str) -> frozenset[str]:
        """The codes of the rules that a code, a prefix of codes or a name stands for.

        Raises `UnknownRuleError` where there is none.
        """
        wanted = selector.strip().casefold()
        if wanted in {"all", "rsp"}:
            return frozenset(rule.code for rule in self.rules)
        prefixed = frozenset(rule.code for rule in self.rules if wanted and rule.code.casefold().startswith(wanted))
        return prefixed or frozenset({self.find(selector).code})

    def match_selectors(self, selectors: Iterable[str]) -> frozenset[str]:
        """The codes of the rules that any of some selectors stands for.

        Raises `UnknownRuleError`.
        """
        return frozenset[str]().union(*map(self.match_selector, selectors))

    def select(self, settings: Settings) -> tuple[Rule, ...]:
        """The rules that a run is to use, by code; none that needs what pages do not have by the profile.

        Raises `UnknownRuleError`.
        """
        if settings.select:
            chosen = self.match_selectors(settings.select)
        else:
            strict = settings.rule_set is RuleSet.STRICT
            chosen = frozenset(rule.code for rule in self.rules if strict or rule.rule_set is RuleSet.RECOMMENDED)
        wanted = (chosen | self.match_selectors(settings.extend_select)) - self.match_selectors(settings.ignore)
        parts = settings.profile.parts
        return tuple(rule for rule in self.rules if rule.code in wanted and parts.issuperset(rule.requires))

    def profile(self, name: str) -> Profile:
        """The profile of a name.

        Raises `ProfileError` where there is none, or where it cannot be read.
        """
        if name in self.profiles:
            return load_profile(self.profiles[name], self.profiles)
        raise ProfileError(f"unknown profile “{name}”; there are: {', '.join(sorted(self.profiles))}")


@cache
def load_registry() -> Registry:
    """Import all plugins and ask them, once a process.

    Raises `PluginError`.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    for point in find_entry_points():
        try:
            manager.register(point.load(), point.name)
        except ValueError as error:
            raise PluginError(f"plugin “{point.name}” cannot be registered: {error}") from error
    try:
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        name = getattr(error.plugin, "__name__", error.plugin)
        raise PluginError(f"plugin “{name}” has a hook that does not exist: {_describe_error(error)}") from error
    return _ask_plugins(manager)


def _collect_answers(manager: pluggy.PluginManager, hook: str) -> Iterator[tuple[str, Any]]:
    """Each plugin's answer to a hook, with the plugin's name, in the order of registration."""
    for implementation in getattr(manager.hook, hook).get_hookimpls():
        name = implementation.plugin_name
        try:
            yield name, implementation.function()
        except PluginError:
            raise
        except Exception as error:
            raise PluginError(f"plugin “{name}”: {hook} failed: {_describe_error(error)}") from error


def _ask_plugins(manager: pluggy.PluginManager) -> Registry:
    known: dict[str, Rule] = {}
    owners: dict[str, str] = {}
    for plugin, offered in _collect_answers(manager, "resp_lint_rules"):
        for rule in offered:
            _check_rule(plugin, rule, known, owners)
            known[rule.code] = known[rule.name] = rule
            owners[rule.code] = plugin
    offers = [(plugin, form, getattr(form, "subject", FINDINGS)) for plugin, form in _collect_formats(manager)]
    formats = _index_offers("format", ((plugin, form.name, form) for plugin, form, of in offers if of == FINDINGS))
    exports = {
        (subject, name): form
        for subject in {of for *_, of in offers if of != FINDINGS}
        for name, form in _index_offers(
            f"format of {subject}", ((plugin, form.name, form) for plugin, form, of in offers if of == subject)
        ).items()
    }
    built_in = (("resp-lint", path.stem, path) for path in _list_built_in_profiles())
    offered_profiles = _collect_answers(manager, "resp_lint_profiles")
    strangers = ((plugin, name, path) for plugin, offered in offered_profiles for name, path in offered.items())
    profiles = _index_offers("profile", (*built_in, *strangers))
    gives_way: dict[str, tuple[str, ...]] = {}
    for _, offered in _collect_answers(manager, "resp_lint_precedence"):
        gives_way |= {code: (*gives_way.get(code, ()), *stronger) for code, stronger in offered.items()}
    ordered = tuple(replace(known[code], yields_to=gives_way.get(code, ())) for code in sorted(owners))
    return Registry(ordered, owners, formats, profiles, exports)


def _list_built_in_profiles() -> list[Path]:
    """Those that have a name; what begins with an underscore only serves the others."""
    names = (name for name in os.listdir(BUILT_IN) if name.endswith(".toml") and not name.startswith("_"))
    return [BUILT_IN / name for name in sorted(names)]


def _collect_formats(manager: pluggy.PluginManager) -> Iterator[tuple[str, Any]]:
    for plugin, offered in _collect_answers(manager, "resp_lint_formats"):
        for form in offered:
            if not callable(getattr(form, "render", None)):
                raise PluginError(f"plugin “{plugin}” offers {form!r} as a format; make one with Format(…)")
            yield plugin, form


def _index_offers(what: str, offers: Iterable[tuple[str, str, Any]]) -> dict[str, Any]:
    """What plugins offer under names, each of which only one of them may use."""
    found: dict[str, Any] = {}
    owners: dict[str, str] = {}
    for plugin, name, offered in offers:
        if name in found:
            raise PluginError(f"plugin “{plugin}”: {what} “{name}” clashes with that of plugin “{owners[name]}”")
        found[name], owners[name] = offered, plugin
    return found


def _check_rule(plugin: str, rule: object, known: Mapping[str, Rule], owners: Mapping[str, str]) -> None:
    """`known` holds the rules so far, by code and by name."""
    if not isinstance(rule, Rule):
        raise PluginError(f"plugin “{plugin}” offers {rule!r} as a rule; make one with @rule")
    if problem := describe_problem(rule):
        raise PluginError(f"plugin “{plugin}”: rule {rule.code} {rule.name}: {problem}")
    if other := known.get(rule.code) or known.get(rule.name):
        raise PluginError(
            f"plugin “{plugin}”: rule {rule.code} {rule.name} clashes with {other.code} {other.name}"
            f" of plugin “{owners[other.code]}”"
        )


def make_default_settings() -> Settings:
    """The settings of a run that nobody configured.

    Raises `UsageError` where plugins or the profile cannot be loaded.
    """
    return Settings(load_registry().profile(DEFAULT_PROFILE))
