"""Profiles by their files: our own are Python modules already, and any other is read from TOML."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from resp_lint.errors import ConfigError, ProfileError
from resp_lint.profile import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from resp_lint.profile import Profile


def load_profile(path: Path, known: Mapping[str, Path] | None = None, root: str = "") -> Profile:
    """Read a profile from a TOML file.

    `known` are the profiles that it can extend by name; a file below `root` extends only files that lie there too.
    Raises `ProfileError` where a file cannot be read, is not TOML, or holds what a profile does not.
    """
    if path.parent == BUILT_IN:
        module = import_module(f"resp_lint.profiles.{module_of(path).stem}")
        return cast("Profile", module.PROFILE)
    from resp_lint.config.profiles import read_profile

    try:
        return read_profile(path, known or {}, root)
    except ConfigError as error:
        raise ProfileError(str(error)) from None


def module_of(path: Path) -> Path:
    """The Python module that holds what a built-in profile says."""
    return path.with_name(path.stem.replace("-", "_") + ".py")
