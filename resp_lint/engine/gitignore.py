"""What .gitignore files say of the files below them, by the pathspec library."""

# ruff: noqa: PTH118, PTH120 -- as in files.py

from __future__ import annotations

import errno
import os
import re
import stat
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.io import REPOSITORY, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathspec import GitIgnoreSpec

NAME = ".gitignore"
_MARKS = frozenset({NAME, REPOSITORY})
MAX_BYTES = 1_000_000


class Ignore(Struct, frozen=True):
    """One .gitignore file: the folder that it stands in, with a separator at its end, and its patterns."""

    base: str
    spec: GitIgnoreSpec


class Ignores(Struct, frozen=True):
    """The .gitignore files that count in a folder, the outermost first, and what was wrong with them."""

    files: tuple[Ignore, ...] = ()
    problems: tuple[str, ...] = ()

    def ignored(self, path: str) -> bool:
        """Whether the innermost file that speaks of an absolute path (a folder's ends in a separator) leaves it out."""
        for ignore in reversed(self.files):
            verdict = ignore.spec.check_file(path[len(ignore.base) :]).include
            if verdict is not None:
                return verdict
        return False

    def inside(self, folder: str, marks: frozenset[str]) -> Ignores:
        """What counts in an absolute folder that holds `marks`: all this, and its own .gitignore.

        A repository starts anew.
        """
        outer = () if REPOSITORY in marks else self.files
        if NAME not in marks:
            return Ignores(outer)
        path = os.path.join(folder, NAME)
        try:
            lines = _lines(path)
        except OSError as error:
            return Ignores(outer, (f"{path}: cannot be read: {error.strerror}",))
        from resp_lint.config.patterns import costly  # noqa: PLC0415 -- waits until there is a .gitignore

        fine = [line for line in lines if not costly(line)]
        problems = tuple(f"{path}: too many wildcards in the pattern “{line}”" for line in lines if costly(line))
        return Ignores((*outer, Ignore(os.path.join(folder, ""), _compiled(fine))), problems)


def ignores_above(folder: str) -> tuple[Ignores, bool]:
    """What the repository says about an absolute folder before its own .gitignore, and whether it leaves it out."""
    ignores = Ignores()
    for parent in _parents(folder):
        ignores = ignores.inside(parent, _present_in(parent))
        below = folder[len(parent) :].lstrip(os.sep).partition(os.sep)[0]
        if ignores.ignored(os.path.join(parent, below, "")):
            return Ignores(), True
    return ignores, False


def is_ignored(path: str) -> bool:
    """Whether the repository of an absolute path to a file leaves the file out."""
    folder = os.path.dirname(path)
    ignores, out = ignores_above(folder)
    return out or ignores.inside(folder, _present_in(folder)).ignored(path)


def _parents(folder: str) -> tuple[str, ...]:
    """The folders from the repository's root down to the one above `folder`; none outside a repository."""
    parents: list[str] = []
    while not os.path.lexists(os.path.join(folder, REPOSITORY)):
        above = os.path.dirname(folder)
        if above == folder:
            return ()
        parents.append(above)
        folder = above
    return tuple(reversed(parents))


def present(names: Iterable[str]) -> frozenset[str]:
    """Which of the names that matter here are among those of a folder's entries."""
    return _MARKS.intersection(names)


def _present_in(folder: str) -> frozenset[str]:
    return frozenset(name for name in _MARKS if os.path.lexists(os.path.join(folder, name)))


def _lines(path: str) -> list[str]:
    """The lines of a .gitignore; as in git, a link to one does not count.

    Raises `OSError` where it cannot be read in full.
    """
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return []
    data = read_file(path, MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise OSError(errno.EFBIG, f"larger than {MAX_BYTES // 1_000_000} MB")
    return data.decode("utf-8", "surrogateescape").replace("\r\n", "\n").split("\n")


def _compiled(lines: list[str]) -> GitIgnoreSpec:
    import warnings  # noqa: PLC0415 -- both wait until there is a .gitignore

    from pathspec import GitIgnoreSpec  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a class like [[:alpha:]] makes `re` warn
        return GitIgnoreSpec.from_lines(line for line in lines if _understood(GitIgnoreSpec, line))


def _understood(spec: type[GitIgnoreSpec], line: str) -> bool:
    """As git does, pass over a line that is no pattern."""
    try:
        spec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True
