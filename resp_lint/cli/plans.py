"""What each page of a run is checked with: configuration files and the command line together."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from resp_lint.cli.output import complain
from resp_lint.config.configuration import Configurations, Request
from resp_lint.engine.runner import keeping_checker
from resp_lint.engine.trees import AS_IT_IS, tree_around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lint.cli.options import Options
    from resp_lint.config.configuration import Plan
    from resp_lint.engine.runner import Checker, Task
    from resp_lint.engine.trees import Overlay
    from resp_lint.plugins import Registry
    from resp_lint.profile import TreeFiles
    from resp_lint.tree import Tree


class Plans:
    """The checkers of a run, one for all pages that are checked alike."""

    def __init__(self, options: Options, registry: Registry) -> None:
        """Read what the command line names.

        Raises `UsageError`.
        """
        request = Request(options.config, isolated=options.isolated, options=given(options))
        self.configurations = Configurations(registry, request)
        self._registry = registry
        self._force_exclude = options.force_exclude
        self._page_timeout = options.page_timeout
        self._checkers: dict[Plan, Checker] = {}
        self._by_path: dict[str, Checker] = {}

    def of(self, task: Task) -> Checker:
        """What a page is checked with; it is looked up once.

        Raises `ConfigError`.
        """
        if task.path not in self._by_path:
            self._by_path[task.path] = self._checker(task)
        return self._by_path[task.path]

    def _checker(self, task: Task) -> Checker:
        plan = self.configurations.of(task.path).plan(task.path)
        if plan not in self._checkers:
            self._checkers[plan] = keeping_checker(plan.rules, plan.settings, self._registry.rules, self._page_timeout)
        return self._checkers[plan]

    def tree(self, tasks: Sequence[Task], files: Overlay = AS_IT_IS) -> Tree:
        """The files around pages that say something of them, as far as a rule wants to see them.

        Raises `ConfigError`.
        """
        return tree_around([task.path for task in tasks], self.around(tasks), files)

    def around(self, tasks: Sequence[Task]) -> tuple[TreeFiles, ...]:
        """What such files are called.

        Raises `ConfigError`.
        """
        checkers = map(self.of, tasks)
        profiles = {id(it.settings.profile): it.settings.profile for it in checkers if it.looks_at_sets}
        return tuple(profile.tree for profile in profiles.values())

    def codes(self, path: str) -> frozenset[str]:
        """The codes of the rules that a page is checked with.

        Raises `ConfigError`.
        """
        return frozenset(rule.code for rule in self.configurations.of(path).plan(path).rules)

    def covers(self, task: Task) -> bool:
        """Whether `include` and `exclude` let a page be checked; what is named is, but for hooks.

        Raises `ConfigError`.
        """
        if task.data is not None or (task.named and not self._force_exclude):
            return True
        return self.configurations.of(task.path).covers(task.path)


def tell_misnamed(configurations: Configurations) -> None:
    """Say which files look like a configuration, and are not read.

    Raises `ConfigError`.
    """
    for path in configurations.misnamed():
        told = os.path.relpath(path)  # the folder itself, or one above it
        complain(
            f"warning: {told} is not read; settings stand in resp-lint.toml, or in [tool.resp-lint] of pyproject.toml"
        )


def given(options: Options) -> dict[str, Any]:
    """The settings that a command line names, by their keys in a configuration."""
    settings: dict[str, Any] = {
        "set": "strict" if options.strict else "",
        "select": options.select,
        "extend-select": options.extend_select,
        "ignore": options.ignore,
        "fail-on": options.fail_on,
        "all-pages": options.all_pages,
    }
    return {key: value for key, value in settings.items() if value}
