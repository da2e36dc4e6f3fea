"""Whether a run uses a cache, and where that stands: in the user's own folder for caches, never among the pages."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.cli.output import complain
from resp_lint.errors import UsageError
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lint.cli.session import Session
    from resp_lint.engine.cache import Cache
    from resp_lint.engine.cache_file import Shelf
    from resp_lint.engine.runner import Each, Task
    from resp_lint.tree import Tree

FOLDER = "RESP_LINT_CACHE_DIR"
FEWEST = 25
"""Of how many pages on it pays to look up what is known of them; a page takes about a millisecond."""


class NoCache(Struct, frozen=True):
    """What is known of pages where nothing is kept."""

    missing: tuple[Task, ...]
    problem: str = ""

    def around(self, each: Each) -> Each:
        """The same function: it goes through all pages."""
        return each


def make_cache(session: Session, tasks: tuple[Task, ...], tree: Tree) -> Cache | NoCache:
    """What is known of the pages of a run; whatever stands in the way of knowing is told with `--verbose` only.

    A run whose rules are timed is to call them, and one on other machines asks nobody here.
    """
    options = session.options
    off = options.no_cache or options.timing or options.executor or os.environ.get(FOLDER) == os.devnull
    if len(tasks) < FEWEST or off:
        return NoCache(tasks)
    from resp_lint.engine.cache import Cache  # only a run of many pages

    try:
        return Cache(_open_shelf(find_cache_folder(os.environ)), tasks, session.find_checker, tree)
    except UsageError as error:
        if options.verbosity > 0:
            complain(f"no cache: {error}")
        return NoCache(tasks)


def _open_shelf(folder: str) -> Shelf:
    """The file for runs in the current folder.

    Raises `UsageError` where there can be none.
    """
    from resp_lint.engine.cache_file import Shelf

    key, problem = _identify_code()
    if problem or not folder:
        raise UsageError(problem or "there is no folder for it")
    try:
        return Shelf(folder, name_shelf(), key + os.getcwdb())
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror or type(error).__name__}") from None


@cache
def _identify_code() -> tuple[bytes, str]:
    """What tells the code that is loaded from any other, or why nothing can.

    A process looks once: where files change later, what it has loaded does not.
    """
    from msgspec import msgpack

    from resp_lint.engine.versions import UnknownCodeError, collect_versions

    try:
        return msgpack.encode(collect_versions(load_registry().rules)), ""
    except UnknownCodeError as error:
        return b"", str(error)


def name_shelf() -> str:
    """A name for all runs in the current folder by this installation: what changes there takes the place of the old."""
    from hashlib import blake2b

    places = (os.getcwdb(), os.fsencode(sys.prefix), sys.version.encode())
    return blake2b(b"\0".join(places), digest_size=16).hexdigest()


def find_cache_folder(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """The folder of caches: the one that is asked for, or where the system has them; blank where it has none."""
    if given := environ.get(FOLDER):
        return os.path.abspath(given)
    home = os.path.expanduser("~")
    if platform == "win32":
        return _join_below(environ.get("LOCALAPPDATA", ""), "resp-lint", "Cache")
    if platform == "darwin":
        return _join_below(home, "Library", "Caches", "resp-lint")
    # What is no absolute path is to be ignored, the specification says.
    return _join_below(environ.get("XDG_CACHE_HOME", ""), "resp-lint") or _join_below(home, ".cache", "resp-lint")


def _join_below(folder: str, *names: str) -> str:
    return os.path.join(folder, *names) if os.path.isabs(folder) else ""
