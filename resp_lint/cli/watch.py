"""`resp-lint --watch PATH...`: check again whenever a page or the configuration changes, until it is stopped."""

from __future__ import annotations

import gc
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from resp_lint.cli.inputs import InputWatcher
from resp_lint.cli.output import complain, show_bytes
from resp_lint.cli.reports import request_reports
from resp_lint.cli.session import STDIN, Session
from resp_lint.engine.watch import load_watchfiles, watch_changes, watch_folders
from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

    from resp_lint.cli.options import Options

CLEAR = b"\x1b[H\x1b[2J\x1b[3J"
"""To the corner, and empty the screen and what was scrolled off it: what is there to read is the last report."""


def watch_pages(options: Options, check: Callable[[Session], int]) -> int:
    """Check pages until the user stops it, which ends in 130 as for any run.

    Raises `UsageError` for what no change of a file would put right.
    """
    gc.enable()  # it may run for days
    refuse_contradictions(options)
    load_watchfiles()
    session = Session(options)
    request_reports(options, session.registry.formats, os.environ)
    return check_each(
        watch_changes(InputWatcher(options), watch_folders), options, lambda options: check(Session(options))
    )


def refuse_contradictions(options: Options) -> None:
    """Refuse what contradicts watching.

    Raises `UsageError`.
    """
    if options.wants_fixes or options.add_ignores is not None:
        raise UsageError(
            "--watch changes no page, as you do; leave --fix, --unsafe-fixes, --diff and --add-ignores out"
        )
    if options.timing:
        raise UsageError("--watch has no end at which --timing could say where the time went; leave one of them out")
    if STDIN in options.paths or options.stdin_filename:
        raise UsageError("--watch needs files, and standard input is none; name files or folders")
    if options.staged:
        raise UsageError("--watch sees files, not what is staged; use --since HEAD")


def check_each(changes: Iterable[AbstractSet[str]], options: Options, check: Callable[[Options], int]) -> int:
    """Check once for each set of changes; an error is said, and the next change may put it right."""
    code = 0
    for _ in changes:
        _clear()
        try:
            code = check(options)
        except UsageError as error:
            complain(f"error: {error}")
        if options.verbosity >= 0:
            now = datetime.now(UTC).astimezone()
            complain(f"checked at {now:%H:%M:%S}; watching {_show_path(options.paths)}, Ctrl-C stops")
    return code


def _show_path(paths: tuple[str, ...]) -> str:
    return ", ".join(paths) or "the current folder"


def _clear() -> None:
    if sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        show_bytes(CLEAR)
