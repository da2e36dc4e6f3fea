"""When pages are to be checked again: what changed on disk, by the watchfiles library, and whether it matters."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from watchfiles import Change

CONFIGURATION = ".toml"
PATIENCE = 50
"""Milliseconds between two looks; the library itself takes such steps."""


class Inputs(Struct, frozen=True):
    """What a run depends on, by absolute paths with all links followed.

    `pages` are the pages there are, `files` others that are read wherever they stand, and `names` what files are called
    that count in any of the `folders`, beside those of configuration.
    """

    folders: frozenset[str]
    pages: frozenset[str]
    files: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def holds(self, path: str) -> bool:
        """Whether a run would look at a path."""
        folder, name = os.path.split(path)
        counts = name in self.names or name.endswith(CONFIGURATION)
        return path in self.pages or path in self.files or (counts and folder in self.folders)


def select_relevant(paths: Iterable[str], before: Inputs, now: Inputs) -> frozenset[str]:
    """Those paths that a run looked at, or would look at now; pages that came or went are among them."""
    return frozenset(path for path in paths if before.holds(path) or now.holds(path)) | (before.pages ^ now.pages)


def watch_changes(
    look: Callable[[], Inputs], listen: Callable[[frozenset[str]], Iterator[frozenset[str]]]
) -> Iterator[frozenset[str]]:
    """Paths that changed and matter, a set at a time; the first set, mostly empty, says that changes are now heard.

    `look` says what a run depends on.  `listen` is to give the paths that change in folders: a first set, which may be
    empty, as soon as it hears, then one for each change.  Where folders come or go, or are another of the same name, it
    is called anew, and what changed is reported only when it hears again: nothing is lost while pages are checked.
    """
    inputs, changed, due = look(), frozenset[str](), True
    while True:
        folders = inputs.folders
        for number, paths in enumerate(listen(folders)):
            before, inputs = inputs, look() if paths or not number else inputs
            changed |= select_relevant(paths, before, inputs)
            others = inputs.folders != folders or not folders.isdisjoint(paths)
            due = due or bool(changed) or others
            if others:
                break
            if due:
                yield changed
                changed, due = frozenset(), False


def watch_folders(folders: frozenset[str]) -> Iterator[frozenset[str]]:
    """The paths that change right in some folders, a set at a time and the first, mostly empty, at once.

    Raises `UsageError` where the library is missing, or the system lets no more folders be watched.
    """
    watch = load_watchfiles()
    try:
        # Each folder is named, none is entered: what is ignored, such as thousands of modules, is not even looked at.
        for changes in watch(
            *sorted(filter(os.path.isdir, folders)),
            watch_filter=None,
            rust_timeout=PATIENCE,
            yield_on_timeout=True,
            recursive=False,
            ignore_permission_denied=True,
        ):
            yield frozenset(path for _, path in changes)
    except FileNotFoundError:  # a folder went just now
        return
    except (OSError, RuntimeError) as error:
        raise UsageError(f"cannot watch: {error}; WATCHFILES_FORCE_POLLING=1 asks for less of the system") from None


def load_watchfiles() -> Callable[..., Iterator[set[tuple[Change, str]]]]:
    """The library's function.

    Raises `UsageError` where it is not installed.
    """
    try:
        from watchfiles import watch  # an extra, and only for those who watch
    except ImportError:
        raise UsageError(
            "--watch needs the package watchfiles beside resp-lint: pip install watchfiles, "
            "pipx inject resp-lint watchfiles, or uv tool install --with watchfiles resp-lint"
        ) from None
    return watch
