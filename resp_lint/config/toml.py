"""TOML beyond the standard library: values and documents as text, and the lines on which keys stand."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
MAX_SHOWN = 60


def format_key(*parts: str | int) -> str:
    """A dotted key; an index stands in brackets.

    >>> format_key("per-file-ignores", "docs/*.md", 0)
    'per-file-ignores."docs/*.md"[0]'
    """
    shown = ""
    for part in parts:
        if isinstance(part, int):
            shown += f"[{part}]"
        else:
            key = part if _BARE_KEY.fullmatch(part) else format_value(part)
            shown += f".{key}" if shown else key
    return shown


def format_value(value: object) -> str:
    """A value as TOML writes it, on one line.

    >>> format_value(["a", 1, True, {"b": "c"}])
    '["a", 1, true, {b = "c"}]'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(map(_escape_character, value)) + '"'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{format_key(str(key))} = {format_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "[" + ", ".join(map(format_value, value)) + "]"
    return str(value)


def _escape_character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 -- what four digits can say


def shorten_value(value: object) -> str:
    """A value as TOML writes it, cut where it is long."""
    shown = format_value(value)
    return shown if len(shown) <= MAX_SHOWN else shown[: MAX_SHOWN - 1] + "…"


def format_document(data: Mapping[str, object]) -> str:
    """A whole document: single values first, then tables, then lists of tables."""
    return "\n\n".join(block for block in _format_blocks(data, ()) if block) + "\n"


def _format_blocks(table: Mapping[str, object], keys: tuple[str, ...]) -> list[str]:
    own = [f"{format_key(key)} = {format_value(value)}" for key, value in table.items() if not _is_nested(value)]
    header = [f"[{format_key(*keys)}]"] if keys and own else []
    blocks = ["\n".join(header + own)]
    for key, value in table.items():
        if isinstance(value, Mapping) and _is_nested(value):
            blocks += _format_blocks(value, (*keys, key))
        elif _is_nested(value) and isinstance(value, (list, tuple)):
            blocks += ["\n".join([f"[[{format_key(*keys, key)}]]", *_format_lines(item)]) for item in value]
    return blocks


def _format_lines(item: Mapping[str, object]) -> list[str]:
    return [f"{format_key(key)} = {format_value(value)}" for key, value in item.items()]


def _is_nested(value: object) -> bool:
    """Whether a value is written as a table, or a list of tables, of its own."""
    if isinstance(value, Mapping):
        return bool(value)
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(item, Mapping) for item in value)


Keys = tuple[str | int, ...]
"""The way to a value: keys of tables, and indices of lists."""

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACES = re.compile(r"[ \t]*")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_TEXTS = (
    re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""(?:""(?!")|"(?!"))?', re.DOTALL),
    re.compile(r"'''(?:[^']|'(?!''))*'''(?:''(?!')|'(?!'))?"),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


def find_key_lines(text: str) -> dict[Keys, int]:
    r"""The 1-based line of each key and each list item of a text that is known to be TOML.

    >>> find_key_lines("a = 1\n[b.c]\nd = [\n  1,\n  2]\n")
    {('a',): 1, ('b',): 2, ('b', 'c'): 2, ('b', 'c', 'd'): 3, ('b', 'c', 'd', 0): 4, ('b', 'c', 'd', 1): 5}
    """
    reader = _Reader(text.replace("\r\n", "\n"))
    reader.read_document()
    return reader.found


class _Reader:
    """One pass over the text; what is no TOML ends it early, never in an error."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.found: dict[Keys, int] = {}
        self.items: dict[Keys, int] = {}  # how many tables each list of tables holds so far

    def read_document(self) -> None:
        table: Keys = ()
        self.skip(_BLANK)
        while self.position < len(self.text):
            before = self.position
            if self.take("[["):
                table = self.read_header(in_list=True)
            elif self.take("["):
                table = self.read_header(in_list=False)
            else:
                self.pair(table)
            self.skip(_BLANK)
            if self.position == before:
                return

    def take(self, mark: str) -> bool:
        if not self.text.startswith(mark, self.position):
            return False
        self.position += len(mark)
        return True

    def skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self.text, self.position)
        self.position = match.end() if match else self.position
        return match is not None

    def note(self, keys: Keys, start: int) -> None:
        self.found.setdefault(keys, bisect_right(self.starts, start))

    def read_key(self) -> list[str]:
        """The parts of a key, before which spaces may stand."""
        parts: list[str] = []
        self.skip(_SPACES)
        while match := _PART.match(self.text, self.position):
            parts.append(_unquote(match[0]))
            self.position = match.end()
            self.skip(_SPACES)
            if not self.take("."):
                break
            self.skip(_SPACES)
        return parts

    def read_header(self, *, in_list: bool) -> Keys:
        """The way to the table that a header opens, through the last item of each list of tables."""
        start = self.position
        parts = self.read_key()
        keys: Keys = ()
        for part in parts[:-1]:
            keys = self.enter_table((*keys, part), start)
        keys = (*keys, *parts[-1:])
        self.note(keys, start)
        if in_list:
            self.items[keys] = self.items.get(keys, -1) + 1
            keys = self.enter_table(keys, start)
        self.take("]]" if in_list else "]")
        return keys

    def enter_table(self, keys: Keys, start: int) -> Keys:
        self.note(keys, start)
        if keys in self.items:
            keys = (*keys, self.items[keys])
            self.note(keys, start)
        return keys

    def pair(self, table: Keys) -> None:
        start = self.position
        keys = table
        for part in self.read_key():
            keys = (*keys, part)
            self.note(keys, start)
        self.take("=")
        self.skip(_SPACES)
        self.value(keys)

    def value(self, keys: Keys) -> None:
        if any(self.skip(pattern) for pattern in _TEXTS):
            return
        if self.take("["):
            self.list(keys)
        elif self.take("{"):
            self.read_inline_table(keys)
        else:
            self.skip(_SCALAR)

    def list(self, keys: Keys) -> None:
        index = 0
        self.skip(_BLANK)
        while self.position < len(self.text) and not self.take("]"):
            before = self.position
            self.note((*keys, index), before)
            self.value((*keys, index))
            self.skip(_BLANK)
            self.take(",")
            self.skip(_BLANK)
            index += 1
            if self.position == before:
                return

    def read_inline_table(self, keys: Keys) -> None:
        self.skip(_BLANK)
        while self.position < len(self.text) and not self.take("}"):
            before = self.position
            self.pair(keys)
            self.skip(_BLANK)
            self.take(",")
            self.skip(_BLANK)
            if self.position == before:
                return


def _unquote(part: str) -> str:
    """A key without its quotes."""
    if part[0] not in "\"'":
        return part
    value: str = tomllib.loads(f"x = {part}")["x"]
    return value
