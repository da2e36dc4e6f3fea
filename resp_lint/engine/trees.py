"""The files around the pages that say something of them, a table of contents or a map of keyrefs, found and read."""

# ruff: noqa: PTH113, PTH118, PTH120 -- a tree has thousands of folders, and a Path for each costs more than asking for a file

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resp_lint.io import read_file
from resp_lint.tree import Tree, folders_above, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from resp_lint.profile import TreeFiles


class Overlay:
    """Files as they are, but for some, by real path, whose bytes are given; None stands for one that is not there."""

    __slots__ = ("given",)

    def __init__(self, given: Mapping[str, bytes | None]) -> None:
        self.given = given

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        real = self._real(path)
        return self.given[real] is not None if real in self.given else os.path.isfile(path)

    def read(self, path: str) -> bytes:
        """The bytes of a file.

        Raises `OSError`.
        """
        given = self.given.get(self._real(path))
        return read_file(path) if given is None else given

    def _real(self, path: str) -> str:
        return os.path.realpath(path) if self.given else path


AS_IT_IS = Overlay({})


def tree_around(paths: Sequence[str], kinds: Iterable[TreeFiles], files: Overlay = AS_IT_IS) -> Tree:
    """What files say that stand in the folders of the pages, or above as far as the paths tell, by any of the names."""
    tree = Tree()
    for names in kinds:
        more = _tree(paths, names, files)
        tree = Tree(
            {**tree.contents, **more.contents}, {**tree.keyrefs, **more.keyrefs}, (*tree.problems, *more.problems)
        )
    return tree


def _tree(paths: Sequence[str], names: TreeFiles, overlay: Overlay) -> Tree:
    wanted = (*names.contents, *names.keyrefs)
    pages = {os.path.dirname(path.replace("\\", "/")): path for path in paths}.values() if wanted else ()
    folders = dict.fromkeys(folder for page in pages for folder in folders_above(page))
    files: dict[str, bytes] = {}
    problems: list[str] = []
    for path in _present(folders, wanted, overlay):
        try:
            files[path] = overlay.read(path)
        except OSError as error:
            problems.append(f"{path}: cannot be read: {error.strerror or type(error).__name__}")
    tree = read_tree(files, names)
    return Tree(tree.contents, tree.keyrefs, (*tree.problems, *problems))


def _present(folders: Iterable[str], names: tuple[str, ...], overlay: Overlay) -> Iterator[str]:
    for folder in folders:
        for name in names:
            path = os.path.join(folder, name)
            if overlay.has(path):
                yield path
