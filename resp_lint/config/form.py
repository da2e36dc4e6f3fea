"""What a configuration file may hold, as types; the JSON Schema comes from here too."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from msgspec import Meta, Struct, field

from resp_lint.rule import Level, RuleSet


class FailOn(StrEnum):
    """The least bad level that makes a run fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


Patterns = tuple[str, ...]


class Form(Struct, forbid_unknown_fields=True, rename="kebab", frozen=True, kw_only=True):
    """The keys of a configuration file; every one may be left out."""

    extends: Annotated[str, Meta(description="A configuration file that this one goes on from; relative to it.")] = ""
    profile: Annotated[str, Meta(description="What a page should be: the name of a profile, or a TOML file.")] = ""
    set: Annotated[RuleSet, Meta(description="Which rules are used: the recommended ones, or all.")] = (
        RuleSet.RECOMMENDED
    )
    select: Annotated[tuple[str, ...], Meta(description="Only these rules: codes, starts of codes, or names.")] = ()
    extend_select: Annotated[tuple[str, ...], Meta(description="These rules too.")] = ()
    ignore: Annotated[tuple[str, ...], Meta(description="Not these rules.")] = ()
    levels: Annotated[dict[str, Level], Meta(description="How bad the findings of a rule are.")] = field(
        default_factory=dict
    )
    fail_on: Annotated[FailOn, Meta(description="The least bad level that makes a run fail.")] = FailOn.WARNING
    include: Annotated[Patterns, Meta(description="Only pages that one of these patterns matches.")] = ()
    exclude: Annotated[Patterns, Meta(description="No page that one of these patterns matches.")] = ()
    per_file_ignores: Annotated[
        dict[str, tuple[str, ...]], Meta(description="Not these rules on pages that the pattern matches.")
    ] = field(default_factory=dict)
    responsibility_pages: Annotated[
        Patterns, Meta(description="Pages that are responsibility pages, whatever they are called.")
    ] = ()
    all_pages: Annotated[bool, Meta(description="Check every Markdown file in a folder.")] = False
    rules: Annotated[dict[str, dict[str, Any]], Meta(description="The options of rules, by the rule's name.")] = field(
        default_factory=dict
    )
    output: Annotated[str | tuple[str, ...], Meta(description="Reports: the names of formats.")] = ()
