"""A run held against a baseline: which findings are new, and which of the old ones no longer occur."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from resp_lint.baseline.match import match
from resp_lint.baseline.model import Baseline, Gone, KnownPage, Scope, count_marks, mark_findings
from resp_lint.baseline.pairs import Candidate, find_moved_marks, find_title, has_same_title, pair_pages, part_of
from resp_lint.page.words import normalized

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lint.baseline.fingerprint import Mark
    from resp_lint.linter import CheckedPage


class Compared(Struct, frozen=True):
    """A run held against a baseline: pages with new findings only, how many were known, and what is gone."""

    pages: tuple[CheckedPage, ...]
    known: int
    gone: tuple[Gone, ...]


def compare(pages: Sequence[CheckedPage], baseline: Baseline, scope: Scope) -> Compared:
    """Take out of pages what a baseline knows.

    A page is held against the findings of the page that it was; one that was none, against what others have lost to it.
    """
    here = {scope.name(page.source.path): page for page in pages}
    was = _match_pages(here, baseline, scope)
    kept: dict[str, CheckedPage] = {}
    left: dict[str, Mapping[Mark, int]] = {path: it.marks for path, it in baseline.pages.items()}
    for path, page in here.items():
        old = was.get(path, "")
        kept[path], left[old] = _select_new_findings(page, left.get(old, {}))
    left.pop("", None)
    _give_parts(here, kept, left, [path for path in here if path not in was and kept[path].findings])
    known = sum(len(page.findings) for page in pages) - sum(len(page.findings) for page in kept.values())
    ran = {old: scope.rules(here[path].source.path) for path, old in was.items()}
    if absent := scope.find_absent(baseline.pages) - {*ran}:
        ran |= dict.fromkeys(absent, _collect_rules(here, scope))
    return Compared(tuple(kept[path] for path in here), known, tuple(_find_gone(left, ran)))


def _select_new_findings(page: CheckedPage, old: Mapping[Mark, int]) -> tuple[CheckedPage, Mapping[Mark, int]]:
    """A page with those of its findings that are not among old ones, and the old ones that are left over."""
    if not old or not page.findings:
        return page, old
    marked = mark_findings(page)
    matched = match(old, [known for _, known in marked], page.source.text)
    known = {id(marked[index][0]) for index in matched.known}
    kept = tuple(finding for finding in page.findings if id(finding) not in known)
    return replace(page, findings=kept) if known else page, matched.gone


def _give_parts(
    here: Mapping[str, CheckedPage],
    kept: dict[str, CheckedPage],
    left: dict[str, Mapping[Mark, int]],
    strangers: Sequence[str],
) -> None:
    """Take out of pages that were none what other pages have lost to them."""
    lost = {
        path: find_moved_marks(left[path], it.source.text) for path, it in here.items() if path in left and strangers
    }
    for path in strangers:
        if origin := part_of(count_marks(kept[path]), lost):
            kept[path], rest = _select_new_findings(kept[path], lost[origin])
            left[origin] = Counter(left[origin]) - (lost[origin] - Counter(rest))
            lost[origin] = Counter(rest)


def _match_pages(here: Mapping[str, CheckedPage], baseline: Baseline, scope: Scope) -> Mapping[str, str]:
    """The paths of pages with those that they had in the baseline.

    Most have the path and the title that they had; of the others each is paired with what is most like it.
    """
    same = {path: path for path, it in here.items() if path in baseline.pages and _is_same(it, baseline.pages[path])}
    others = [path for path in here if path not in same]
    waiting = [path for path in baseline.pages if path not in same and (path in here or not scope.exists(path))]
    if not waiting or not others:
        return same
    ran = _collect_rules(here, scope)
    known = {path: _make_candidate(baseline.pages[path], ran) for path in waiting}
    titles = {normalized(it.title) for it in known.values()} - {""}
    today = {path: Candidate(find_title(here[path].source.text), count_marks(here[path])) for path in others}
    worth = {path: it for path, it in today.items() if it.marks or path in known or normalized(it.title) in titles}
    return same | dict(pair_pages(worth, known))


def _collect_rules(here: Mapping[str, CheckedPage], scope: Scope) -> frozenset[str]:
    """The rules that ran on any page."""
    return frozenset[str]().union(*(scope.rules(page.source.path) for page in here.values()))


def _is_same(page: CheckedPage, known: KnownPage) -> bool:
    title = find_title(page.source.text)
    return has_same_title(title, known.title) or title == known.title


def _make_candidate(page: KnownPage, ran: frozenset[str]) -> Candidate:
    return Candidate(page.title, {it: count for it, count in page.marks.items() if it.rule in ran})


def _find_gone(left: Mapping[str, Mapping[Mark, int]], ran: Mapping[str, frozenset[str]]) -> Iterator[Gone]:
    """What is left over of the baseline, as far as the rules that could have found it ran."""
    for path, marks in sorted(left.items()):
        for it, count in sorted(marks.items()):
            if it.rule in ran.get(path, ()):
                yield Gone(path, it, count)
