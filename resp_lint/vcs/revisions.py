"""The files of a revision, without checking it out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resp_lint.vcs.changed import find_commit, find_repository
from resp_lint.vcs.folder import REGULAR
from resp_lint.vcs.git import run_git

if TYPE_CHECKING:
    from collections.abc import Sequence


def list_files(revision: str, folder: str, paths: Sequence[str]) -> dict[str, str]:
    """The regular files of a revision that lie at or below the paths: their paths as the run shows them, their blobs.

    Raises `GitError` where git does not know the revision.
    """
    root = find_repository(folder)
    commit = find_commit(root, revision)
    records = run_git(root, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
    asked = [(path, os.path.relpath(os.path.realpath(path), root)) for path in paths]
    found: dict[str, str] = {}
    for record in filter(None, records):
        head, _, name = record.partition(b"\t")
        mode, _, blob = head.decode("ascii").partition(" blob ")
        if not mode.startswith(REGULAR):
            continue
        path = os.fsdecode(name)
        for given, top in asked:
            if path == top:
                found[given] = blob
            elif top == os.curdir or path.startswith(os.path.join(top, "")):
                below = path if top == os.curdir else os.path.relpath(path, top)
                found[os.path.normpath(os.path.join(given, below))] = blob
    return found
