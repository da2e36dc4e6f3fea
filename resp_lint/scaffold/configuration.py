"""How a tree begins with this linter: a configuration that passes today, and says what it excludes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.baseline.model import NEVER_KNOWN
from resp_lint.config.toml import format_value
from resp_lint.page.parser import parse
from resp_lint.page.terms import PageKind, Role, TableKind
from resp_lint.regex import regex
from resp_lint.rule import Level
from resp_lint.settings import DEFAULT_PROFILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from resp_lint.linter import CheckedPage
    from resp_lint.page.model import Page
    from resp_lint.profile import Profile
    from resp_lint.source import Source

NAME = "resp-lint.toml"
MANY = 0.5
"""From which share of the pages on a rule is excluded as a whole; below it, for the pages alone where it reports."""


class LeftOut(Struct, frozen=True):
    """A rule that reports something today: how often, and on which pages; their paths start from the root."""

    code: str
    name: str
    count: int
    paths: tuple[str, ...]


class Look(Struct, frozen=True):
    """What was found in a tree: the profile that fits, how many pages there are, and what they have."""

    profile: str
    pages: int
    left_out: tuple[LeftOut, ...]
    shown_only: int = 0


# --- which profile


def choose_profile(sources: Sequence[Source], profiles: Mapping[str, Profile]) -> str:
    """The profile that recognises most on some pages; of two that do equally well, the default one."""
    scores = {name: sum(_count_recognised(source, profile) for source in sources) for name, profile in profiles.items()}
    return max(sorted(scores), key=lambda name: (scores[name], name == DEFAULT_PROFILE), default=DEFAULT_PROFILE)


def _count_recognised(source: Source, profile: Profile) -> int:
    """How much of a page a profile has words for: task tables in one of its forms, and areas."""
    page = parse(source, profile.conventions)
    if page.kind is not PageKind.RESPONSIBILITY:
        return 0
    return 1 + len(page.area_sections) + _count_known_tables(page, profile) + len(page.matrices)


def _count_known_tables(page: Page, profile: Profile) -> int:
    """How many task tables have headers that all stand in the profile, or columns that are all known to it."""
    conventions = profile.conventions
    if conventions.knows_columns:
        return sum(all(column.role is not Role.OTHER for column in table.columns) for table in page.task_tables)
    known = {title.casefold() for form in conventions.forms for column in form.columns for title in column.titles}
    tables = (table for table in page.tables if table.kind is TableKind.TASK)
    headers = ([conventions.replace_keyrefs(cell.text).casefold() for cell in table.header.cells] for table in tables)
    return sum(all(header in known for header in row) for row in headers)


# --- what it excludes


def look(profile: str, pages: Sequence[CheckedPage], fail_on: Level, name: Callable[[str], str]) -> Look:
    """What a configuration must exclude to pass; `name` turns a page's path into the one from the root."""
    counts: Counter[tuple[str, str]] = Counter()
    paths: dict[str, set[str]] = {}
    shown_only = 0
    for page in pages:
        for finding in page.findings:
            if finding.code in NEVER_KNOWN:
                continue
            if finding.level.rank > fail_on.rank:
                shown_only += 1
                continue
            counts[finding.code, finding.name] += 1
            paths.setdefault(finding.code, set()).add(name(page.source.path))
    left_out = (LeftOut(code, rule, count, tuple(sorted(paths[code]))) for (code, rule), count in counts.items())
    ordered = tuple(sorted(left_out, key=lambda it: (-len(it.paths), -it.count, it.code)))
    return Look(profile, len(pages), ordered, shown_only)


# --- what is written


def write_configuration(found: Look, *, held: bool, fail_on: Level = Level.WARNING) -> str:
    """The text of a configuration; where `held`, a baseline holds what there is, so that no rule is excluded."""
    lines = [
        "# Settings of resp-lint, written by `resp-lint init`.",
        "# `resp-lint config PAGE` shows what is in force for a page, `resp-lint explain RULE` why a rule exists.",
        "",
        "# What a page should be: a profile's name, or a TOML file of your own that extends one.",
        f"profile = {format_value(found.profile)}",
        "",
        '# The rules for everyone; "strict" holds all there are.',
        'set = "recommended"',
        "",
        "# The least bad level that makes a run fail: error, warning, info, never.",
        f"fail-on = {format_value(str(fail_on))}",
        "",
        *(_describe_held(found) if held else _describe_left_out(found)),
        "",
        *_SUGGESTIONS,
    ]
    return "\n".join(lines) + "\n"


_SUGGESTIONS = (
    "# More to set; all patterns are written as in .gitignore:",
    '# exclude = ["drafts/"]                      # pages that are not checked',
    '# responsibility-pages = ["who-does-what.md"]  # pages that are, whatever they are called',
    "# [levels]",
    '# missing-summary = "info"                   # how bad the findings of a rule are',
)


def _describe_look(found: Look) -> str:
    count = sum(it.count for it in found.left_out)
    pages = len({path for it in found.left_out for path in it.paths})
    return f"{_number(count, 'finding')} on {pages} of {_number(found.pages, 'page')}"


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _list(found: Look) -> Iterator[str]:
    for it in found.left_out:
        yield f"{it.count:>5} × {it.code} {it.name}, on {_number(len(it.paths), 'page')}"


HELD = "stand in .resp-lint-baseline.json"
SHOWN = "are shown and make no run fail"


def _describe_lesser(found: Look, *, told: str) -> list[str]:
    """What is said of findings that make no run fail."""
    if not found.shown_only:
        return []
    return [f"# {_number(found.shown_only, 'finding')} of a lesser level {told}."]


def _describe_held(found: Look) -> list[str]:
    if not found.left_out:
        return ["# Nothing is excluded: no page had a finding of this level.", *_describe_lesser(found, told=HELD)]
    return [
        f"# No rule is excluded.  {_describe_look(found)}, as they were on the first day, stand in",
        "# .resp-lint-baseline.json; what is new is reported.  `resp-lint baseline --prune` drops what was fixed.",
        *(f"# {line}" for line in _list(found)),
        *_describe_lesser(found, told=HELD),
    ]


def _describe_left_out(found: Look) -> list[str]:
    if not found.left_out:
        return ["# Nothing is excluded: no page had a finding of this level.", *_describe_lesser(found, told=SHOWN)]
    everywhere = [it for it in found.left_out if len(it.paths) >= MANY * found.pages]
    rest = [it for it in found.left_out if it not in everywhere]
    lines = [f"# Excluded for now: {_describe_look(found)}.  Take a line away, fix what is then reported, go on."]
    if everywhere:
        width = max(len(it.code) for it in everywhere)
        lines += ["ignore = ["]
        lines += [f'  "{it.code}",{" " * (width - len(it.code))} # {_explain_left_out(it)}' for it in everywhere]
        lines += ["]"]
    return [*lines, *_describe_lesser(found, told=SHOWN), *(_format_per_file(rest) if rest else [])]


def _explain_left_out(it: LeftOut) -> str:
    return f"{it.name}: {_number(it.count, 'finding')} on {_number(len(it.paths), 'page')}"


def _format_per_file(rest: Iterable[LeftOut]) -> Iterator[str]:
    """Rules that report on some pages only, by page: a table of its own, so it comes last of what is in force."""
    by_path: dict[str, list[LeftOut]] = {}
    for it in rest:
        for path in it.paths:
            by_path.setdefault(path, []).append(it)
    yield ""
    yield "[per-file-ignores]"
    for path, rules in sorted(by_path.items()):
        yield f"{format_value(make_pattern(path))} = {format_value(sorted(it.name for it in rules))}"


_SPECIAL = regex(r"([\\*?\[\]!#])")


def make_pattern(path: str) -> str:
    r"""A path from the root as a pattern that matches nothing else.

    >>> make_pattern("docs/[old] a.md")
    '/docs/\\[old\\] a.md'
    """
    escaped = _SPECIAL.sub(r"\\\1", path)
    blanks = len(escaped) - len(escaped.rstrip(" "))
    return "/" + escaped[: len(escaped) - blanks] + "\\ " * blanks
