"""Which pages a pattern of a configuration matches; patterns are written as in .gitignore, from the file's folder."""

from __future__ import annotations

import os
import re
import warnings
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.lazy import cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathspec import GitIgnoreSpec

    from resp_lint.config.model import Layer

# pathspec makes regular expressions of patterns; one with more wildcards could be made to take hours on a long name.
MAX_WILDCARDS = 3
_WILDCARD = re.compile(r"\*+")
_SPECIAL = re.compile(r"[\\\[\]*?!# ]")
# To git a class that is not closed matches nothing; pathspec says nothing of it.
_OPEN_CLASS = re.compile(r"(?<!\\)\[(?![!^]?.[^\]]*\])")


def is_costly(pattern: str) -> bool:
    """Whether a pattern has more wildcards in one part of its path, or more `**`, than a name can be held against."""
    parts = pattern.split("/")
    return (
        any(len(_WILDCARD.findall(part)) > MAX_WILDCARDS for part in parts)
        or sum(part == "**" for part in parts) > MAX_WILDCARDS
    )


def explain_problem(pattern: str) -> str:
    """What is wrong with a pattern, if anything."""
    if not pattern.strip() or pattern.startswith("#"):
        return "matches nothing"
    if os.pardir in pattern.split("/"):
        return "leads out of the folder of this file"
    if "\0" in pattern or _OPEN_CLASS.search(pattern):
        return "matches nothing"
    if is_costly(pattern):
        return "too many wildcards"
    try:
        _compile((pattern,))
    except (ValueError, re.error):
        return "not a pattern as in .gitignore"
    return ""


def move_pattern(pattern: str, base: str, home: str) -> str:
    """A pattern that starts from a folder, as it is written where patterns start from one above it.

    >>> move_pattern("*.md", "/r/docs", "/r"), move_pattern("!/old", "/r/docs", "/r")
    ('docs/**/*.md', '!docs/old')
    >>> move_pattern("old/*.md", "/r", "/r")
    'old/*.md'
    """
    if base == home:
        return pattern
    folder = _SPECIAL.sub(r"\\\g<0>", os.path.relpath(base, home).replace(os.sep, "/"))
    mark, rest = ("!", pattern[1:]) if pattern.startswith("!") else ("", pattern)
    is_anchored = "/" in rest.rstrip().rstrip("/")
    return f"{mark}{folder}/{rest.removeprefix('/') if is_anchored else f'**/{rest}'}"


class PathPatterns(Struct, frozen=True, dict=True):
    """Patterns, and the folder that they start from; pages' paths start from `start`, or the current folder."""

    base: str
    patterns: tuple[str, ...]
    start: str = ""

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        return _compile(self.patterns)

    def match(self, path: str) -> bool:
        """Whether a path lies in the folder and one of the patterns matches it."""
        path, base = os.path.abspath(os.path.join(self.start, path)), os.path.join(self.base, "")
        return bool(self.patterns) and path.startswith(base) and self._spec.match_file(path[len(base) :])


def _compile(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # waits until a configuration has patterns

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a class like [[:alpha:]] makes `re` warn
        return GitIgnoreSpec.from_lines(patterns)


def collect_patterns(layers: Iterable[Layer], key: str) -> tuple[PathPatterns, ...]:
    """The patterns of all layers, each from its own folder."""
    return tuple(PathPatterns(layer.base, tuple(layer.document.data[key])) for layer in layers if layer.has(key))
