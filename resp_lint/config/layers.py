"""From one file to the layers that it stands on: its own settings, those it extends, each checked on its own."""

# ruff: noqa: PTH100, PTH112, PTH113, PTH118, PTH119, PTH120, PTH208 -- paths as strings, as everywhere near the tree

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from resp_lint.config.blame import blame
from resp_lint.config.form import Form
from resp_lint.config.habits import habit
from resp_lint.config.mistakes import nearest
from resp_lint.config.read import read_document

if TYPE_CHECKING:
    from resp_lint.config.lines import Keys
    from resp_lint.config.mistakes import Document

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


def layer_of(document: Document, base: str) -> Layer:
    """Settings as types.

    Raises `ConfigError` for an unknown key, a wrong type or a value that is none of those allowed.
    """
    try:
        return Layer(document, msgspec.convert(document.data, Form), base)
    except msgspec.ValidationError:
        keys, what, right = blame(document.data, Form)
        raise document.mistake(keys, what, habit(keys, document.value(keys)) or right) from None


def layers_of(document: Document, root: str, base: str = "") -> tuple[Layer, ...]:
    """The layers of a file, the farthest first.

    Raises `ConfigError`.
    """
    layers: list[Layer] = []
    seen: dict[str, str] = {}
    while True:
        layers.append(layer_of(document, base or os.path.dirname(os.path.abspath(document.path))))
        seen[os.path.realpath(document.path)] = document.shown
        if not layers[-1].has("extends"):
            return tuple(reversed(layers))
        if len(layers) > MAX_FILES:
            raise document.mistake(("extends",), f"more than {MAX_FILES} files extend one another")
        document = _extended(layers[-1], root, seen)


def _extended(layer: Layer, root: str, seen: dict[str, str]) -> Document:
    document, keys = layer.document, ("extends",)
    path = inside(document, keys, layer.form.extends, root)
    real = os.path.realpath(path)
    if real in seen:
        raise document.mistake(keys, f"goes round in a circle: {' → '.join([*seen.values(), seen[real]])}")
    found = read_document(path)
    if found is None:
        raise document.mistake(keys, "has no table [tool.resp-lint]")
    return found


def inside(document: Document, keys: Keys, value: str, root: str) -> str:
    """The absolute path of a file that a setting names, relative to the file that holds the setting.

    Raises `ConfigError` where it leads out of the tree, links followed, or where there is no such file.
    """
    path = os.path.normpath(os.path.join(folder_of(document), value))
    if not stays(path, root):
        raise document.mistake(keys, "leads out of the tree")
    if value and os.path.isdir(path):
        raise document.mistake(keys, "a folder, not a file")
    if not os.path.isfile(path):
        raise document.mistake(keys, "no such file", _near_file(path, document.path))
    return path


def folder_of(document: Document) -> str:
    """The folder that the paths in a source of settings start from; on the command line, the current one."""
    return os.path.dirname(os.path.abspath(document.path)) if document.path else os.path.abspath(document.folder)


def stays(path: str, root: str) -> bool:
    """Whether a path lies below the root, links followed."""
    try:
        real, top = os.path.realpath(path), os.path.realpath(root)
    except ValueError:  # a null character
        return False
    return os.path.commonpath([real, top]) == top


def _near_file(path: str, own: str) -> str:
    folder, name = os.path.split(path)
    try:
        names = [entry for entry in os.listdir(folder) if entry.endswith(".toml") and entry != os.path.basename(own)]
    except OSError:
        return ""
    return nearest(name, sorted(names))
