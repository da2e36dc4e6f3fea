"""Values as TOML: for messages, for `resp-lint config`, and for the files that we write."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
MAX_SHOWN = 60


def toml_key(*parts: str | int) -> str:
    """A dotted key; an index stands in brackets.

    >>> toml_key("per-file-ignores", "docs/*.md", 0)
    'per-file-ignores."docs/*.md"[0]'
    """
    shown = ""
    for part in parts:
        if isinstance(part, int):
            shown += f"[{part}]"
        else:
            key = part if _BARE_KEY.fullmatch(part) else toml_value(part)
            shown += f".{key}" if shown else key
    return shown


def toml_value(value: object) -> str:
    """A value as TOML writes it, on one line.

    >>> toml_value(["a", 1, True, {"b": "c"}])
    '["a", 1, true, {b = "c"}]'
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(map(_character, value)) + '"'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{toml_key(str(key))} = {toml_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    return str(value)


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 -- what four digits can say


def shortened(value: object) -> str:
    """A value as TOML writes it, cut where it is long."""
    shown = toml_value(value)
    return shown if len(shown) <= MAX_SHOWN else shown[: MAX_SHOWN - 1] + "…"


def toml_document(data: Mapping[str, object]) -> str:
    """A whole document: single values first, then tables, then lists of tables."""
    return "\n\n".join(block for block in _blocks(data, ()) if block) + "\n"


def _blocks(table: Mapping[str, object], keys: tuple[str, ...]) -> list[str]:
    own = [f"{toml_key(key)} = {toml_value(value)}" for key, value in table.items() if not _is_nested(value)]
    header = [f"[{toml_key(*keys)}]"] if keys and own else []
    blocks = ["\n".join(header + own)]
    for key, value in table.items():
        if isinstance(value, Mapping) and _is_nested(value):
            blocks += _blocks(value, (*keys, key))
        elif _is_nested(value) and isinstance(value, (list, tuple)):
            blocks += ["\n".join([f"[[{toml_key(*keys, key)}]]", *_lines(item)]) for item in value]
    return blocks


def _lines(item: Mapping[str, object]) -> list[str]:
    return [f"{toml_key(key)} = {toml_value(value)}" for key, value in item.items()]


def _is_nested(value: object) -> bool:
    """Whether a value is written as a table, or a list of tables, of its own."""
    if isinstance(value, Mapping):
        return bool(value)
    return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(item, Mapping) for item in value)
