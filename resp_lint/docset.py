"""Rules that see the set of pages: what they are told of each page, and of the files of the tree around it.

Pages are checked one by one, in any process.  What such a rule may look at is therefore taken from each page while it
is there: a few frozen facts, small enough to be sent and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from resp_lint.lazy import cached_property
from resp_lint.linter import Place, Subject, run_rule
from resp_lint.page.keyrefs import find_keyrefs
from resp_lint.page.terms import PageKind
from resp_lint.page.words import normalized
from resp_lint.source import Position  # noqa: TC001 -- whoever keeps facts reads them back by their types
from resp_lint.time_limit import end_step, start_step
from resp_lint.tree import Tree, list_folders_above

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from resp_lint.page.model import Page
    from resp_lint.rule import Finding, Rule
    from resp_lint.settings import Settings

KEYREFS, TASKS = "keyrefs", "tasks"
"""Facts that cost something, so that they are taken only where a rule asks for them."""


class Spot(NamedTuple):
    """A place on a page, from one position to another."""

    start: Position
    end: Position


class PageFacts(Struct, frozen=True):
    """What a rule about the set of pages can know of one of them.

    `top` is the title, or the first line where there is none; `keyrefs` holds each use of one with its place, `tasks` a
    number for each task that stands for its words and those of its owners.  Both are empty where no rule asks for them.
    """

    path: str
    is_responsibility: bool
    top: Spot
    subcollection: str = ""
    subcollection_spot: Spot | None = None
    topic_id: str = ""
    topic_id_spot: Spot | None = None
    keyrefs: tuple[tuple[str, Spot], ...] = ()
    tasks: tuple[int, ...] = ()

    @property
    def folder(self) -> str:
        """The folder that the page stands in; empty for the current one."""
        return list_folders_above(self.path)[0]

    def at(self, spot: Spot | None, message: str, help: str = "") -> PageViolation:  # noqa: A002 -- the field's name
        """A violation of this page at a spot, or at its top."""
        return PageViolation(self.path, spot or self.top, message, help)


class PageViolation(Struct, frozen=True):
    """What is wrong on one page of a set, and what to do about it."""

    path: str
    spot: Spot
    message: str
    help: str = ""

    @property
    def fix(self) -> None:
        """None: no page is edited for what several of them are together."""


def collect_wanted_facts(rules: Iterable[Rule], tree: Tree) -> frozenset[str]:
    """The costly facts that these rules ask for; none about keyrefs where the tree has no map of them."""
    asked = frozenset(fact for rule in rules for fact in rule.facts)
    return asked if tree.keyrefs else asked - {KEYREFS}


def collect_page_facts(page: Page, facts: frozenset[str] = frozenset()) -> PageFacts:
    """The facts of a page, the costly ones as far as they are wanted."""
    title, entry = page.title, page.front_matter.entries.get("subcollection")
    item = title.id_item if title else None
    first_line = (0, len(page.source.line_text(1)))
    return PageFacts(
        path=page.path,
        is_responsibility=page.kind is PageKind.RESPONSIBILITY,
        top=_make_spot(page, *((title.start, title.end) if title else first_line)),
        subcollection=(entry.value or "") if entry else "",
        subcollection_spot=_make_spot(page, entry.start, entry.end) if entry else None,
        topic_id=(title.id or "") if title else "",
        topic_id_spot=_make_spot(page, item.value_part.start, item.value_part.end) if item else None,
        keyrefs=tuple(_find_keyref_uses(page)) if KEYREFS in facts else (),
        tasks=tuple(_number_tasks(page)) if TASKS in facts else (),
    )


def _make_spot(page: Page, start: int, end: int) -> Spot:
    return Spot(page.source.position(start), page.source.position(end))


def _find_keyref_uses(page: Page) -> Iterator[tuple[str, Spot]]:
    text = page.source.text
    for start, end in find_keyrefs(text) if page.keyrefs else ():
        yield text[start:end], _make_spot(page, start, end)


def _number_tasks(page: Page) -> Iterator[int]:
    """A number for each task; the same words give the same one, in any process."""
    from hashlib import blake2b  # noqa: PLC0415 -- few runs ask for it

    for row in (row for table in page.task_tables for row in table.rows):
        words = "|".join(normalized(cell.text) for cell in (row.task, *row.owner_cells))
        if any(not cell.blank for cell in row.owner_cells):
            yield int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


class DocSet(Struct, frozen=True, dict=True):
    """All pages of a run that a rule may look at, sorted by path, and the tree that they stand in.

    A rule reports on `served` only: the responsibility pages, or all pages where the rule is for any.
    """

    pages: tuple[PageFacts, ...]
    tree: Tree = field(default_factory=Tree)
    any_page: bool = False

    @cached_property
    def served(self) -> tuple[PageFacts, ...]:
        """The pages that the rule may report on."""
        return tuple(page for page in self.pages if self.serves(page))

    def serves(self, page: PageFacts) -> bool:
        """Whether the rule may report on a page."""
        return self.any_page or page.is_responsibility

    @cached_property
    def by_contents(self) -> Mapping[str, tuple[PageFacts, ...]]:
        """The pages by the path of the table of contents that they stand under; those without one are left out."""
        groups: dict[str, list[PageFacts]] = {}
        for page in self.pages:
            if contents := self.tree.find_contents(page.path):
                groups.setdefault(contents.path, []).append(page)
        return {path: tuple(pages) for path, pages in groups.items()}

    @cached_property
    def by_folder(self) -> Mapping[str, tuple[PageFacts, ...]]:
        """The pages that stand in a folder or below it."""
        groups: dict[str, list[PageFacts]] = {}
        for page in self.pages:
            for folder in list_folders_above(page.path):
                groups.setdefault(folder, []).append(page)
        return {folder: tuple(pages) for folder, pages in groups.items()}


class DocSetResult(NamedTuple):
    """The findings about a set of pages, by the path of the page, and whether all rules got to their end."""

    findings: Mapping[str, tuple[Finding, ...]]
    complete: bool


def lint_docset(pages: Iterable[PageFacts], tree: Tree, rules: Sequence[Rule], settings: Settings) -> DocSetResult:
    """Run those of the rules that see the set of pages.

    Nothing is raised: a rule that fails becomes a finding on the first page, and the others go on.
    """
    ordered = tuple(sorted(pages, key=lambda page: page.path))
    findings: dict[str, list[Finding]] = {}
    complete = True
    for rule in rules if ordered else ():
        if rule.docset:
            start_step()
            outcome = run_rule(rule, make_subject(DocSet(ordered, tree, rule.any_page)), settings)
            complete = complete and outcome.complete
            for finding in outcome.findings:
                findings.setdefault(finding.path, []).append(finding)
    end_step()
    return DocSetResult({path: tuple(found) for path, found in findings.items()}, complete)


def make_subject(pages: DocSet) -> Subject:
    """A set of pages as what a rule looks at; it reports on those that it serves."""
    tops = {page.path: Place(page.path, *page.top) for page in pages.served}
    first = pages.pages[0]

    def place(violation: PageViolation) -> Place | None:
        return Place(violation.path, *violation.spot) if violation.path in tops else None

    return Subject(pages, Place(first.path, *first.top), place, tops.__getitem__, len(tops))
