"""What .gitignore files say of the files below them, by the pathspec library."""

from __future__ import annotations

import errno
import os
import re
import stat
import warnings
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.config.patterns import is_costly
from resp_lint.io import REPOSITORY, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pathspec import GitIgnoreSpec

NAME = ".gitignore"
_MARKS = frozenset({NAME, REPOSITORY})
MAX_BYTES = 1_000_000
_EXCLUDES_FILE = re.compile(rb"(?im)^[ \t]*excludesfile[ \t]*=[ \t]*([^\r\n]*?)[ \t]*$")


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

    def enter_folder(self, folder: str, marks: frozenset[str]) -> Ignores:
        """What counts in an absolute folder that holds `marks`: all this, and its own .gitignore.

        A repository starts anew.
        """
        outer = own_ignores(folder) if REPOSITORY in marks else Ignores(self.files)
        return outer.add(os.path.join(folder, NAME), folder) if NAME in marks else outer

    def add(self, path: str, folder: str) -> Ignores:
        """All this, and what a file says of the files in a folder; its problems are reported, those before are not."""
        try:
            lines = _read_lines(path)
        except OSError as error:
            return Ignores(self.files, (*self.problems, f"{path}: cannot be read: {error.strerror}"))
        fine = [line for line in lines if not is_costly(line)]
        problems = (f"{path}: too many wildcards in the pattern “{line}”" for line in lines if is_costly(line))
        return Ignores(
            (*self.files, Ignore(os.path.join(folder, ""), _compile_lines(fine))), (*self.problems, *problems)
        )


def own_ignores(folder: str) -> Ignores:
    """What users have git ignore without any .gitignore: everywhere, and in the repository in a folder."""
    ignores = Ignores()
    for path in (_find_global_excludes(os.environ), os.path.join(_find_git_folder(folder), "info", "exclude")):
        if os.path.isfile(path):
            ignores = ignores.add(path, folder)
    return ignores


def _find_git_folder(folder: str) -> str:
    """The folder in which git keeps a repository; the .git of a worktree is a file that leads there."""
    path = os.path.join(folder, REPOSITORY)
    if not os.path.isfile(path):
        return path
    own = os.path.join(folder, _read_first_line(path).removeprefix("gitdir:").strip())
    common = _read_first_line(os.path.join(own, "commondir"))
    return os.path.join(own, common) if common else own


def _read_first_line(path: str) -> str:
    try:
        return os.fsdecode(read_file(path, MAX_BYTES).partition(b"\n")[0].strip())
    except OSError:
        return ""


def _find_global_excludes(environ: Mapping[str, str]) -> str:
    """The file of what a user has git ignore everywhere: `core.excludesFile`, or where git looks by itself."""
    home = os.path.expanduser("~")
    folder = os.path.join(environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config"), "git")
    given = environ.get("GIT_CONFIG_GLOBAL")
    for path in [given] if given else [os.path.join(home, ".gitconfig"), os.path.join(folder, "config")]:
        try:
            found = _EXCLUDES_FILE.findall(read_file(path, MAX_BYTES))
        except OSError:
            continue
        if found:
            return os.path.expanduser(os.fsdecode(found[-1].strip(b'"')))
    return os.path.join(folder, "ignore")


def read_ignores_above(folder: str) -> tuple[Ignores, bool]:
    """What the repository says about an absolute folder before its own .gitignore, and whether it leaves it out."""
    ignores = Ignores()
    for parent in _list_parents(folder):
        ignores = ignores.enter_folder(parent, _find_marks(parent))
        below = folder[len(parent) :].lstrip(os.sep).partition(os.sep)[0]
        if ignores.ignored(os.path.join(parent, below, "")):
            return Ignores(), True
    return ignores, False


def is_ignored(path: str) -> bool:
    """Whether the repository of an absolute path to a file leaves the file out."""
    folder = os.path.dirname(path)
    ignores, out = read_ignores_above(folder)
    return out or ignores.enter_folder(folder, _find_marks(folder)).ignored(path)


def _list_parents(folder: str) -> tuple[str, ...]:
    """The folders from the repository's root down to the one above `folder`; none outside a repository."""
    parents: list[str] = []
    while not os.path.lexists(os.path.join(folder, REPOSITORY)):
        above = os.path.dirname(folder)
        if above == folder:
            return ()
        parents.append(above)
        folder = above
    return tuple(reversed(parents))


def select_marks(names: Iterable[str]) -> frozenset[str]:
    """Which of the names that matter here are among those of a folder's entries."""
    return _MARKS.intersection(names)


def _find_marks(folder: str) -> frozenset[str]:
    return frozenset(name for name in _MARKS if os.path.lexists(os.path.join(folder, name)))


def _read_lines(path: str) -> list[str]:
    """The lines of a .gitignore; as in git, a link to one does not count.

    Raises `OSError` where it cannot be read in full.
    """
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return []
    data = read_file(path, MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise OSError(errno.EFBIG, f"larger than {MAX_BYTES // 1_000_000} MB")
    return data.decode("utf-8", "surrogateescape").replace("\r\n", "\n").split("\n")


def _compile_lines(lines: list[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # waits until there is a .gitignore

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a class like [[:alpha:]] makes `re` warn
        return GitIgnoreSpec.from_lines(line for line in lines if _is_understood(GitIgnoreSpec, line))


def _is_understood(spec: type[GitIgnoreSpec], line: str) -> bool:
    """As git does, skip a line that is no pattern."""
    try:
        spec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True
