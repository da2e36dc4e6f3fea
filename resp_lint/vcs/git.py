"""Calls git so that neither the environment nor the repository can make it do anything but answer."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from resp_lint.settings import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a hook's environment says of a repository, an index or a work tree is not what we were asked about.
_KEPT = frozenset({"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES"})
_SET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
_OFF = (
    "core.hooksPath=" + os.devnull,
    "core.fsmonitor=false",
    "safe.bareRepository=explicit",
)


class GitError(UsageError):
    """Git does not know what it was asked about, or cannot be called."""


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """An environment in which git sees the repository of its folder and nothing else."""
    kept = {key: value for key, value in environ.items() if not key.startswith("GIT_") or key in _KEPT}
    return kept | _SET


def git(folder: str, *arguments: str, given: bytes = b"") -> bytes:
    """What a git command prints in a folder.

    Raises `GitError` where it fails, with its first line.
    """
    options = [word for setting in _OFF for word in ("-c", setting)]
    command = ["git", "--no-pager", *options, "-C", folder, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 -- a list of arguments, no shell
            command, input=given, capture_output=True, env=environment(os.environ), check=False
        )
    except OSError as error:
        raise GitError(f"git cannot be called: {error.strerror}") from None
    except ValueError as error:
        raise GitError(f"git cannot be called: {error}") from None
    if done.returncode:
        raise GitError(f"git {arguments[0]}: {_first_line(done.stderr) or f'exit status {done.returncode}'}")
    return done.stdout


def _first_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().split("\n")
    told = [line for line in lines if line.startswith(("fatal: ", "error: "))] or lines
    return told[0].removeprefix("fatal: ").removeprefix("error: ").strip()


def blobs(folder: str, ids: list[str]) -> dict[str, bytes]:
    """The contents of blobs by their ids, by one call.

    Raises `GitError` where the repository does not hold one of them.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    output = git(folder, "cat-file", "--batch", given="".join(f"{it}\n" for it in wanted).encode())
    found: dict[str, bytes] = {}
    position = 0
    for it in wanted:
        end = output.index(b"\n", position)
        header = output[position:end].split(b" ")
        if len(header) != 3 or header[1] != b"blob":  # noqa: PLR2004 -- id, type and size
            raise GitError(f"git cat-file: {output[position:end].decode('utf-8', 'replace')}")
        size = int(header[2])
        found[it] = output[end + 1 : end + 1 + size]
        position = end + 1 + size + 1
    return found
