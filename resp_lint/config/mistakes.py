"""Mistakes in configuration, told in one line: file, line, key, value, what is wrong, and the nearest right one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from resp_lint.config.toml import shortened, toml_key
from resp_lint.errors import ConfigError
from resp_lint.lazy import cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resp_lint.config.lines import Keys


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
        from resp_lint.config.lines import key_lines  # noqa: PLC0415 -- only a mistake, or somebody who looks, pays for it

        return key_lines(self.text)

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

    def mistake(self, keys: Keys, what: str, right: str = "") -> ConfigError:
        """The error that says what is wrong with the value of a key, and what may be right."""
        value = shortened(self.value(keys))
        name = toml_key(*self.above, *keys)
        shown = value if self.names else f"{name} = {value}" if name else ""
        said = ": ".join(filter(None, (self.place(keys), shown, what)))
        return ConfigError(f"{said}; {right}" if right else said)


MAX_NAMES = 30
"""Of how many names a mistake lists all."""


def nearest(wrong: str, known: Iterable[str]) -> str:
    """A hint at the nearest of the names that would be right, or at all of them where none is near."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only a mistake pays for it

    names = list(dict.fromkeys(known))
    close = process.extractOne(wrong, names, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=60)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"there are: {', '.join(names)}" if 0 < len(names) <= MAX_NAMES else ""


def shown_path(path: str) -> str:
    """A path as a reader in the current folder would type it."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path
    return path if relative.startswith(os.pardir + os.sep + os.pardir) else relative
