"""Calls git so that neither the environment nor the repository can make it do anything but answer.

Only commands are called that read objects and the index.  What turns files into objects or back, such as `git diff`
and `git diff-files`, runs the filters that the repository's attributes and configuration name.
"""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, cast

from resp_lint.errors import UsageError
from resp_lint.io import MAX_BYTES, REPOSITORY, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# What a hook's environment says of a repository, an index or a work tree is not what we were asked about.
_KEPT = frozenset({"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES"})
_SET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # What a partial clone lacks is not fetched; before git 2.45 only because no protocol is allowed.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "LC_ALL": "C",
}
_OFF = (
    "core.hooksPath=" + os.devnull,
    "core.fsmonitor=false",
    "core.alternateRefsCommand=",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
)
_INDEX = "GIT_INDEX_FILE"
_CHUNK = 1 << 20


class GitError(UsageError):
    """Git does not know what it was asked about, or cannot be called."""


def build_environment(environ: Mapping[str, str], folder: str) -> dict[str, str]:
    """An environment in which git sees the repository of a folder and nothing else.

    The index that `git commit --all` makes for its hooks is kept: it holds what is committed.
    """
    kept = {key: value for key, value in environ.items() if not key.startswith("GIT_") or key in _KEPT}
    index = environ.get(_INDEX, "")
    if index and os.path.isfile(index) and _is_in_repository(os.path.realpath(index), os.path.realpath(folder)):
        kept[_INDEX] = os.path.realpath(index)
    return kept | _SET


def _is_in_repository(index: str, folder: str) -> bool:
    """Whether an index stands in the folder where git keeps the repository of a folder, or one of its work trees."""
    while not os.path.lexists(os.path.join(folder, REPOSITORY)):
        if folder == (folder := os.path.dirname(folder)):
            return False
    kept = os.path.join(folder, REPOSITORY)
    if os.path.isfile(kept):
        line = read_file(kept, 4096).decode("utf-8", "surrogateescape").strip()
        kept = os.path.join(folder, line.removeprefix("gitdir: "))
    return os.path.dirname(index) == os.path.realpath(kept)


def find_git() -> str:
    """The path of git; a relative entry of the search path could name a program of the checkout, and is skipped.

    Raises `GitError`.
    """
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, name)
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise GitError("git cannot be called: it is not on the search path")


def run_git(folder: str, *arguments: str, given: bytes = b"") -> bytes:
    """Run a git command in a folder, and return what it prints.

    Raises `GitError` where it fails, with its first line.
    """
    with _report_failed_start():
        done = subprocess.run(  # noqa: S603 -- a list of arguments, no shell
            _build_command(folder, arguments),
            input=given,
            capture_output=True,
            env=build_environment(os.environ, folder),
            check=False,
        )
    if done.returncode:
        raise GitError(f"git {arguments[0]}: {_find_reason(done.stderr) or f'exit status {done.returncode}'}")
    return done.stdout


def _build_command(folder: str, arguments: Iterable[str]) -> list[str]:
    options = [word for setting in _OFF for word in ("-c", setting)]
    return [find_git(), "--no-pager", *options, "-C", folder, *arguments]


@contextmanager
def _report_failed_start() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise GitError(f"git cannot be called: {error.strerror}") from None
    except ValueError as error:
        raise GitError(f"git cannot be called: {error}") from None


def _find_reason(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().split("\n")
    reasons = [line for line in lines if line.startswith(("fatal: ", "error: "))] or lines
    return reasons[0].removeprefix("fatal: ").removeprefix("error: ").strip()


def read_blobs(folder: str, ids: Iterable[str], limit: int = MAX_BYTES) -> dict[str, bytes]:
    """Read the contents of blobs by their ids; of a longer one, one byte more than `limit`.

    Raises `GitError` where the repository does not hold one of them.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    command = _build_command(folder, ("cat-file", "--batch"))
    with (
        _report_failed_start(),
        subprocess.Popen(  # noqa: S603 -- a list of arguments, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=build_environment(os.environ, folder),
        ) as process,
    ):
        return {blob: _read_blob(process, blob, limit) for blob in wanted}


def _read_blob(process: subprocess.Popen[bytes], blob: str, limit: int) -> bytes:
    requests, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    requests.write(f"{blob}\n".encode())
    requests.flush()
    header = answers.readline()
    match header.split():
        case [_, b"blob", size]:
            length = int(size)
        case _:
            raise GitError(f"{blob} is not in this clone, and nothing is fetched; fetch what the clone left out first")
    data = answers.read(min(length, limit + 1))
    left = length - len(data) + 1  # a line end follows
    while left and (chunk := answers.read(min(left, _CHUNK))):
        left -= len(chunk)
    return data
