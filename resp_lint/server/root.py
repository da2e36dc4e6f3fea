"""A folder whose pages are checked as a run of the command line in it would check them."""

from __future__ import annotations

import os
from contextlib import chdir
from time import monotonic
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.baseline import locate_baseline
from resp_lint.cli.session import Session
from resp_lint.docset import lint_docset
from resp_lint.engine.discovery import SUFFIXES, discover
from resp_lint.engine.gitignore import is_ignored
from resp_lint.engine.runner import Loaded, Task, load
from resp_lint.errors import UsageError
from resp_lint.io import limit_reached, read_file
from resp_lint.linter import CheckedPage, add_findings
from resp_lint.page.parser import parse
from resp_lint.source import Source, UndecodableError
from resp_lint.suppressions.model import MARK
from resp_lint.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from resp_lint.baseline.model import Baseline
    from resp_lint.cli.options import Options
    from resp_lint.docset import PageFacts
    from resp_lint.engine.runner import Checker
    from resp_lint.page.model import Page
    from resp_lint.plugins import Registry
    from resp_lint.rule import Finding

SLICE = 0.02
"""Seconds for which the pages of the folder are read before somebody looks whether there is something to answer."""


class Checked(Struct, frozen=True):
    """An open page: what it was checked with, its own findings, and its facts for rules that see all pages.

    `page` is None where the text is too large to be parsed.
    """

    page: Page | None
    checker: Checker
    checked: CheckedPage
    facts: tuple[PageFacts, ...] = ()


class Root:
    """A folder, what counts in it, and what is known of its pages."""

    def __init__(self, folder: str, options: Options, registry: Registry, *, is_workspace: bool) -> None:
        self.folder = folder
        self.problem = ""
        self._options, self._registry = options, registry
        self._is_workspace = is_workspace
        self._session: Session | None = None
        self._opened: dict[str, Checked | None] = {}
        self.reload()

    def path_of(self, path: str) -> str:
        """The path of a file as findings show it: from this folder on."""
        return os.path.relpath(path, self.folder)

    def holds(self, path: str) -> bool:
        """Whether a file lies in this folder."""
        return os.path.join(path, "").startswith(os.path.join(self.folder, ""))

    # --- configuration

    def reload(self) -> None:
        """Read the configuration anew; one that is broken is reported by `problem`, and the last good one stays."""
        with chdir(self.folder):
            try:
                session = Session(self._options, self._registry)
                for path in (os.curdir, *self._opened):
                    session.find_checker(Task(path, named=False))
                baselines = _read_baselines(session)
            except UsageError as error:
                self.problem = str(error)
                return
        self.problem = ""
        self._session, self._baselines = session, baselines
        self._covered: dict[str, bool] = {}
        self._facts: dict[str, PageFacts] = {}
        self._waiting: list[str] | None = None if self._is_workspace else []
        self._tree: Tree | None = None
        self._last_set: dict[str, PageFacts] = {}
        self._set_findings: dict[int, Mapping[str, tuple[Finding, ...]]] = {}

    def files(self) -> frozenset[str]:
        """The absolute paths of the files that the configuration was read from."""
        with chdir(self.folder):
            try:
                return self._session.configurations.files if self._session else frozenset()
            except UsageError:
                return frozenset()

    def checker(self, path: str) -> Checker | None:
        """What a page is checked with; None where there never was a good configuration."""
        with chdir(self.folder):
            return self._session.find_checker(Task(path, named=False)) if self._session else None

    # --- one page

    def check(self, source: Source) -> Checked | None:
        """Check an open page for itself; None where it is not to be checked."""
        if source.path not in self._opened:
            self._opened[source.path] = self._tree = None  # there may be other files around it
        with chdir(self.folder):
            checked = self._check(source)
        self._opened[source.path] = checked
        return checked

    def close(self, path: str) -> None:
        """Forget an open page; what is on the disk counts again."""
        self._opened.pop(path, None)
        self.visit(path)

    def _check(self, source: Source) -> Checked | None:
        if self._session is None or not self._covers(source.path):
            return None
        task = Task(source.path, named=False, data=source.text.encode("utf-8", "replace"))
        checker = self._session.find_checker(task)
        loaded = load(task, checker)
        if loaded is None:
            return None
        if not isinstance(loaded, Loaded):
            return Checked(None, checker, loaded)
        facts = checker.facts(loaded.page, self._read_tree())
        return Checked(loaded.page, checker, checker.check(loaded.page), facts)

    def _covers(self, path: str) -> bool:
        if path not in self._covered:
            session = self._session
            self._covered[path] = bool(
                session and session.covers(Task(path, named=False)) and not is_ignored(os.path.abspath(path))
            )
        return self._covered[path]

    # --- all pages

    def visit(self, path: str) -> None:
        """Look again at a page on the disk: it came, changed, or went."""
        self._facts.pop(path, None)
        self._covered.pop(path, None)
        if self._is_workspace and self._waiting is not None and path.lower().endswith(SUFFIXES):
            self._waiting.append(path)

    @property
    def is_settled(self) -> bool:
        """Whether all pages of the folder are known."""
        return not self._waiting if self._waiting is not None else not self._needs_pages

    @property
    def _needs_pages(self) -> bool:
        """Whether a rule wants to see all pages together."""
        return any(it and it.checker.looks_at_sets for it in self._opened.values())

    def settle(self) -> bool:
        """Read some of the pages that are not yet known; whether there are more."""
        if self._session is None or self.is_settled:
            return False
        deadline = monotonic() + SLICE
        with chdir(self.folder):
            if self._waiting is None:
                self._waiting = [file.path for file in discover([os.curdir]).files][::-1]
                self._tree = None
            while self._waiting and monotonic() < deadline:
                self._read_facts(self._waiting.pop())
        return bool(self._waiting)

    def _read_facts(self, path: str) -> None:
        if self._session is None or path in self._opened or not os.path.isfile(path) or not self._covers(path):
            return
        task = Task(path, named=False)
        checker = self._session.find_checker(task)
        loaded = load(task, checker)
        if isinstance(loaded, Loaded):
            self._facts |= {facts.path: facts for facts in checker.facts(loaded.page, self._read_tree())}

    def tree(self) -> Tree:
        """What the files around the pages say."""
        with chdir(self.folder):
            return self._read_tree()

    def pages(self, needles: Iterable[str], opened: Iterable[Source]) -> Iterator[Page]:
        """The pages that hold one of some texts, whatever kind they are: as they are open, else as they are stored."""
        wanted = [needle.encode("utf-8", "replace") for needle in needles]
        sources = {source.path: source for source in opened}
        with chdir(self.folder):
            paths = [it.path for it in discover([os.curdir]).files] if self._is_workspace else []
        for path in dict.fromkeys((*sources, *paths)):
            source = sources.get(path) or self._read_source(path, wanted)
            checker = self.checker(path)
            if source and checker and any(needle.decode("utf-8", "replace") in source.text for needle in wanted):
                yield parse(source, checker.settings.conventions)

    def _read_source(self, path: str, wanted: list[bytes]) -> Source | None:
        try:
            data = read_file(os.path.join(self.folder, path))
            found = any(needle in data for needle in wanted) and not limit_reached(data)
            return Source.from_bytes(path, data) if found else None
        except (OSError, UndecodableError):
            return None

    def _read_tree(self) -> Tree:
        if self._tree is None:
            session = self._session
            paths = {*self._opened, *self._facts, *(self._waiting or ())}
            self._tree = session.read_tree([Task(path, named=False) for path in sorted(paths)]) if session else Tree()
        return self._tree

    # --- findings

    def findings(self, path: str) -> tuple[Finding, ...]:
        """What is reported on an open page, once all pages of the folder are known with what they are together."""
        checked = self._opened.get(path)
        if checked is None:
            return ()
        with chdir(self.folder):
            page = self._with_set_findings(checked, self._find_in_set(checked.checker).get(path, ()))
            return self._without_known(page).findings

    def _find_in_set(self, checker: Checker) -> Mapping[str, tuple[Finding, ...]]:
        if not checker.looks_at_sets or not self.is_settled:
            return {}
        opened = {facts.path: facts for it in self._opened.values() if it for facts in it.facts}
        facts = {**{path: it for path, it in self._facts.items() if path not in self._opened}, **opened}
        if facts != self._last_set:
            # The files around the pages are those around other pages, where pages came or went.
            self._tree = self._tree if facts.keys() == self._last_set.keys() else None
            self._last_set, self._set_findings = facts, {}
        if id(checker) not in self._set_findings:
            found = lint_docset(facts.values(), self._read_tree(), checker.rules, checker.settings)
            self._set_findings[id(checker)] = found.findings
        return self._set_findings[id(checker)]

    def _with_set_findings(self, it: Checked, findings: tuple[Finding, ...]) -> CheckedPage:
        if it.checker.looks_at_sets and it.page and self.is_settled and MARK in it.page.source.text:
            findings = it.checker.keep_of_set(it.page, findings)
        return add_findings(it.checked, findings, it.checker.rules)

    def _without_known(self, page: CheckedPage) -> CheckedPage:
        for top, pages in (
            self._session.group_by_root([page]).items() if self._session and self._baselines and page.findings else ()
        ):
            if pages and top in self._baselines:
                from resp_lint.baseline.compare import compare  # only where there is a baseline
                from resp_lint.baseline.file import determine_scope

                scope = determine_scope(top, self._codes, (os.curdir,))
                return compare([page], self._baselines[top], scope).pages[0]
        return page

    def _codes(self, path: str) -> frozenset[str]:
        return self._session.find_codes(path) if self._session else frozenset()


def _read_baselines(session: Session) -> Mapping[str, Baseline]:
    """The baseline that counts, by where it stands.

    Raises `ConfigError`.
    """
    path = locate_baseline(session.root)
    if session.options.no_baseline or not os.path.lexists(path):
        return {}
    from resp_lint.baseline.file import read_baseline  # only where there is a baseline

    return {session.root: read_baseline(path)}
