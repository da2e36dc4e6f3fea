"""The files around the pages that say something of them, a table of contents or a map of keyrefs, found and read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resp_lint.config.find import find_root, is_repository
from resp_lint.io import is_below, is_in_git_folder, read_file
from resp_lint.tree import Tree, list_folders_above, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from resp_lint.profile import TreeFiles


class Overlay:
    """Files as they are, but for some, by real path, whose bytes are given; None stands for one that is not there."""

    __slots__ = ("given",)

    def __init__(self, given: Mapping[str, bytes | None]) -> None:
        self.given = given

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        real = self._resolve_path(path)
        return self.given[real] is not None if real in self.given else os.path.isfile(path)

    def read(self, path: str) -> bytes:
        """The bytes of a file.

        Raises `OSError`.
        """
        given = self.given.get(self._resolve_path(path))
        return read_file(path) if given is None else given

    def _resolve_path(self, path: str) -> str:
        return os.path.realpath(path) if self.given else path


AS_IT_IS = Overlay({})


def tree_around(pages: Mapping[str, str], kinds: Iterable[TreeFiles], files: Overlay = AS_IT_IS) -> Tree:
    """What files say that stand in the folders of pages, or above, by any of the names.

    The pages come with the folder that was named for each.  Above relative paths is what the paths tell; absolute ones
    are followed up to the root of their repository, or where there is none to the folder that was named.
    """
    tree = Tree()
    for names in kinds:
        more = _read_tree(pages, names, files)
        tree = Tree(
            {**tree.contents, **more.contents}, {**tree.keyrefs, **more.keyrefs}, (*tree.problems, *more.problems)
        )
    return tree


def _read_tree(pages: Mapping[str, str], names: TreeFiles, overlay: Overlay) -> Tree:
    wanted = (*names.contents, *names.keyrefs)
    by_folder = {os.path.dirname(path.replace("\\", "/")): path for path in pages} if wanted else {}
    folders = dict.fromkeys(folder for path in by_folder.values() for folder in _list_folders_around(path, pages[path]))
    files: dict[str, bytes] = {}
    problems: list[str] = []
    for path in _find_present(folders, wanted, overlay):
        if _leads_out(path, pages.values()):
            problems.append(f"{path}: not read: a link leads out of the repository")
            continue
        try:
            files[path] = overlay.read(path)
        except OSError as error:
            problems.append(f"{path}: cannot be read: {error.strerror or type(error).__name__}")
    tree = read_tree(files, names)
    return Tree(tree.contents, tree.keyrefs, (*tree.problems, *problems))


def _list_folders_around(path: str, named: str) -> tuple[str, ...]:
    """The folders in which a file can say something of a page, the nearest first."""
    folders = list_folders_above(path)
    if not os.path.isabs(path):
        return folders
    root = find_root(path)
    if not is_repository(root) and named != os.curdir:
        root = os.path.abspath(named)
    last = folders.index(root) if root in folders else 0
    return folders[: last + 1]


def _find_present(folders: Iterable[str], names: tuple[str, ...], overlay: Overlay) -> Iterator[str]:
    for folder in folders:
        for name in names:
            path = os.path.join(folder, name)
            if overlay.has(path):
                yield path


def _leads_out(path: str, named: Iterable[str]) -> bool:
    """Whether a file is a link out of its repository, or where there is none, out of the folders that were named.

    What such a file says of pages appears in findings, so that a checkout could show what lies elsewhere.
    """
    if not os.path.islink(path):
        return False
    real, folder = os.path.realpath(path), os.path.realpath(os.path.dirname(path))
    root = find_root(os.path.join(folder, os.path.basename(path)))
    tops = [root] if is_repository(root) else [root, *map(os.path.realpath, named)]
    return is_in_git_folder(real) or not any(is_below(real, top) for top in tops)
