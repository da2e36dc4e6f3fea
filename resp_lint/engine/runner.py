"""From files to a `Run`: read, sniff, parse, check, one file at a time.

`check_file` needs nothing but its arguments, so that it can be sent to another process.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct, field, msgpack
from msgspec.structs import replace

from resp_lint.docset import DocSetResult, collect_page_facts, collect_wanted_facts, lint_docset
from resp_lint.engine.prefilter import Sniffer
from resp_lint.io import limit_reached, read_file
from resp_lint.lazy import cached_property
from resp_lint.linter import (
    LIMIT_REACHED,
    OUT_OF_TIME,
    CheckedPage,
    Run,
    add_findings,
    check_page,
    keep_all,
    name_cause,
    report_unchecked,
    report_unreadable,
)
from resp_lint.page.parser import parse
from resp_lint.page.terms import PageKind
from resp_lint.source import Source, UndecodableError
from resp_lint.suppressions.apply import Suppressor
from resp_lint.suppressions.model import MARK
from resp_lint.time_limit import DEFAULT_SECONDS, TimeLimitError, limit_page
from resp_lint.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeAlias

    from resp_lint.docset import PageFacts
    from resp_lint.page.model import Page
    from resp_lint.rule import Finding, Rule
    from resp_lint.settings import Settings

    Found: TypeAlias = "Result | Skipped | None"
    # Something like `map`, which may do the work elsewhere and lose some of it.
    Each = Callable[[Callable[["Task"], Found], Iterable["Task"]], Iterable["Found | Lost"]]
    CheckFile = Callable[["Task", "Checker", Tree], Found]

NO_TREE = Tree()
NOTHING = DocSetResult({}, complete=True)


class Task(Struct, frozen=True):
    """A page to check: its path, whether the user named it, and its bytes where they do not come from a file.

    `root` is the folder that was named: a link may lead anywhere below it.
    """

    path: str
    named: bool = True
    data: bytes | None = None
    root: str = "."


class Loaded(Struct, frozen=True):
    """A page that was read and is to be checked, with the bytes that it stands for."""

    page: Page
    data: bytes


def keep_all_of_set(_page: Page, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The filter of findings about the set of pages that keeps every one."""
    return findings


class Checker(Struct, frozen=True, dict=True):
    """What every page of a run is checked with.

    `keep` says which of a page's findings count, `keep_of_set` which of those that rules about the set of pages have.
    A page may take some `seconds`, and as many the rules about the set; 0 stands for no limit.
    """

    rules: tuple[Rule, ...]
    settings: Settings
    keep: Callable[[Page, CheckedPage], CheckedPage] = field(default=keep_all)
    keep_of_set: Callable[[Page, tuple[Finding, ...]], tuple[Finding, ...]] = field(default=keep_all_of_set)
    seconds: float = DEFAULT_SECONDS

    def check(self, page: Page) -> CheckedPage:
        """A page with the findings that count."""
        return self.keep(page, check_page(page, self.rules, self.settings))

    @cached_property
    def looks_at_sets(self) -> bool:
        """Whether there is a rule that sees all pages."""
        return any(rule.docset for rule in self.rules)

    @cached_property
    def _sniffer(self) -> Sniffer:
        return Sniffer(self.settings.conventions)

    @cached_property
    def identity(self) -> bytes:
        """Everything that a page is checked with, but for code.

        Raises errors of msgspec where something cannot be written down.
        """
        from hashlib import blake2b  # only a run of many pages

        parts = (self.settings, [describe_rule(rule) for rule in self.rules])
        return blake2b(msgpack.encode(parts, order="deterministic"), digest_size=32).digest()

    def may_be(self, task: Task, data: bytes) -> bool:
        """Whether a page is to be checked, as far as its bytes tell: it is named, or may be a responsibility page."""
        return task.named or self.settings.all_pages or self._sniffer.may_be(task.path, data)

    def facts(self, page: Page, tree: Tree) -> tuple[PageFacts, ...]:
        """What rules about the set of pages may know of a page, where there are such rules."""
        return (collect_page_facts(page, collect_wanted_facts(self.rules, tree)),) if self.looks_at_sets else ()


def describe_rule(rule: Rule) -> tuple[object, ...]:
    """All that a rule is but for its code."""
    where = (rule.check.__module__, rule.check.__qualname__)
    flags = (rule.any_page, rule.own, rule.docset)
    return (rule.code, rule.level, rule.rule_set, rule.fix, flags, rule.yields_to, rule.facts, where)


def make_checker(
    rules: tuple[Rule, ...], settings: Settings, every_rule: Iterable[Rule], seconds: float = DEFAULT_SECONDS
) -> Checker:
    """A checker that heeds what pages suppress; a suppression can name every rule, also one that does not run."""
    suppressor = Suppressor(rules, settings, every_rule)
    return Checker(rules, settings, suppressor, suppressor.filter_set, seconds)


def load(task: Task, checker: Checker, start: str = "") -> Loaded | CheckedPage | None:
    """Read and parse one page; what cannot be read is a finding, and None is a page that is skipped.

    Its path starts from the folder `start`, or the current one.
    """
    try:
        data = read_file(os.path.join(start, task.path)) if task.data is None else task.data
    except OSError as error:
        return report_unreadable(task.path, error.strerror or type(error).__name__)
    conventions = checker.settings.conventions
    if not checker.may_be(task, data):
        return None
    if reason := limit_reached(data):
        return report_unchecked(
            Source(task.path, ""), LIMIT_REACHED, f"{reason}; the page is not checked", "make several pages of it"
        )
    try:
        source = Source.from_bytes(task.path, data)
    except UndecodableError as error:
        return report_unreadable(task.path, str(error))
    page = parse(source, conventions)
    if task.named or checker.settings.all_pages or page.kind is PageKind.RESPONSIBILITY:
        return Loaded(page, data)
    return None


class Result(Struct, frozen=True):
    """A page that was checked; and what rules about the set of pages may know of it, if it could be read.

    A cache keeps `entry` of it under its `key`; no entry stands for one that it has already.
    """

    task: Task
    checked: CheckedPage
    facts: tuple[PageFacts, ...] = ()
    key: bytes = b""
    entry: bytes = b""


class Skipped(Struct, frozen=True):
    """A page that is none to check, and what a cache keeps of that."""

    key: bytes
    entry: bytes = b""


class Lost(Struct, frozen=True):
    """What stands in the place of a result that was lost with the process that was to find it, and why."""

    task: Task
    reason: str


def check_file(task: Task, checker: Checker, tree: Tree = NO_TREE, start: str = "") -> Result | None:
    """What is wrong with one page; None where it is skipped.  Nothing is raised for what a file holds or lacks."""
    try:
        with limit_page(checker.seconds):
            loaded = load(task, checker, start)
            if not isinstance(loaded, Loaded):
                return None if loaded is None else Result(task, loaded)
            return Result(task, checker.check(loaded.page), checker.facts(loaded.page, tree))
    except TimeLimitError as error:
        return Result(task, report_slow_page(Source(task.path, ""), checker, "the page is not checked", error))


class WithoutText(Struct, frozen=True):
    """Checks pages as `check_one` does, and lets their texts go, for a run whose reports quote none."""

    check_one: CheckFile

    def __call__(self, task: Task, checker: Checker, tree: Tree) -> Found:
        """What is wrong with a page; it keeps its text where that says which findings of the set count."""
        found = self.check_one(task, checker, tree)
        if not isinstance(found, Result) or MARK in found.checked.source.text:
            return found
        return replace(found, checked=replace(found.checked, source=Source(task.path, "")))


def report_slow_page(source: Source, checker: Checker, outcome: str, error: TimeLimitError) -> CheckedPage:
    """A page that takes longer than it may, and what came of that."""
    cause = name_cause(error, checker.settings.profile)
    message = f"the page takes longer than {checker.seconds:g} s{cause}; {outcome}"
    return report_unchecked(source, LIMIT_REACHED, message, OUT_OF_TIME)


def check_all(  # noqa: PLR0913, PLR0917 -- what a run is made of
    tasks: Iterable[Task],
    checker_of: Callable[[Task], Checker],
    tree: Tree = NO_TREE,
    problems: tuple[str, ...] = (),
    each: Each = map,
    check_one: CheckFile = check_file,
) -> Run:
    """Check pages in their order, each with its checker, then what they are together.

    `tree` holds the files around the pages; `each` says who does it, `check_one` how.
    """

    def check(task: Task) -> Found:
        return check_one(task, checker_of(task), tree)

    results = list(each(check, tasks))
    lost = [result for result in results if isinstance(result, Lost)]
    found = [result for result in results if not isinstance(result, Lost)]
    return run_of(found, checker_of, tree, (*problems, *_describe_lost(lost)))


def _describe_lost(lost: list[Lost]) -> Iterator[str]:
    for reason in dict.fromkeys(one.reason for one in lost):
        paths = [one.task.path for one in lost if one.reason == reason]
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        yield f"not checked: {paths[0]}{more}, as {reason}"


def run_of(
    results: Sequence[Found], checker_of: Callable[[Task], Checker], tree: Tree, problems: tuple[str, ...]
) -> Run:
    """A run of these results, those of skipped pages among them, and of what they are together."""
    read = [(result, checker_of(result.task)) for result in results if isinstance(result, Result)]
    return Run(tuple(_set_checked(read, tree)), len(results) - len(read), (*problems, *tree.problems))


def _set_checked(results: list[tuple[Result, Checker]], tree: Tree) -> list[CheckedPage]:
    """The pages with what is wrong with them as a set: each is held by its own rules against all others."""
    facts = [facts for result, _ in results for facts in result.facts]
    checkers = {id(checker): checker for _, checker in results if checker.looks_at_sets}
    found = {key: _check_set(facts, tree, checker) for key, checker in checkers.items()}
    return [_add_set_findings(result.checked, it, found.get(id(it), NOTHING)) for result, it in results]


def _check_set(facts: list[PageFacts], tree: Tree, checker: Checker) -> DocSetResult:
    with limit_page(checker.seconds):
        return lint_docset(facts, tree, checker.rules, checker.settings)


def _add_set_findings(checked: CheckedPage, checker: Checker, found: DocSetResult) -> CheckedPage:
    findings = found.findings.get(checked.source.path, ())
    if checker.looks_at_sets and MARK in checked.source.text:
        page = parse(checked.source, checker.settings.conventions)
        findings = checker.keep_of_set(page, findings)
    checked = add_findings(checked, findings, checker.rules) if findings else checked
    return checked if found.complete else replace(checked, complete=False)
