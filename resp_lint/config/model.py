"""What configuration is made of: the keys that a file may hold, sources of settings, and layers of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta, Struct, field

from resp_lint.config.toml import find_key_lines, format_key, shorten_value
from resp_lint.errors import ConfigError
from resp_lint.lazy import cached_property
from resp_lint.rule import Level, RuleSet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lint.config.toml import Keys


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


class Document(Struct, frozen=True, dict=True):
    """A source of settings: a file, a `--config` or the other options of a command line.

    `text` is what its lines are counted in; `above` are the keys above our table in a file that we share.  `data` is
    our table.  Of options, paths start from `folder`, and `names` says what each key is called.
    """

    shown: str
    data: Mapping[str, Any]
    text: str = ""
    path: str = ""
    folder: str = ""
    above: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _lines(self) -> Mapping[Keys, int]:
        return find_key_lines(self.text)

    def line(self, keys: Keys) -> int:
        """The line of a key, or of the nearest one above it; 0 where there are no lines."""
        keys = (*self.above, *keys)
        while keys and keys not in self._lines:
            keys = keys[:-1]
        return self._lines.get(keys, 0)

    def place(self, keys: Keys) -> str:
        """The file and the line of a key, or the name of the option."""
        if self.names and keys:
            return self.names.get(str(keys[0]), self.shown)
        line = self.line(keys) if self.path else 0
        return f"{self.shown}:{line}" if line else self.shown

    def value(self, keys: Keys) -> object:
        """The value that stands there."""
        value: Any = self.data
        for key in keys:
            value = value[key]
        return value

    def make_error(self, keys: Keys, what: str, right: str = "") -> ConfigError:
        """The error that says what is wrong with the value of a key, and what may be right."""
        value = shorten_value(self.value(keys))
        name = format_key(*self.above, *keys)
        shown = value if self.names else f"{name} = {value}" if name else ""
        said = ": ".join(filter(None, (self.place(keys), shown, what)))
        return ConfigError(f"{said}; {right}" if right else said)


MAX_FILES = 10
"""How many files may extend one another."""


class Layer(Struct, frozen=True):
    """Settings from one source: as written, and as typed; `base` is the folder that its patterns start from."""

    document: Document
    form: Form
    base: str

    def has(self, key: str) -> bool:
        """Whether the layer says anything about a key."""
        return key in self.document.data
