"""What the command line of a check says, as data."""

from __future__ import annotations

from msgspec import Struct

from resp_lint.time_limit import DEFAULT_SECONDS

NEVER = "never"
SUMMED_UP = "statistics"
"""What statistics are called where they stand in the place of the report that suits the place."""


class Options(Struct, frozen=True):
    """The command line of `resp-lint check`, one field an option."""

    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    strict: bool = False
    config: tuple[str, ...] = ()
    isolated: bool = False
    no_baseline: bool = False
    since: str | None = None
    staged: bool = False
    all_pages: bool = False
    force_exclude: bool = False
    stdin_filename: str = ""
    fail_on: str = ""
    exit_zero: bool = False
    output_format: tuple[str, ...] = ()
    statistics: bool = False
    color: str = "auto"
    verbosity: int = 0
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    show_fixes: bool = False
    exit_non_zero_on_fix: bool = False
    fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()
    add_ignores: str | None = None
    watch: bool = False
    show_files: bool = False
    timing: bool = False
    jobs: int = 0
    page_timeout: float = DEFAULT_SECONDS
    executor: str = ""
    executor_timeout: float = DEFAULT_SECONDS
    no_cache: bool = False
    debug: bool = False

    @property
    def only_changed(self) -> bool:
        """Whether only what a change brought is to be reported."""
        return self.since is not None or self.staged

    @property
    def wants_fixes(self) -> bool:
        """Whether pages are to be fixed, or at least what that would do is to be shown."""
        return self.fix or self.unsafe_fixes or self.diff
