"""From files to a `Run`: read, sniff, parse, check, one file at a time.

`check_file` needs nothing but its arguments, so that it can be sent to another process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resp_lint.lint import LIMIT_REACHED, CheckedPage, Run, check_page, keep_all, own_finding, unreadable
from resp_lint.page.kind import PageKind
from resp_lint.page.parser import parse
from resp_lint.page.source import Source, UndecodableError
from resp_lint.run.read import limit_reached, read_file
from resp_lint.run.sniff import maybe_responsibility

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from resp_lint.page.model import Page
    from resp_lint.rule import Rule
    from resp_lint.settings import Settings


@dataclass(frozen=True, slots=True)
class Task:
    """A page to check: its path, whether the user named it, and its bytes where they do not come from a file.

    `root` is the folder that was named: a link may lead anywhere below it.
    """

    path: str
    named: bool = True
    data: bytes | None = None
    root: str = "."


@dataclass(frozen=True, slots=True)
class Loaded:
    """A page that was read and is to be checked, with the bytes that it stands for."""

    page: Page
    data: bytes


@dataclass(frozen=True)
class Checker:
    """What every page of a run is checked with; `keep` says which of a page's findings count."""

    rules: tuple[Rule, ...]
    settings: Settings
    keep: Callable[[Page, CheckedPage], CheckedPage] = field(default=keep_all)

    def check(self, page: Page) -> CheckedPage:
        """A page with the findings that count."""
        return self.keep(page, check_page(page, self.rules, self.settings))


def load(task: Task, checker: Checker) -> Loaded | CheckedPage | None:
    """Read and parse one page; what cannot be read is a finding, and None is a page that is passed over."""
    try:
        data = read_file(task.path) if task.data is None else task.data
    except OSError as error:
        return unreadable(task.path, error.strerror or type(error).__name__)
    conventions = checker.settings.conventions
    everything = task.named or checker.settings.all_pages
    if not everything and not maybe_responsibility(task.path, data, conventions):
        return None
    if reason := limit_reached(data):
        return _over_limit(task.path, reason)
    try:
        source = Source.from_bytes(task.path, data)
    except UndecodableError as error:
        return unreadable(task.path, str(error))
    page = parse(source, conventions)
    return Loaded(page, data) if everything or page.kind is PageKind.RESPONSIBILITY else None


def check_file(task: Task, checker: Checker) -> CheckedPage | None:
    """What is wrong with one page; None where it is passed over.  Nothing is raised for what a file holds or lacks."""
    loaded = load(task, checker)
    return checker.check(loaded.page) if isinstance(loaded, Loaded) else loaded


def check_all(tasks: Iterable[Task], checker_of: Callable[[Task], Checker], problems: tuple[str, ...] = ()) -> Run:
    """Check pages in their order, each with its checker."""
    return run_of([check_file(task, checker_of(task)) for task in tasks], problems)


def run_of(results: list[CheckedPage | None], problems: tuple[str, ...]) -> Run:
    """A run of these results, None among them for pages that were passed over."""
    pages = tuple(page for page in results if page is not None)
    return Run(pages, len(results) - len(pages), problems)


def _over_limit(path: str, reason: str) -> CheckedPage:
    source = Source(path, "")
    help_text = "make several pages of it"
    finding = own_finding(source, LIMIT_REACHED, f"{reason}; the page is not checked", help_text)
    return CheckedPage(source, (finding,), complete=False)
