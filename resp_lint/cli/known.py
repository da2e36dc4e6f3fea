"""The baseline, wherever there is one: what it knows is not reported."""

# ruff: noqa: PTH100, PTH118, PTH120 -- a string is all that is needed, and every run passes here

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.baseline import BASELINE, baseline_path
from resp_lint.cli.output import complain
from resp_lint.config.find import REPOSITORY, root_of
from resp_lint.report.summary import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from resp_lint.baseline.compare import Compared
    from resp_lint.cli.options import Options
    from resp_lint.linter import CheckedPage, Run


def root() -> str:
    """The folder that a baseline stands in: the repository's, outside of any the current one."""
    return root_of(BASELINE)


def by_root(pages: Iterable[CheckedPage]) -> dict[str, list[CheckedPage]]:
    """Pages by the folder that their baseline stands in.

    It is the repository that one works in; for pages that lie elsewhere, the repository that they lie in.
    """
    top = root()
    inside = os.path.join(top, "") if _is_repository(top) else None
    roots: dict[str, str] = {}
    found: dict[str, list[CheckedPage]] = {top: []}
    for page in pages:
        folder = os.path.dirname(page.source.path)
        if folder not in roots:
            roots[folder] = _root(os.path.abspath(folder), top, inside)
        found.setdefault(roots[folder], []).append(page)
    return found


def _root(folder: str, top: str, inside: str | None) -> str:
    if inside and os.path.join(folder, "").startswith(inside):
        return top
    own = root_of(baseline_path(folder))
    return own if _is_repository(own) else top


def _is_repository(folder: str) -> bool:
    return os.path.lexists(os.path.join(folder, REPOSITORY))


def without_known(run: Run, codes: Callable[[str], frozenset[str]], options: Options) -> Run:
    """A run without what the baselines know; what of that is gone is told.  `codes` says which rules a page saw.

    Raises `ConfigError`.
    """
    if options.no_baseline:
        return run
    kept: dict[str, CheckedPage] = {page.source.path: page for page in run.pages}
    known = gone = 0
    for top, pages in by_root(run.pages).items():
        if os.path.lexists(baseline_path(top)):
            compared = _compared(top, pages, codes, options)
            kept |= {page.source.path: page for page in compared.pages}
            known, gone = known + compared.known, gone + sum(it.count for it in compared.gone)
    if gone and options.verbosity >= 0 and not run.problems:
        verb = "occurs" if gone == 1 else "occur"
        complain(f"{counted(gone, 'finding')} of the baseline no longer {verb}; drop with: resp-lint baseline --prune")
    return replace(run, pages=tuple(kept.values()), known=known) if known else run


def _compared(
    top: str, pages: Sequence[CheckedPage], codes: Callable[[str], frozenset[str]], options: Options
) -> Compared:
    from resp_lint.baseline.compare import compare  # noqa: PLC0415 -- only where there is a baseline
    from resp_lint.baseline.file import read_baseline, scope_of  # noqa: PLC0415

    scope = scope_of(top, codes, options.paths or (os.curdir,))
    return compare(pages, read_baseline(baseline_path(top)), scope)
