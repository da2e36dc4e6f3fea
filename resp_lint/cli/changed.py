"""`--since` and `--staged`: pages that changed, with what the change brought, there and on the pages around them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.cli.outcome import decide_exit, drop_baseline, report_problems
from resp_lint.cli.progress import watch_progress
from resp_lint.cli.reports import deliver
from resp_lint.engine.discovery import SUFFIXES, describe_empty_folder, describe_missing_path
from resp_lint.engine.gitignore import is_ignored
from resp_lint.engine.runner import Checker, Task, check_all, check_file
from resp_lint.engine.trees import Overlay
from resp_lint.errors import UsageError
from resp_lint.linter import LIMIT_REACHED, UNREADABLE, CheckedPage, add_findings
from resp_lint.vcs.changed import Change, find_changes_since, find_staged_changes, read_index_contents
from resp_lint.vcs.new_findings import keep_new_findings, needs_old

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from resp_lint.cli.reports import Report
    from resp_lint.cli.session import Session, Tasks
    from resp_lint.linter import Run

UNREAD = frozenset({UNREADABLE[0], LIMIT_REACHED[0]})


def check_changed(session: Session, found: Tasks, reports: tuple[Report, ...]) -> int:
    """Check what changed, and report what the change brought.

    Raises `UsageError`.
    """
    options = session.options
    changed = Changed(found.tasks, session)
    with watch_progress(changed.tasks, os.environ, quiet=options.verbosity < 0) as items:
        run = check_all(items, changed.checker, problems=changed.problems(found.problems))
    report_problems(changed.tasks, run, options)
    run = changed.brought_in(drop_baseline(session, changed.seen_together(run), changed.codes))
    deliver(reports, run, options, os.environ)
    return decide_exit(session, run)


class Paths:
    """The paths that a run was asked about: what they make of a file that they do not lead to any more."""

    def __init__(self, given: Sequence[str]) -> None:
        self.given = given
        self._tops = {path: os.path.realpath(path) for path in given}

    def task(self, real: str) -> Task | None:
        """A file as a task with the path that the run would have shown; None where it was not asked about."""
        for path, top in self._tops.items():
            if real == top:
                return Task(path)
            if _lies_below(real, top) and real.lower().endswith(SUFFIXES) and not is_ignored(real):
                return Task(os.path.normpath(os.path.join(path, os.path.relpath(real, top))), named=False, root=path)
        return None


def _lies_below(real: str, top: str) -> bool:
    """Whether a path lies in a folder."""
    return real.startswith(os.path.join(top, ""))


class Changed:
    """Those of some pages that changed, as they are now, what they were before, and the pages around them."""

    def __init__(self, tasks: Sequence[Task], session: Session) -> None:
        """Ask git.

        Raises `UsageError`.
        """
        options = session.options
        if options.wants_fixes:
            raise UsageError("pages are fixed as a whole; leave --since and --staged out")
        if any(task.data is not None for task in tasks):
            raise UsageError("standard input has no history; leave --since and --staged out")
        named = [task.path for task in tasks if task.named]
        around = sorted({name for tree in session.name_tree_files(tasks) for name in (*tree.contents, *tree.keyrefs)})
        ask = (os.curdir, [*named, *filter(_is_missing, options.paths)], around)
        self._session = session
        self._paths = Paths(session.paths)
        self._changes = find_staged_changes(*ask) if options.staged else find_changes_since(options.since or "", *ask)
        self._now = read_index_contents(*ask) if options.staged else {}
        self.all = self._as_they_are(tasks)
        changed = {task.path: change for task in self.all if (change := self._changes.get(task.path))}
        self._changed: Mapping[str, Change] = changed
        self.tasks = tuple(
            replace(it, data=changed[it.path].new if options.staged else it.data)
            for it in self.all
            if it.path in changed
        )
        self._around = frozenset(task.path for task in self.all if task.path not in changed)

    def _as_they_are(self, tasks: Sequence[Task]) -> tuple[Task, ...]:
        """The pages as the folder has them, or as the index does: there are some that only one of the two has."""
        found = {os.path.realpath(task.path): task for task in tasks}
        known = [
            replace(it, data=self._now.get(real)) for real, it in found.items() if self._now.get(real, b"") is not None
        ]
        only = (self._paths.task(real) for real, data in self._now.items() if data is not None and real not in found)
        more = [
            replace(task, data=self._now[os.path.realpath(task.path)])
            for task in only
            if task and self._session.covers(task)
        ]
        return tuple(sorted([*known, *more], key=lambda task: task.path))

    def problems(self, problems: Iterable[str]) -> tuple[str, ...]:
        """What was wrong with the paths, without what only the folder lacks."""
        there = {
            said(path)
            for path in self._paths.given
            for said in (describe_missing_path, describe_empty_folder)
            if self._has(path)
        }
        return tuple(problem for problem in problems if problem not in there)

    def _has(self, path: str) -> bool:
        """Whether the index has pages that the folder lacks at a path, or below it."""
        top = os.path.realpath(path)
        return any(data is not None and (real == top or _lies_below(real, top)) for real, data in self._now.items())

    # --- rules that see all pages

    def checker(self, task: Task) -> Checker:
        """What a page is checked with by itself."""
        whole = self._session.find_checker(task)
        return replace(whole, rules=tuple(rule for rule in whole.rules if not rule.docset))

    def _set_checker(self, task: Task) -> Checker:
        """What a page is checked with as one of many."""
        whole = self._session.find_checker(task)
        rules = tuple(rule for rule in whole.rules if rule.docset)
        return Checker(rules, whole.settings, keep_of_set=whole.keep_of_set)

    def codes(self, path: str) -> frozenset[str]:
        """The rules that a page is checked with: of the ones around those that changed, only what they are as a set."""
        codes = self._session.find_codes(path)
        return codes & self._of_sets if path in self._around else codes

    @property
    def _of_sets(self) -> frozenset[str]:
        return frozenset(rule.code for task in self.all for rule in self._set_checker(task).rules)

    def seen_together(self, run: Run) -> Run:
        """A run of the pages that changed, and of what rules that see all pages find on these, and on others."""
        if not self._of_sets or not (self._changes.files or self._changes.gone):
            return run
        found = self._set(self.all, Overlay(self._now))
        here = {page.source.path: page for page in run.pages}
        merged = [self._merged(page, found.pop(page.source.path, None)) for page in run.pages]
        others = [page for path, page in found.items() if path not in here and page.findings]
        pages = sorted([*merged, *others], key=lambda page: page.source.path)
        return replace(run, pages=tuple(pages))

    def _merged(self, page: CheckedPage, found: CheckedPage | None) -> CheckedPage:
        if found is None or not found.findings:
            return page
        checker = self._session.find_checker(Task(page.source.path))
        return replace(add_findings(page, found.findings, checker.rules), complete=page.complete and found.complete)

    def _set(self, tasks: Sequence[Task], files: Overlay) -> dict[str, CheckedPage]:
        """What rules that see all pages find, by path."""
        run = check_all(tasks, self._set_checker, self._session.read_tree(tasks, files))
        return {page.source.path: page for page in run.pages if not UNREAD & {it.code for it in page.findings}}

    def _set_before(self) -> dict[str, CheckedPage]:
        """What they found before the change, by the paths of today."""
        before = self._changes.before
        now = {task.path: self._old_path(task.path) for task in self.all}
        old = [self._old(task, now[task.path]) for task in self.all]
        gone = [self._paths.task(self._changes.locate(change.before)) for change in self._changes.gone]
        lost = [replace(it, data=before[os.path.realpath(it.path)]) for it in gone if it and it.path not in now]
        tasks = sorted([*filter(None, old), *lost], key=lambda task: task.path)
        found = self._set(tasks, Overlay({**self._now, **before}))
        return {path: found[was] for path, was in now.items() if was in found}

    def _old_path(self, path: str) -> str:
        change = self._changed.get(path)
        if change is None or change.before in {"", change.path}:
            return path
        task = self._paths.task(self._changes.locate(change.before))
        return task.path if task else path

    def _old(self, task: Task, path: str) -> Task | None:
        if task.path not in self._changed:
            return task
        data = self._changed[task.path].old
        return None if data is None else replace(task, path=path, data=data)

    # --- what the change brought

    def brought_in(self, run: Run) -> Run:
        """A run with what the change brought alone."""
        of_sets = self._of_sets
        before = self._set_before() if any(it.code in of_sets for it in run.findings) else {}
        tasks = {task.path: task for task in self.tasks}
        pages = (self._page(page, tasks.get(page.source.path), before.get(page.source.path)) for page in run.pages)
        return replace(run, pages=tuple(page for page in pages if page.source.path in tasks or page.findings))

    def _page(self, page: CheckedPage, task: Task | None, before: CheckedPage | None) -> CheckedPage:
        change = self._changed.get(page.source.path, UNCHANGED)
        if not needs_old(page, change):
            return page
        old = self._checked_before(task) if task else None
        both = [it for it in (old, before) if it]
        if not both:
            return page if task else keep_new_findings(page, CheckedPage(page.source, ()), change, self._of_sets)
        findings = tuple(finding for it in both for finding in it.findings)
        return keep_new_findings(page, replace(both[0], findings=findings), change, self._of_sets)

    def _checked_before(self, task: Task) -> CheckedPage | None:
        data = self._changed[task.path].old
        result = None if data is None else check_file(replace(task, data=data), self.checker(task))
        return result.checked if result else None


UNCHANGED = Change("", "", b"", b"")


def _is_missing(path: str) -> bool:
    return not os.path.lexists(path)
