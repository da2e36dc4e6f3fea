"""The findings that a tree had when it began with this linter: known ones are not reported again."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from resp_lint.keep.fingerprint import Mark, mark
from resp_lint.keep.match import match
from resp_lint.page.kind import normalized
from resp_lint.page.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from resp_lint.lint import CheckedPage
    from resp_lint.rule import Finding

NEVER_KNOWN = frozenset({"RSP901", "RSP905", "RSP906", "RSP907"})
"""What says that a page was not checked in full is no old finding that anybody could live with."""

_TITLE = regex(r"^# +([^\r\n]*?)[ \t]*(?:\{:[^\r\n]*)?$", re.MULTILINE)


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

    `name` turns the path of a checked page into its path in the baseline; `rules` are the codes that ran; `exists`
    says of a path in the baseline whether there still is such a file.
    """

    name: Callable[[str], str]
    rules: frozenset[str]
    exists: Callable[[str], bool]


class Compared(Struct, frozen=True):
    """A run held against a baseline: pages with new findings only, how many were known, and what is gone."""

    pages: tuple[CheckedPage, ...]
    known: int
    gone: tuple[Gone, ...]


def baseline_of(pages: Iterable[CheckedPage], name: Callable[[str], str]) -> Baseline:
    """A baseline of everything that was found on some pages."""
    known = {name(page.source.path): _known_page(page) for page in pages}
    return Baseline({path: page for path, page in sorted(known.items()) if page.marks})


def updated(old: Baseline, pages: Sequence[CheckedPage], scope: Scope) -> Baseline:
    """A baseline in which pages that were checked stand as they are now.

    What other rules found there stays, and so do pages that were not checked, as long as there are such files.
    """
    new = baseline_of(pages, scope.name).pages
    checked = {scope.name(page.source.path) for page in pages}
    found: dict[str, KnownPage] = {}
    for path in sorted({*old.pages, *new}):
        before, now = old.pages.get(path), new.get(path)
        if path not in checked and not scope.exists(path):
            continue
        marks = dict(now.marks) if now else {}
        if before:
            marks |= {it: n for it, n in before.marks.items() if path not in checked or it.rule not in scope.rules}
        if marks:
            found[path] = KnownPage((now or before or KnownPage("", {})).title, marks)
    return Baseline(found)


def compare(pages: Sequence[CheckedPage], baseline: Baseline, scope: Scope) -> Compared:
    """Take out of pages what a baseline knows.

    A page is held against the findings under its path; what is new on it then, against those of pages that are gone.
    """
    here = {scope.name(page.source.path): page for page in pages}
    moved = dict(_moved(here, baseline, scope.exists))
    result: list[CheckedPage] = []
    known = 0
    left: dict[str, Mapping[Mark, int]] = {path: it.marks for path, it in baseline.pages.items()}
    for path, page in here.items():
        old = moved.get(path, path)
        kept, gone = _new_findings(page, left.get(old, {}))
        known += len(page.findings) - len(kept)
        left[old] = gone
        result.append(page if len(kept) == len(page.findings) else replace(page, findings=kept))
    absent = {path for path in baseline.pages if path not in here and not scope.exists(path)}
    gone_marks = _gone({path: left[path] for path in sorted({*here, *absent} & {*baseline.pages})}, scope.rules, absent)
    return Compared(tuple(result), known, tuple(gone_marks))


def pruned(baseline: Baseline, gone: Iterable[Gone]) -> Baseline:
    """A baseline without what is gone."""
    pages = dict(baseline.pages)
    for it in gone:
        marks = Counter(pages[it.path].marks)
        marks[it.mark] -= it.count
        pages[it.path] = replace(pages[it.path], marks=+marks)
    return Baseline({path: page for path, page in pages.items() if page.marks})


# --- pages


def _marked(page: CheckedPage) -> list[tuple[Finding, Mark]]:
    return [(it, mark(it, page.source)) for it in page.findings if it.code not in NEVER_KNOWN]


def _known_page(page: CheckedPage) -> KnownPage:
    marks = Counter(known for _, known in _marked(page))
    return KnownPage(_title(page.source.text), dict(sorted(marks.items())))


def _title(text: str) -> str:
    found = _TITLE.search(text)
    return found[1] if found else ""


def _new_findings(page: CheckedPage, old: Mapping[Mark, int]) -> tuple[tuple[Finding, ...], Mapping[Mark, int]]:
    """The findings of a page that are not among old ones, and the old ones that are left over."""
    if not old:
        return page.findings, {}
    marked = _marked(page)
    matched = match(old, [known for _, known in marked], page.source.text)
    known = {id(marked[index][0]) for index in matched.known}
    return tuple(finding for finding in page.findings if id(finding) not in known), matched.gone


def _moved(
    here: Mapping[str, CheckedPage], baseline: Baseline, exists: Callable[[str], bool]
) -> Iterator[tuple[str, str]]:
    """The pages that were renamed, with their old paths: each bears a gone page's title, or has most of its marks."""
    strangers = [path for path in here if path not in baseline.pages]
    absent = [path for path in baseline.pages if path not in here and not exists(path)] if strangers else []
    pairs = [(_likeness(here[new], baseline.pages[old]), new, old) for new in strangers for old in absent]
    taken: set[str] = set()
    for score, new, old in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if score and not {new, old} & taken:
            taken |= {new, old}
            yield new, old


def _likeness(page: CheckedPage, known: KnownPage) -> float:
    """How like a page is to one in the baseline: one for the same title, and the share of its marks that it has."""
    marks = Counter(it for _, it in _marked(page))
    share = (marks & Counter(known.marks)).total() / max(Counter(known.marks).total(), marks.total(), 1)
    same_title = bool(known.title) and normalized(_title(page.source.text)) == normalized(known.title)
    return same_title + share if same_title or share >= _MOST else 0


_MOST = 0.5


def _gone(left: Mapping[str, Mapping[Mark, int]], ran: frozenset[str], absent: set[str]) -> Iterator[Gone]:
    """What is left over of the baseline, as far as the rules that could have found it ran."""
    for path, marks in left.items():
        for it, count in sorted(marks.items()):
            if it.rule in ran or path in absent:
                yield Gone(path, it, count)
