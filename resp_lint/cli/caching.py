"""Whether a run uses a cache."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from msgspec import msgpack

from resp_lint.cli.output import complain
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from resp_lint.cli.session import Session
    from resp_lint.engine.cache import Cache
    from resp_lint.engine.runner import Task

FEWEST = 25
"""Of how many pages on it pays to look up what is known of them; a page takes about a millisecond."""


def make_cache(session: Session, tasks: tuple[Task, ...]) -> Cache | None:
    """What is known of the pages of a run; whatever stands in the way of knowing is reported with `--verbose` only.

    A run whose rules are timed is to call them, and one on other machines asks nobody here.
    """
    options = session.options
    if len(tasks) < FEWEST or options.no_cache or options.timing or options.executor:
        return None
    from resp_lint.engine.cache import FOLDER, Cache, find_folder, name_file  # only a run of many pages

    if os.environ.get(FOLDER) == os.devnull:
        return None
    folder = find_folder(os.environ)
    code, problem = _identify_code()
    try:
        if folder and not problem:
            return Cache(folder, name_file(), code + os.getcwdb())
    except OSError as error:
        problem = f"{folder}: {error.strerror or type(error).__name__}"
    if options.verbosity > 0:
        complain(f"no cache: {problem or 'there is no folder for it'}")
    return None


@cache
def _identify_code() -> tuple[bytes, str]:
    """What tells the code that is loaded from any other, or why nothing can.

    A process looks once: where files change later, what it has loaded does not.
    """
    from resp_lint.engine.versions import UnknownCodeError, collect_versions

    try:
        return msgpack.encode(collect_versions(load_registry().rules)), ""
    except UnknownCodeError as error:
        return b"", str(error)
