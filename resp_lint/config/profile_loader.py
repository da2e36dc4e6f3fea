"""Profiles by their files: our own hold what they should, any other is checked as it is read."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from resp_lint.errors import ConfigError, ProfileError
from resp_lint.profile import BUILT_IN, Profile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def load_profile(path: Path, known: Mapping[str, Path] | None = None, root: str = "") -> Profile:
    """Read a profile from a TOML file.

    `known` are the profiles that it can extend by name; a file below `root` extends only files that lie there too.
    Raises `ProfileError` where a file cannot be read, is not TOML, or holds what a profile does not.
    """
    if path.parent == BUILT_IN:
        return _read_built_in(path)
    from resp_lint.config.profiles import read_profile

    try:
        return read_profile(path, known or {}, root)
    except ConfigError as error:
        raise ProfileError(str(error)) from None


@cache
def _read_built_in(path: Path) -> Profile:
    """A profile that is installed: like a module, it does not change while a process runs."""
    return msgspec.convert(_read_built_in_data(path), Profile)


def _read_built_in_data(path: Path) -> dict[str, Any]:
    data = tomllib.loads(path.read_bytes().decode())
    if "extends" not in data:
        return data
    from resp_lint.config.profiles import merge_tables

    return merge_tables(_read_built_in_data(BUILT_IN / data.pop("extends")), data)
