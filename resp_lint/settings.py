"""What a run is asked to do, from the command line and configuration files, in one frozen object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from resp_lint.lazy import cached_property
from resp_lint.rule import Level, RuleSet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lint.config.patterns import PathPatterns
    from resp_lint.page.kind import Conventions
    from resp_lint.profile import Profile


DEFAULT_PROFILE = "ibm-cloud"


class Settings(Struct, frozen=True, dict=True):
    """The settings of a run: the profile that its pages are held against, and what to do with what is found.

    `select`, `extend_select` and `ignore` hold rule codes, prefixes of codes, or names; an empty `select` means the
    whole `rule_set`, to which `extend_select` adds.
    `levels` maps rule names to the level that replaces the rule's own, `options` rule names to their options.
    `fail_on` is the least bad level that makes a run fail; None for never.  `responsibility_pages` are pages that are
    responsibility pages whatever they are called.
    """

    profile: Profile
    rule_set: RuleSet = RuleSet.RECOMMENDED
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    levels: Mapping[str, Level] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    all_pages: bool = False
    fail_on: Level | None = Level.WARNING
    extend_select: tuple[str, ...] = ()
    responsibility_pages: tuple[PathPatterns, ...] = ()

    @cached_property
    def conventions(self) -> Conventions:
        """What reading a page needs of these settings."""
        conventions = self.profile.conventions
        return replace(conventions, claimed=self.responsibility_pages) if self.responsibility_pages else conventions
