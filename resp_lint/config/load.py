"""From bytes to layers: TOML files, read within bounds, with all that they extend; and what a command line sets."""

from __future__ import annotations

import os
import re
import tomllib
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from resp_lint.config import PYPROJECT
from resp_lint.config.errors import find_type_error, shorten_path, suggest_nearest
from resp_lint.config.migration_hints import hint_migration
from resp_lint.config.model import MAX_FILES, Document, Form, Layer
from resp_lint.errors import ConfigError
from resp_lint.io import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resp_lint.config.toml import Keys


MAX_BYTES = 1 << 16
MAX_SHARED_BYTES = 1_000_000
MAX_KEY_PARTS = 32
"""Of how many parts a dotted key may be made; reading one costs the square of it."""
TABLE = ("tool", "resp-lint")
# A file that does not hold even this much of our name has no table for us, whatever else is wrong with it.
_OUR_NAME = re.compile(rb"resp.?lint")
# On a command line: what is a text without quotes, and what starts a value that is no text.
_WORD = re.compile(r"[^\s\"'#,=\[\]{}]+")
_OPENING = {"[", "{", '"', "'", ""}
# Texts and comments, in which a dot is no part of a key; one that is not closed ends where it must.
_TEXT = re.compile(
    r"""\"{3}(?:[^"\\]|\\.|"(?!""))*+"*+|'{3}(?:[^']|'(?!''))*+'*+|"(?:[^"\\\n]|\\[^\n])*+"?|'[^'\n]*+'?|#[^\n]*+""",
    re.DOTALL,
)
_LONG_KEY = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{MAX_KEY_PARTS}}}", re.ASCII)
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_bytes(path: str, shown: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file.

    Raises `ConfigError`.
    """
    try:
        data = read_file(path, limit)
    except OSError as error:
        raise ConfigError(f"{shown}: cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise ConfigError(f"{shown}: cannot be read: {error}") from None
    if len(data) > limit:
        raise make_size_error(shown, limit)
    return data


def make_size_error(shown: str, limit: int) -> ConfigError:
    """The error that says that a file is larger than we read."""
    size = f"{limit // 1_000_000} MB" if limit >= MAX_SHARED_BYTES else f"{limit // 1024} KB"
    return ConfigError(f"{shown}: larger than {size}")


def parse_toml(data: bytes, shown: str) -> tuple[str, dict[str, Any]]:
    """The text and the tables of TOML.

    Raises `ConfigError` with the line on which the text stops being TOML, or UTF-8.
    """
    try:
        text = data.decode()
        if text.startswith("\ufeff"):
            raise ConfigError(f"{shown}:1: not TOML: a byte order mark stands before the first line")
        if _LONG_KEY.search(_TEXT.sub("a", text)):
            raise ConfigError(f"{shown}: a key has more than {MAX_KEY_PARTS} parts")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{shown}:{line}: not UTF-8: byte 0x{data[error.start]:02x}") from None
    except RecursionError:
        raise ConfigError(f"{shown}: not TOML that can be read: nested too deeply") from None
    except ValueError as error:
        raise ConfigError(_explain_toml_error(str(error), shown, data.count(b"\n") + 1)) from None


def _explain_toml_error(problem: str, shown: str, last_line: int) -> str:
    at = _AT.search(problem)
    if at is None:
        return f"{shown}: not TOML: {problem}"
    line, column = at[1] or last_line, f" (column {at[2]})" if at[2] else " (at its end)"
    return f"{shown}:{line}: not TOML: {_AT.sub('', problem)}{column}"


def read_document(path: str) -> Document | None:
    """The settings in a file; None for a `pyproject.toml` that has no table of ours.

    Raises `ConfigError`.
    """
    shown = shorten_path(path)
    shared = os.path.basename(path) == PYPROJECT
    data = read_bytes(path, shown, MAX_SHARED_BYTES if shared else MAX_BYTES)
    if shared and not _OUR_NAME.search(data):
        return None
    if len(data) > MAX_BYTES:
        raise make_size_error(shown, MAX_BYTES)
    text, tables = parse_toml(data, shown)
    whole = Document(shown, tables, text, path)
    if not shared:
        _check_own(whole)
        return whole
    ours = _get_our_table(whole, tables)
    return None if ours is None else Document(shown, ours, text, path, above=TABLE)


def _check_own(document: Document) -> None:
    tool = document.data.get(TABLE[0])
    if isinstance(tool, dict) and TABLE[1] in tool:
        raise document.make_error(TABLE, "stands in pyproject.toml only", "here its keys stand at the top")


def _get_our_table(whole: Document, tables: Mapping[str, Any]) -> Mapping[str, Any] | None:
    for key in tables:
        if _is_our_name(key):
            raise whole.make_error((key,), "not where our settings stand", "write [tool.resp-lint]")
    tool = tables.get(TABLE[0])
    if not isinstance(tool, dict):
        return None
    for key in tool:
        if key != TABLE[1] and _is_our_name(key):
            raise whole.make_error((TABLE[0], key), "not where our settings stand", suggest_nearest(key, [TABLE[1]]))
    ours = tool.get(TABLE[1])
    if ours is not None and not isinstance(ours, dict):
        raise whole.make_error(TABLE, "must be a table", "write [tool.resp-lint]")
    return ours


def _is_our_name(key: str) -> bool:
    return key.lower().replace("_", "-") in {TABLE[1], "resplint"}


def read_inline(text: str) -> Document:
    """The settings in a `--config KEY=VALUE`; the quotes of a word may be missing, as a shell takes them away.

    Raises `ConfigError`, which says so where only the quotes of a longer text are missing.
    """
    shown = "--config"
    key, _, value = text.partition("=")
    quoted = f"{key.strip()}='{value.strip()}'"
    try:
        return Document(shown, parse_toml(os.fsencode(text), shown)[1], text)
    except ConfigError as error:
        data = _try_toml(quoted)
        if data and _WORD.fullmatch(value.strip()):
            return Document(shown, data, quoted)
        problem = str(error).partition(": ")[2]
        hint = f'; a text needs quotes: --config "{quoted}"' if data and value.strip()[:1] not in _OPENING else ""
        raise ConfigError(f"{shown}: {text}: {problem}{hint}") from None


def _try_toml(text: str) -> dict[str, Any]:
    """The tables of TOML; empty where it is none."""
    try:
        return parse_toml(text.encode(), "")[1]
    except (ConfigError, UnicodeEncodeError):
        return {}


def read_documents(
    config: Sequence[str], options: Mapping[str, Any], names: Mapping[str, str], folder: str
) -> tuple[Document | None, tuple[Document, ...]]:
    """The file among the values of `--config`, and the settings above every file, the farthest first.

    Their paths start from `folder`.

    Raises `ConfigError`.
    """
    files = [value for value in config if is_file(value)]
    if len(files) > 1:
        raise ConfigError(f"--config {files[1]}: a second file beside {files[0]}; one of them can extend the other")
    inline = [replace(read_inline(value), folder=folder) for value in config if not is_file(value)]
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in options.items()}
    above = [*inline, Document("the command line", plain, folder=folder, names=names)] if plain else inline
    return _read_named_file(files[0]) if files else None, tuple(above)


def is_file(value: str) -> bool:
    """Whether a value of `--config` names a file: it holds no `=`, or there is a file of that very name."""
    return "=" not in value or os.path.isfile(value)


def _read_named_file(value: str) -> Document:
    if not os.path.exists(value):
        raise ConfigError(f"--config {value}: no such file; a setting is written as --config 'KEY=VALUE'")
    document = read_document(os.path.abspath(value))
    if document is None:
        raise ConfigError(f"{shorten_path(value)}: has no table [tool.resp-lint]")
    return document


def make_layer(document: Document, base: str) -> Layer:
    """Settings as types.

    Raises `ConfigError` for an unknown key, a wrong type or a value that is none of those allowed.
    """
    try:
        return Layer(document, msgspec.convert(document.data, Form), base)
    except msgspec.ValidationError:
        keys, what, right = find_type_error(document.data, Form)
        raise document.make_error(keys, what, hint_migration(keys, document.value(keys)) or right) from None


def load_layers(document: Document, root: str, base: str = "") -> tuple[Layer, ...]:
    """The layers of a file, the farthest first.

    Raises `ConfigError`.
    """
    layers: list[Layer] = []
    seen: dict[str, str] = {}
    while True:
        layers.append(make_layer(document, base or os.path.dirname(os.path.abspath(document.path))))
        seen[os.path.realpath(document.path)] = document.shown
        if not layers[-1].has("extends"):
            return tuple(reversed(layers))
        if len(layers) > MAX_FILES:
            raise document.make_error(("extends",), f"more than {MAX_FILES} files extend one another")
        document = _read_extended(layers[-1], root, seen)


def _read_extended(layer: Layer, root: str, seen: dict[str, str]) -> Document:
    document, keys = layer.document, ("extends",)
    path = resolve_inside(document, keys, layer.form.extends, root)
    real = os.path.realpath(path)
    if real in seen:
        raise document.make_error(keys, f"goes round in a circle: {' → '.join([*seen.values(), seen[real]])}")
    found = read_document(path)
    if found is None:
        raise document.make_error(keys, "has no table [tool.resp-lint]")
    return found


def resolve_inside(document: Document, keys: Keys, value: str, root: str) -> str:
    """The absolute path of a file that a setting names, relative to the file that holds the setting.

    Raises `ConfigError` where it leads out of the tree, links followed, or where there is no such file.
    """
    path = os.path.normpath(os.path.join(get_folder(document), value))
    if not is_inside(path, root):
        raise document.make_error(keys, "leads out of the tree")
    if value and os.path.isdir(path):
        raise document.make_error(keys, "a folder, not a file")
    if not os.path.isfile(path):
        raise document.make_error(keys, "no such file", _suggest_file(path, document.path))
    return path


def get_folder(document: Document) -> str:
    """The folder that the paths in a source of settings start from; on the command line, the current one."""
    return os.path.dirname(os.path.abspath(document.path)) if document.path else os.path.abspath(document.folder)


def is_inside(path: str, root: str) -> bool:
    """Whether a path lies below the root, links followed."""
    try:
        real, top = os.path.realpath(path), os.path.realpath(root)
    except ValueError:  # a null character
        return False
    return os.path.commonpath([real, top]) == top


def _suggest_file(path: str, own: str) -> str:
    folder, name = os.path.split(path)
    try:
        ending = os.path.splitext(name)[1]
        found = [entry.name for entry in os.scandir(folder) if entry.is_file()]
    except OSError:
        return ""
    names = [it for it in found if os.path.splitext(it)[1] == ending and it != os.path.basename(own)]
    return suggest_nearest(name, sorted(names))
