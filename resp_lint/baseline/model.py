"""The findings that a tree had when it began with this linter: known ones are not reported again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from resp_lint.baseline.fingerprint import Mark, mark
from resp_lint.baseline.pairs import find_title

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from resp_lint.linter import CheckedPage
    from resp_lint.rule import Finding

NEVER_KNOWN = frozenset({"RSP901", "RSP905", "RSP906", "RSP907"})
"""What says that a page was not checked in full is no old finding that anybody could live with."""


class KnownPage(Struct, frozen=True):
    """A page in the baseline: its title, by which it is known again under another path, and its old findings."""

    title: str
    marks: Mapping[Mark, int]


class Baseline(Struct, frozen=True):
    """Old findings by the paths of their pages, which start from the baseline's folder and have slashes in them."""

    pages: Mapping[str, KnownPage] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many findings it holds."""
        return sum(sum(page.marks.values()) for page in self.pages.values())


class Gone(Struct, frozen=True):
    """An old finding that no longer occurs, and how often it does not."""

    path: str
    mark: Mark
    count: int


class Scope(Struct, frozen=True):
    """What a run looked at.

    `name` turns the path of a checked page into its path in the baseline, `rules` into the codes that ran on it.  Of a
    path in the baseline `exists` says whether there still is such a file, `looked` whether the run would have seen it.
    """

    name: Callable[[str], str]
    rules: Callable[[str], frozenset[str]]
    exists: Callable[[str], bool]
    looked: Callable[[str], bool]

    def find_absent(self, paths: Collection[str]) -> frozenset[str]:
        """Those of a baseline's pages that are gone; none where one may have moved to where the run did not look."""
        if not all(map(self.looked, paths)):
            return frozenset()
        return frozenset(path for path in paths if not self.exists(path))


def make_baseline(pages: Iterable[CheckedPage], name: Callable[[str], str]) -> Baseline:
    """A baseline of everything that was found on some pages."""
    known = {name(page.source.path): _make_known_page(page) for page in pages}
    return Baseline({path: page for path, page in sorted(known.items()) if page.marks})


def update_baseline(old: Baseline, pages: Sequence[CheckedPage], scope: Scope) -> Baseline:
    """A baseline in which pages that were checked stand as they are now.

    What other rules found there stays, and so do pages that were not checked, as long as there may be such files.
    """
    new = make_baseline(pages, scope.name).pages
    rules = {scope.name(page.source.path): scope.rules(page.source.path) for page in pages}
    found: dict[str, KnownPage] = {}
    for path in sorted({*old.pages, *new} - (scope.find_absent(old.pages) - {*rules})):
        before, now = old.pages.get(path), new.get(path)
        marks = dict(now.marks) if now else {}
        if before:
            marks |= {it: n for it, n in before.marks.items() if path not in rules or it.rule not in rules[path]}
        if marks:
            found[path] = KnownPage((now or before or KnownPage("", {})).title, marks)
    return Baseline(found)


def prune_baseline(baseline: Baseline, gone: Iterable[Gone]) -> Baseline:
    """A baseline without what is gone."""
    pages = dict(baseline.pages)
    for it in gone:
        marks = Counter(pages[it.path].marks)
        marks[it.mark] -= it.count
        pages[it.path] = replace(pages[it.path], marks=+marks)
    return Baseline({path: page for path, page in pages.items() if page.marks})


def mark_findings(page: CheckedPage) -> list[tuple[Finding, Mark]]:
    return [(it, mark(it, page.source)) for it in page.findings if it.code not in NEVER_KNOWN]


def count_marks(page: CheckedPage) -> Counter[Mark]:
    return Counter(known for _, known in mark_findings(page))


def _make_known_page(page: CheckedPage) -> KnownPage:
    return KnownPage(find_title(page.source.text), dict(sorted(count_marks(page).items())))
