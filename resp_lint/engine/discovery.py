"""From paths to the files to check: each once, in one order, whatever the folders hold."""

from __future__ import annotations

import os
import stat
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.engine.gitignore import Ignores, is_ignored, read_ignores_above, select_marks
from resp_lint.io import is_in_git_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SUFFIXES = (".md", ".markdown")
MAX_DEPTH = 100


class File(Struct, frozen=True):
    """A file to check; `named` where the user named it, and not only a folder around it."""

    path: str
    named: bool
    identity: tuple[int, int]


class Found(Struct, frozen=True):
    """The files that paths led to, sorted by path, and what was wrong with the paths: lines for people."""

    files: tuple[File, ...]
    problems: tuple[str, ...]


class _Folder(Struct, frozen=True):
    """A folder on the way: its path as shown and its absolute path, its device, its depth, what is ignored."""

    shown: str
    path: str
    device: int
    depth: int
    ignores: Ignores


def discover(paths: Iterable[str], *, force_exclude: bool = False) -> Found:
    """All Markdown files in the folders among `paths`, and every file that is named.

    `force_exclude` takes what is named as if it was found in a folder: a hook names every file that was changed.
    """
    items = [item for path in dict.fromkeys(paths) for item in _find_named(path, force_exclude=force_exclude)]
    problems = dict.fromkeys(item for item in items if isinstance(item, str))
    return Found(select_distinct(item for item in items if isinstance(item, File)), tuple(problems))


def find_folders(path: str) -> Iterator[str]:
    """The absolute folders in which `discover` looks for files below a path, its own among them; none of a file."""
    if not os.path.isdir(path):
        return
    top = os.path.abspath(path)
    folders = [_Folder(path, top, os.stat(top).st_dev, 0, read_ignores_above(top)[0])]
    while folders:
        folder = folders.pop()
        yield folder.path
        folders += [item for item in _find_entries(folder, top) if isinstance(item, _Folder)]


def describe_missing_path(path: str) -> str:
    """What is said of a path that leads nowhere."""
    return f"{path}: no such file or folder"


def describe_empty_folder(path: str) -> str:
    """What is said of a folder without pages."""
    return f"no Markdown files under {path}"


def select_distinct(files: Iterable[File]) -> tuple[File, ...]:
    """Each file once, by its device and inode, sorted by path; a name that the user gave goes before others."""
    by_path = sorted(files, key=attrgetter("path"))
    kept = {file.identity: file for file in reversed(by_path) if file.named}
    for file in by_path:
        kept.setdefault(file.identity, file)
    return tuple(sorted(kept.values(), key=attrgetter("path")))


def _find_named(path: str, *, force_exclude: bool) -> Iterator[File | str]:
    try:
        found = os.stat(path)
    except FileNotFoundError:
        yield describe_missing_path(path)
        return
    except OSError as error:
        yield f"{path}: cannot be read: {error.strerror}"
        return
    except ValueError:
        yield f"{path}: no path has a NUL in it"
        return
    if stat.S_ISDIR(found.st_mode):
        yield from _find_in_folder(path, found.st_dev, force_exclude=force_exclude)
    elif not stat.S_ISREG(found.st_mode):
        yield f"{path}: neither a file nor a folder"
    elif not (force_exclude and is_ignored(os.path.abspath(path))):
        yield File(path, named=not force_exclude, identity=(found.st_dev, found.st_ino))


def _find_in_folder(path: str, device: int, *, force_exclude: bool) -> Iterator[File | str]:
    ignores, out = read_ignores_above(os.path.abspath(path))
    if out and force_exclude:
        return
    shown = "" if path == os.curdir else path
    empty = True
    for item in _walk(_Folder(shown, os.path.abspath(path), device, 0, ignores), os.path.realpath(path)):
        empty = empty and isinstance(item, str)
        yield item
    if empty:
        yield describe_empty_folder(path)


def _walk(top: _Folder, root: str) -> Iterator[File | str]:
    """Every Markdown file below a folder; `root` is what symbolic links may not lead out of."""
    folders = [top]
    while folders:
        for item in _find_entries(folders.pop(), root):
            if isinstance(item, _Folder):
                folders.append(item)
            else:
                yield item


def _find_entries(folder: _Folder, root: str) -> Iterator[File | str | _Folder]:
    try:
        with os.scandir(folder.path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield f"{folder.shown or os.curdir}: cannot be read: {error.strerror}"
        return
    ignores = folder.ignores.enter_folder(folder.path, select_marks(entry.name for entry in entries))
    yield from ignores.problems
    shown = os.path.join(folder.shown, "")
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _visit_subfolder(entry, folder, ignores)
        elif entry.name.lower().endswith(SUFFIXES) and not (ignores.files and ignores.ignored(entry.path)):
            if entry.is_file(follow_symlinks=False):
                yield File(shown + entry.name, False, (folder.device, entry.inode()))  # noqa: FBT003 -- keywords cost
            elif entry.is_symlink():
                yield from _follow_link(entry, shown, root)


def _visit_subfolder(entry: os.DirEntry[str], folder: _Folder, ignores: Ignores) -> Iterator[_Folder | str]:
    if entry.name == ".git" or ignores.ignored(os.path.join(entry.path, "")):
        return
    shown = os.path.join(folder.shown, entry.name)
    if folder.depth == MAX_DEPTH:
        yield f"{shown}: not checked, as it lies more than {MAX_DEPTH} folders deep"
        return
    try:
        device = entry.stat(follow_symlinks=False).st_dev or folder.device  # Windows leaves it out
    except OSError:  # gone since
        return
    yield _Folder(shown, entry.path, device, folder.depth + 1, ignores)


def _follow_link(entry: os.DirEntry[str], shown: str, root: str) -> Iterator[File]:
    """The regular file below the root that a link leads to; pipes and devices are not even opened."""
    real = os.path.realpath(entry.path)
    if not real.startswith(os.path.join(root, "")) or is_in_git_folder(real):
        return
    try:
        found = os.stat(entry.path)
    except OSError:  # it leads nowhere, or in circles
        return
    if stat.S_ISREG(found.st_mode):
        yield File(shown + entry.name, named=False, identity=(found.st_dev, found.st_ino))
