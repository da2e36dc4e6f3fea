"""One use of the linter: from options to configurations, pages, and a run.  It prints nothing."""

from __future__ import annotations

import os
import sys
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.baseline import BASELINE, locate_baseline
from resp_lint.config.configuration import Configurations, Request
from resp_lint.config.find import find_root, is_repository
from resp_lint.engine.discovery import discover
from resp_lint.engine.runner import Task, check_all, check_file, make_checker
from resp_lint.engine.trees import AS_IT_IS, tree_around
from resp_lint.errors import UsageError
from resp_lint.io import MAX_BYTES
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from resp_lint.baseline.compare import Compared
    from resp_lint.cli.options import Options
    from resp_lint.config.configuration import Configuration, Plan
    from resp_lint.engine.runner import Checker, CheckFile, Each
    from resp_lint.engine.trees import Overlay
    from resp_lint.linter import CheckedPage, Run
    from resp_lint.plugins import Registry
    from resp_lint.profile import TreeFiles
    from resp_lint.rule import Level, Rule
    from resp_lint.tree import Tree

STDIN = "-"
STDIN_NAME = "<stdin>"


class Tasks(Struct, frozen=True):
    """The pages to check in the order of their paths, and what was wrong with the paths: lines for people."""

    tasks: tuple[Task, ...]
    problems: tuple[str, ...] = ()


class Session:
    """What options come to, for one run or for many pages of an editor.

    Paths start from `folder`, by default the current one; a program that works in another gives that, and absolute
    paths.  `prepare` may put another rule in the place of each, such as one that looks at a clock.
    """

    def __init__(
        self,
        options: Options,
        registry: Registry | None = None,
        *,
        folder: str = "",
        prepare: Callable[[Rule], Rule] | None = None,
    ) -> None:
        """Read what the options name.

        Raises `UsageError`.
        """
        self.options = options
        self.registry = registry or load_registry()
        self.folder = folder
        request = Request(options.config, isolated=options.isolated, options=collect_settings(options))
        self.configurations = Configurations(self.registry, request, folder)
        self._prepare = prepare
        self._checkers: dict[Plan, Checker] = {}
        self._by_path: dict[str, Checker] = {}

    # --- what counts for a page; every method raises `ConfigError`

    def find_configuration(self, path: str = "") -> Configuration:
        """The configuration that counts for a page, which need not exist; without a path, in the folder."""
        return self.configurations.of(path)

    def find_checker(self, task: Task) -> Checker:
        """What a page is checked with; it is looked up once, and one for all pages that are checked alike."""
        if task.path not in self._by_path:
            plan = self.find_configuration(task.path).plan(task.path)
            if plan not in self._checkers:
                self._checkers[plan] = self._make_checker(plan)
            self._by_path[task.path] = self._checkers[plan]
        return self._by_path[task.path]

    def _make_checker(self, plan: Plan) -> Checker:
        checker = make_checker(plan.rules, plan.settings, self.registry.rules, self.options.page_timeout)
        return replace(checker, rules=tuple(map(self._prepare, checker.rules))) if self._prepare else checker

    def find_codes(self, path: str) -> frozenset[str]:
        """The codes of the rules that a page is checked with."""
        return frozenset(rule.code for rule in self.find_configuration(path).plan(path).rules)

    def find_limit(self, path: str) -> Level | None:
        """The least bad level of a finding that makes a run with the page fail; None for never."""
        return self.find_configuration(path).settings.fail_on

    def covers(self, task: Task) -> bool:
        """Whether `include` and `exclude` let a page be checked; what is named is, but for hooks."""
        if task.data is not None or (task.named and not self.options.force_exclude):
            return True
        return self.find_configuration(task.path).covers(task.path)

    # --- pages, and the files around them

    @property
    def paths(self) -> tuple[str, ...]:
        """The files and folders to look at."""
        return self.options.paths or (self.folder or os.curdir,)

    def find_tasks(self) -> Tasks:
        """The pages to check.

        Raises `UsageError`.
        """
        found = self.find_files()
        return replace(found, tasks=tuple(task for task in found.tasks if self.covers(task)))

    def find_files(self) -> Tasks:
        """The pages that the paths lead to, whatever a configuration says of them.

        Raises `UsageError` where standard input cannot be read.
        """
        paths = (STDIN,) if self.options.stdin_filename and not self.options.paths else self.paths
        folders = [path for path in paths if path != STDIN]
        found = discover(folders, force_exclude=self.options.force_exclude)
        roots = {os.path.join(folder, ""): folder for folder in sorted(folders, key=len, reverse=True)}
        tasks = [Task(file.path, file.named, None, _find_root(file.path, roots)) for file in found.files]
        if STDIN in paths:
            tasks.append(Task(self.options.stdin_filename or STDIN_NAME, data=_read_standard_input()))
        return Tasks(tuple(sorted(tasks, key=attrgetter("path"))), found.problems)

    def read_tree(self, tasks: Sequence[Task], files: Overlay = AS_IT_IS) -> Tree:
        """The files around pages that say something of them, as far as a rule wants to see them.

        Raises `ConfigError`.
        """
        return tree_around({task.path: task.root for task in tasks}, self.name_tree_files(tasks), files)

    def name_tree_files(self, tasks: Iterable[Task]) -> tuple[TreeFiles, ...]:
        """What such files are called.

        Raises `ConfigError`.
        """
        checkers = map(self.find_checker, tasks)
        profiles = {id(it.settings.profile): it.settings.profile for it in checkers if it.looks_at_sets}
        return tuple(profile.tree for profile in profiles.values())

    # --- runs

    def check(
        self,
        found: Tasks,
        tree: Tree | None = None,
        each: Each = map,
        items: Iterable[Task] = (),
        check_one: CheckFile = check_file,
    ) -> Run:
        """Check pages one by one, then what they are together; `items` are the same pages, watched on their way.

        Raises `ConfigError`.
        """
        tree = self.read_tree(found.tasks) if tree is None else tree
        return check_all(items or found.tasks, self.find_checker, tree, found.problems, each, check_one)

    # --- the baseline

    @property
    def root(self) -> str:
        """The folder that the baseline stands in: the repository's, outside of any the folder itself."""
        return find_root(os.path.join(self.folder, BASELINE))

    def group_by_root(self, pages: Iterable[CheckedPage]) -> dict[str, list[CheckedPage]]:
        """Pages by the folder that their baseline stands in.

        It is the repository that one works in; for pages that lie elsewhere, the repository that they lie in.
        """
        by_folder: dict[str, list[CheckedPage]] = {}
        for page in pages:
            by_folder.setdefault(os.path.dirname(page.source.path), []).append(page)
        found: dict[str, list[CheckedPage]] = {self.root: []}
        for folder, root in self._find_roots(by_folder).items():
            found.setdefault(root, []).extend(by_folder[folder])
        return found

    def has_baseline(self, tasks: Iterable[Task]) -> bool:
        """Whether a baseline may know findings on some pages."""
        roots = {self.root, *self._find_roots({os.path.dirname(task.path) for task in tasks}).values()}
        return not self.options.no_baseline and any(os.path.lexists(locate_baseline(root)) for root in roots)

    def _find_roots(self, folders: Iterable[str]) -> dict[str, str]:
        """The folder that the baseline stands in, for each of some folders with pages."""
        top = self.root
        inside = os.path.join(top, "") if is_repository(top) else None
        places = {folder: os.path.abspath(os.path.join(self.folder, folder)) for folder in folders}
        return {folder: _find_baseline_root(place, top, inside) for folder, place in places.items()}

    def subtract_baseline(self, run: Run, find_codes: Callable[[str], frozenset[str]] | None = None) -> tuple[Run, int]:
        """A run without what the baselines know, and how much of that no longer occurs.

        Raises `ConfigError`.
        """
        if self.options.no_baseline:
            return run, 0
        kept: dict[str, CheckedPage] = {page.source.path: page for page in run.pages}
        known = gone = 0
        for top, pages in self.group_by_root(run.pages).items():
            if os.path.lexists(locate_baseline(top)):
                compared = self._compare(top, pages, find_codes or self.find_codes)
                kept |= {page.source.path: page for page in compared.pages}
                known, gone = known + compared.known, gone + sum(it.count for it in compared.gone)
        return (replace(run, pages=tuple(kept.values()), known=known) if known else run), gone

    def _compare(self, top: str, pages: Sequence[CheckedPage], find_codes: Callable[[str], frozenset[str]]) -> Compared:
        from resp_lint.baseline.compare import compare  # only where there is a baseline
        from resp_lint.baseline.file import determine_scope, read_baseline

        return compare(pages, read_baseline(locate_baseline(top)), determine_scope(top, find_codes, self.paths))


def collect_settings(options: Options) -> dict[str, Any]:
    """The settings that a command line names, by their keys in a configuration."""
    settings: dict[str, Any] = {
        "set": "strict" if options.strict else "",
        "select": options.select,
        "extend-select": options.extend_select,
        "ignore": options.ignore,
        "exclude": options.exclude,
        "fail-on": options.fail_on,
        "all-pages": options.all_pages,
    }
    return {key: value for key, value in settings.items() if value}


def _find_root(path: str, roots: Mapping[str, str]) -> str:
    """The folder that was named and led to a path; the current one where the path itself was named."""
    return next((folder for start, folder in roots.items() if path.startswith(start)), os.curdir)


def _find_baseline_root(folder: str, top: str, inside: str | None) -> str:
    if inside and os.path.join(folder, "").startswith(inside):
        return top
    own = find_root(locate_baseline(folder))
    return own if is_repository(own) else top


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"standard input cannot be read: {error.strerror}") from None
