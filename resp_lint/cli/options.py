"""What the command line of a check says, as data, and what it means for the settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from resp_lint.rule import Level, RuleSet
from resp_lint.settings import DEFAULT_PROFILE, Settings

if TYPE_CHECKING:
    from resp_lint.profile import Profile

NEVER = "never"


@dataclass(frozen=True, slots=True)
class Options:
    """The command line of `resp-lint check`, one field an option."""

    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    profile: str = DEFAULT_PROFILE
    all_pages: bool = False
    force_exclude: bool = False
    stdin_filename: str = ""
    fail_on: str = ""
    exit_zero: bool = False
    output_format: tuple[str, ...] = ()
    color: str = "auto"
    verbosity: int = 0
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    show_fixes: bool = False
    exit_non_zero_on_fix: bool = False
    fixable: tuple[str, ...] = ()
    unfixable: tuple[str, ...] = ()
    debug: bool = False

    @property
    def mends(self) -> bool:
        """Whether pages are to be mended, or at least what that would do is to be shown."""
        return self.fix or self.unsafe_fixes or self.diff


def parsed(arguments: list[str]) -> Options:
    """The options of a command line.

    Raises `UsageError`.
    """
    if any(argument.startswith("-") for argument in arguments):
        from resp_lint.cli.arguments import check_options  # noqa: PLC0415 -- argparse; plain paths need none of it

        return check_options(arguments)
    return Options(paths=tuple(arguments))


def settings_of(options: Options, profile: Profile) -> Settings:
    """The settings that options ask for; what they do not name stays as it is."""
    settings = Settings(profile, select=options.select, ignore=options.ignore, all_pages=options.all_pages)
    if options.strict:
        settings = replace(settings, rule_set=RuleSet.STRICT)
    if options.fail_on:
        settings = replace(settings, fail_on=None if options.fail_on == NEVER else Level(options.fail_on))
    return settings
