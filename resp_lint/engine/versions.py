"""The code that is at work, in so many words: where any of it changes, what it found before is no longer true.

Distributions are told by name and version.  The packages that rules come from, and whatever else is loaded from
outside of installed distributions, are told by all their files, with sizes and times, as developers change those.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from typing import TYPE_CHECKING

from resp_lint.engine.runner import describe_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.rule import Rule

    Stamp = tuple[bytes, int, int]

MOST_FILES = 5000
JUST_NOW = 10_000_000_000
"""How many nanoseconds after a change a file may still be another than the one that was loaded."""
OURS = "resp_lint"
_METADATA = (".dist-info", ".egg-info")


class UnknownCodeError(Exception):
    """It cannot be told whether code has changed; the message says why."""


def collect_versions(rules: Iterable[Rule]) -> tuple[object, ...]:
    """Everything that findings come from beside pages and settings.

    Raises `UnknownCodeError`.
    """
    known = tuple(rules)
    installed = {folder: _list_installed(folder) for folder in dict.fromkeys(sys.path)}
    names = {OURS, *(rule.check.__module__.partition(".")[0] for rule in known)}
    names |= {name for name in _list_loaded() if not installed.get(_find_home(name))}
    files = [(name, list(_find_files(name))) for name in sorted(names)]
    python = (sys.version, str(sys.implementation.cache_tag), sys.flags.optimize)
    distributions = sorted(name for some in installed.values() for name in some)
    return python, distributions, files, [describe_rule(rule) for rule in known]


def _list_installed(folder: str) -> list[bytes]:
    """The distributions in a folder, by name and version: it is what the folders with their metadata are called."""
    try:
        return [os.fsencode(name) for name in os.listdir(folder or os.curdir) if name.endswith(_METADATA)]
    except OSError:
        return []


def _list_loaded() -> list[str]:
    """The packages that are loaded, and modules that stand alone, but for those of Python itself."""
    return [name for name in list(sys.modules) if "." not in name and name not in _PYTHONS and _find_places(name)]


_PYTHONS = sys.stdlib_module_names | {"__main__", "sitecustomize", "usercustomize"}


def _find_places(name: str) -> list[str]:
    """The folders of a package, or the file of a module that stands alone."""
    module = sys.modules.get(name)
    folders = [*getattr(module, "__path__", ())]
    file = getattr(module, "__file__", None)
    return folders or ([file] if file else [])


def _find_home(name: str) -> str:
    return os.path.dirname(_find_places(name)[0])


def _find_files(name: str) -> Iterator[Stamp]:
    """Every file of a package, but for those that Python makes of others.

    Raises `UnknownCodeError`.
    """
    now = time.time_ns()
    for number, (path, found) in enumerate(_walk_places(_find_places(name))):
        if number > MOST_FILES:
            raise UnknownCodeError(f"{name} has more than {MOST_FILES} files")
        if abs(now - found.st_mtime_ns) < JUST_NOW:
            raise UnknownCodeError(f"{path} has just changed, and may be another than the one in use")
        yield os.fsencode(path), found.st_size, found.st_mtime_ns


def _walk_places(places: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
    """The files in folders, and those that are named.

    Raises `UnknownCodeError`.
    """
    waiting = [*places]
    try:
        while waiting:
            place = waiting.pop()
            found = os.stat(place)
            if not stat.S_ISDIR(found.st_mode):
                yield place, found
            elif os.path.basename(place) != "__pycache__":
                waiting += sorted(os.path.join(place, name) for name in os.listdir(place))
    except OSError as error:
        raise UnknownCodeError(f"{error.filename}: cannot be seen: {error.strerror}") from None
