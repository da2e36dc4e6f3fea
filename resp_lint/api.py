"""What programs call: pages that lie in files, with their configuration, and the fixes for a page given as text."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resp_lint.cli.options import Options
from resp_lint.cli.session import Session
from resp_lint.engine.runner import make_checker
from resp_lint.fix.apply import Wanted, fix_page
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry, make_default_settings
from resp_lint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from resp_lint.linter import Run
    from resp_lint.rule import Rule
    from resp_lint.settings import Settings

    StrPath = str | os.PathLike[str]


def check_paths(
    paths: StrPath | Iterable[StrPath] = (), config: StrPath | None = None, *, baseline: bool = True
) -> Run:
    """Check files and folders, as `resp-lint PATH...` does, and print nothing.

    Without `paths` it is the current folder.  Configuration files are found as the command line finds them, unless
    `config` names one; suppressions count, and so does the baseline, unless `baseline` is false.  Pages are checked one
    after the other in this process.  A run that is not `complete` says why in `problems`, or in a finding.

        run = check_paths(["docs"])
        for finding in run.findings:
            print(finding.path, finding.start.line, finding.code, finding.message)

    Raises `UsageError` for a configuration or a profile that is wrong.
    """
    named = (paths,) if isinstance(paths, (str, os.PathLike)) else tuple(paths)
    options = Options(
        paths=tuple(os.fspath(path) for path in named),
        config=() if config is None else (os.fspath(config),),
        no_baseline=not baseline,
    )
    session = Session(options)
    run, _ = session.subtract_baseline(session.check(session.find_tasks()))
    return run


def fix_text(
    text: str,
    rules: Sequence[Rule] | None = None,
    settings: Settings | None = None,
    path: str = "page.md",
    *,
    unsafe: bool = False,
) -> str:
    r"""A page given as text, with the safe fixes made; with `unsafe`, with all of them.

    The arguments are those of `lint_text`.  As with `--fix`, what the page suppresses is not fixed, and no fix is made
    that would break the page.

    >>> fix_text("# Responsibilites for the vault\n", [load_registry().find("misspelled-structure")])
    '# Responsibilities for the vault\n'

    Raises `UsageError` where plugins or the profile cannot be loaded.
    """
    settings = settings or make_default_settings()
    registry = load_registry()
    chosen = tuple(registry.select(settings) if rules is None else rules)
    checker = make_checker(chosen, settings, (*registry.rules, *chosen))
    page = parse(Source(path, text), settings.conventions)
    wanted = Wanted(frozenset(rule.code for rule in chosen), unsafe=unsafe)
    return fix_page(page, chosen, settings, wanted, checker.keep).checked.source.text
