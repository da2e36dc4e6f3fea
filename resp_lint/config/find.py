"""The nearest configuration file upwards from a folder, up to the repository's root."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.config import PYPROJECT
from resp_lint.config.errors import shorten_path
from resp_lint.errors import ConfigError
from resp_lint.io import REPOSITORY, is_below

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lint.config.model import Document

NAMES = (".resp-lint.toml", "resp-lint.toml")
MISNAMED = (
    *("resplint.toml", ".resplint.toml", "resp_lint.toml", ".resp_lint.toml", "resp-lint.tml"),
    *("resp-lint.yaml", ".resp-lint.yaml", "resp-lint.yml", ".resp-lint.yml"),
    *(".resp-lint.json", ".resp-lintrc", "resp-lint.cfg", "resp-lint.ini"),
)
"""What a configuration is called by mistake; a `resp-lint.json` may well be a report."""


class Nearest(Struct, frozen=True):
    """The configuration that counts in a folder, if there is one, and the root that its paths may not leave."""

    document: Document | None
    root: str


class Finder:
    """Looks upwards from folders, and at each folder once."""

    def __init__(self) -> None:
        self._seen: dict[str, Nearest] = {}

    def nearest(self, folder: str) -> Nearest:
        """What counts in an absolute folder.

        Raises `ConfigError`, also for two files in one folder: one of them would be ignored.
        """
        passed: list[str] = []
        while folder not in self._seen:
            passed.append(folder)
            document = _read_document_in(folder)
            above = os.path.dirname(folder)
            is_root = is_repository(folder)
            if document or is_root or above == folder:
                self._seen[folder] = Nearest(document, folder if is_root else _find_root_above(folder))
            else:
                folder = above
        for below in passed:
            self._seen[below] = self._seen[folder]
        return self._seen[folder]


def _find_root_above(folder: str) -> str:
    """The root of the repository that a folder lies in; outside of any, the folder itself."""
    above = folder
    while os.path.dirname(above) != above:
        if is_repository(above):
            return above
        above = os.path.dirname(above)
    return folder


def find_root(path: str) -> str:
    """The root that the paths in a configuration file may not leave."""
    return _find_root_above(os.path.dirname(os.path.abspath(path)))


def is_repository(folder: str) -> bool:
    """Whether a folder is the root of a repository."""
    return os.path.lexists(os.path.join(folder, REPOSITORY))


def find_misnamed(folders: Iterable[str]) -> list[str]:
    """The files in some folders that were meant to be a configuration, by their names."""
    paths = (os.path.join(folder, name) for folder in dict.fromkeys(folders) for name in MISNAMED)
    return [path for path in paths if os.path.lexists(path)]


def _read_document_in(folder: str) -> Document | None:
    found = [name for name in (PYPROJECT, *NAMES) if os.path.lexists(os.path.join(folder, name))]
    if not found:
        return None
    from resp_lint.config.load import read_document  # most folders hold none of them

    for name in found:
        _refuse_detour(os.path.join(folder, name))
    shared = read_document(os.path.join(folder, PYPROJECT)) if found[0] == PYPROJECT else None
    own = [name for name in found if name != PYPROJECT]
    if len(own) + bool(shared) > 1:
        raise _make_two_error(folder, *found[-2:])
    return shared or (read_document(os.path.join(folder, own[0])) if own else None)


def _refuse_detour(path: str) -> None:
    """Refuse a link to a file elsewhere: a mistake in that would be reported with what it holds."""
    if not os.path.islink(path) or is_below(os.path.realpath(path), os.path.realpath(find_root(path))):
        return
    raise ConfigError(f"{shorten_path(path)}: a link leads out of the tree; name the file it leads to: --config FILE")


def _make_two_error(folder: str, one: str, other: str) -> ConfigError:
    shown = shorten_path(os.path.join(folder, other))
    return ConfigError(f"{shown}: a second configuration beside {one}; keep one of them")
