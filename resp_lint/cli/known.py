"""The baseline, wherever there is one: what it knows is not reported."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.cli.output import complain
from resp_lint.config.find import root_of
from resp_lint.keep import BASELINE, baseline_path
from resp_lint.report.summary import counted

if TYPE_CHECKING:
    from resp_lint.cli.options import Options
    from resp_lint.cli.plans import Plans
    from resp_lint.lint import Run


def root() -> str:
    """The folder that the baseline stands in: the repository's, outside of any the current one."""
    return root_of(BASELINE)


def without_known(run: Run, plans: Plans, options: Options) -> Run:
    """A run without what the baseline knows; what of that is gone is told.

    Raises `ConfigError`.
    """
    path = baseline_path(root())
    if options.no_baseline or not os.path.lexists(path):
        return run
    from resp_lint.keep.baseline import compare  # noqa: PLC0415 -- only where there is a baseline
    from resp_lint.keep.baseline_file import read_baseline, scope_of  # noqa: PLC0415

    compared = compare(run.pages, read_baseline(path), scope_of(root(), plans.rules))
    gone = sum(it.count for it in compared.gone)
    if gone and options.verbosity >= 0:
        verb = "occurs" if gone == 1 else "occur"
        complain(f"{counted(gone, 'finding')} of the baseline no longer {verb}; drop with: resp-lint baseline --prune")
    return replace(run, pages=compared.pages, known=compared.known)
