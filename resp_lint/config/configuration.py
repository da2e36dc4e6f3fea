"""What counts for a page: `Configurations` finds and reads what there is, once a folder; a `Plan` comes of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from resp_lint.config.find import Finder, Nearest, find_misnamed, find_root
from resp_lint.config.patterns import PathPatterns, collect_patterns
from resp_lint.config.profile_loader import load_profile
from resp_lint.errors import UsageError
from resp_lint.lazy import cached_property
from resp_lint.profile import BUILT_IN
from resp_lint.settings import DEFAULT_PROFILE, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resp_lint.config.model import Document, Layer
    from resp_lint.plugins import Registry
    from resp_lint.profile import Profile
    from resp_lint.rule import Rule

OPTIONS: Mapping[str, str] = {
    "set": "--strict",
    "select": "--select",
    "extend-select": "--extend-select",
    "ignore": "--ignore",
    "exclude": "--exclude",
    "fail-on": "--fail-on",
    "all-pages": "--all-pages",
    "output": "--output-format",
}
"""What the keys that have an option are called on the command line."""


class Plan(Struct, frozen=True, eq=False):
    """What pages are checked with.  There is one object for all pages that are checked alike."""

    rules: tuple[Rule, ...]
    settings: Settings


class Configuration:
    """The settings that count in some folders: the layers that they come from, and what the layers come to."""

    def __init__(self, registry: Registry, layers: tuple[Layer, ...], root: str, settings: Settings) -> None:
        self.registry = registry
        self.layers = layers
        self.root = root
        self.settings = settings
        self._plans: dict[frozenset[str], Plan] = {}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in use, by code."""
        return self.registry.select(self.settings)

    @cached_property
    def output(self) -> tuple[str, ...]:
        """The formats of the reports that are asked for."""
        value = next((it.document.data["output"] for it in reversed(self.layers) if it.has("output")), ())
        return (value,) if isinstance(value, str) else tuple(value)

    @cached_property
    def _include(self) -> tuple[PathPatterns, ...]:
        return tuple(one for one in collect_patterns(self.layers, "include")[-1:] if one.patterns)

    @cached_property
    def _exclude(self) -> tuple[PathPatterns, ...]:
        return collect_patterns(self.layers, "exclude")

    @cached_property
    def _ignores(self) -> tuple[tuple[PathPatterns, frozenset[str]], ...]:
        return tuple(
            (PathPatterns(layer.base, (pattern,)), self.registry.match_selectors(selectors))
            for layer in self.layers
            for pattern, selectors in layer.form.per_file_ignores.items()
        )

    def covers(self, path: str) -> bool:
        """Whether a page that nobody named is to be checked: `include` and `exclude`."""
        if not self._include and not self._exclude:
            return True
        included = not self._include or any(one.match(path) for one in self._include)
        return included and not any(one.match(path) for one in self._exclude)

    def plan(self, path: str) -> Plan:
        """What a page is checked with."""
        without = frozenset[str]()
        if self._ignores:
            without = without.union(*(codes for one, codes in self._ignores if one.match(path)))
        if without not in self._plans:
            rules = tuple(rule for rule in self.rules if rule.code not in without)
            self._plans[without] = Plan(rules, self.settings)
        return self._plans[without]


class Request(Struct, frozen=True):
    """What a command line says of configuration.

    `config` are the values of `--config` in order, `options` what other options set, by the keys in `OPTIONS`.
    """

    config: Sequence[str] = ()
    isolated: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)


class Configurations:
    """The configurations of a run, by folder; nothing is read, or looked at, twice."""

    def __init__(self, registry: Registry, request: Request | None = None, folder: str = "") -> None:
        """Read what the command line names; paths start from `folder`, by default the current one.

        Raises `UsageError`.
        """
        self._registry = registry
        self._folder = os.path.abspath(folder or os.curdir)
        self._request = request or Request()
        self._finder = Finder()
        self._folders: dict[str, Configuration] = {}
        self._made: dict[str, Configuration] = {}
        self._profiles: dict[str, Profile] = {}
        self._file, self._above = self._read_request()

    def of(self, path: str) -> Configuration:
        """The configuration that counts for a page; the page need not exist.

        Raises `ConfigError`.
        """
        folder = os.path.dirname(path)
        if folder not in self._folders:
            self._folders[folder] = self.find_in_folder(folder or os.curdir)
        return self._folders[folder]

    def find_in_folder(self, folder: str) -> Configuration:
        """The configuration that counts in a folder.

        Raises `ConfigError`.
        """
        nearest = self._find_nearest(os.path.abspath(os.path.join(self._folder, folder)))
        key = nearest.document.path if nearest.document else ""
        if key not in self._made:
            self._made[key] = self._make_configuration(nearest)
        return self._made[key]

    def misnamed(self) -> list[str]:
        """Files in the current folder and at its root that look like a configuration, where there is none.

        Raises `ConfigError`.
        """
        here = self._folder
        if self._file or self._request.isolated:
            return []
        nearest = self._finder.nearest(here)
        return [] if nearest.document else find_misnamed((here, nearest.root))

    def _find_nearest(self, folder: str) -> Nearest:
        if self._file or self._request.isolated:
            return Nearest(self._file, find_root(self._file.path) if self._file else folder)
        return self._finder.nearest(folder)

    def _make_configuration(self, nearest: Nearest) -> Configuration:
        layers = (*self._load_layers(nearest), *self._above)
        path = self._locate_profile(layers, nearest.root)
        profile = self._load_profile(path, nearest.root)
        if profile.says_rules:
            layers = (*self._load_profile_layers(path, nearest.root), *layers)
        if not layers:
            return Configuration(self._registry, (), nearest.root, Settings(profile))
        from resp_lint.config.merge import merge_settings  # there is something to merge

        return Configuration(self._registry, layers, nearest.root, merge_settings(layers, self._registry, profile))

    def _load_layers(self, nearest: Nearest) -> tuple[Layer, ...]:
        if nearest.document is None:
            return ()
        from resp_lint.config.validate import load_valid_layers  # there is a file to read

        return load_valid_layers(nearest.document, self._registry, nearest.root, self._folder if self._file else "")

    def _locate_profile(self, layers: tuple[Layer, ...], root: str) -> str:
        """The file of the profile that the nearest layer with one names."""
        named = next((layer for layer in reversed(layers) if layer.has("profile")), None)
        if named is None:
            return str(self._registry.profiles[DEFAULT_PROFILE])
        from resp_lint.config.validate import locate_profile

        return locate_profile(named.document, self._registry, root)

    def _load_profile(self, path: str, root: str) -> Profile:
        """A profile, read once a run."""
        if path not in self._profiles:
            self._profiles[path] = load_profile(Path(path), self._registry.profiles, root)
        return self._profiles[path]

    def _load_profile_layers(self, path: str, root: str) -> tuple[Layer, ...]:
        """What a profile says of rules, as layers below those of all configurations."""
        from resp_lint.config.profiles import read_settings
        from resp_lint.config.validate import check  # there is something to check

        layers = read_settings(path, self._registry.profiles, root)
        for layer in layers:
            check(layer, self._registry, root)
        return layers

    @property
    def files(self) -> frozenset[str]:
        """The absolute paths of what was read so far: configuration files, profiles, and what both extend.

        What plugins install is not among them.

        Raises `ConfigError` where a profile has just become unreadable.
        """
        from resp_lint.config.profiles import list_profile_files  # only who watches asks

        known = self._registry.profiles
        documents = (layer.document.path for made in self._made.values() for layer in made.layers)
        profiles = (file for path in self._profiles for file in list_profile_files(path, known, find_root(path)))
        files = map(os.path.abspath, filter(None, (*documents, *profiles)))
        installed = {*map(str, known.values()), *map(str, BUILT_IN.iterdir())}
        return frozenset(files).difference(installed)

    # --- the command line

    def _read_request(self) -> tuple[Document | None, tuple[Layer, ...]]:
        """The file that `--config` names, and the layers that lie above every file."""
        request = self._request
        if not request.config and not request.options:
            return None, ()
        from resp_lint.config.validate import read_valid_options  # there is something to read

        file, above = read_valid_options(request.config, request.options, OPTIONS, self._registry, self._folder)
        if file and request.isolated:
            raise UsageError(f"--config {file.shown} and --isolated contradict each other; leave one of them out")
        return file, above
