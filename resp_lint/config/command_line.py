"""What a command line says, as sources of settings like any file."""

# ruff: noqa: PTH100, PTH113 -- paths as strings, as everywhere near the tree

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from resp_lint.config.mistakes import Document, shown_path
from resp_lint.config.read import read_document, read_inline
from resp_lint.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def documents(
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
    return _file(files[0]) if files else None, tuple(above)


def is_file(value: str) -> bool:
    """Whether a value of `--config` names a file: it holds no `=`, or there is a file of that very name."""
    return "=" not in value or os.path.isfile(value)


def _file(value: str) -> Document:
    if not os.path.exists(value):  # noqa: PTH110 -- a string
        raise ConfigError(f"--config {value}: no such file; a setting is written as --config 'KEY=VALUE'")
    document = read_document(os.path.abspath(value))
    if document is None:
        raise ConfigError(f"{shown_path(value)}: has no table [tool.resp-lint]")
    return document
