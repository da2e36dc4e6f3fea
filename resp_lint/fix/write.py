"""Replaces a page's file: at every moment, whatever fails, it holds all of its old bytes or all of the new ones."""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import ExitStack, suppress

from resp_lint.io import is_in_git_folder, lock_file, name_temporary, read_all, read_file


def _flags(*names: str) -> int:
    """The flags of these names that there are on this system."""
    return sum(getattr(os, name, 0) for name in names)


# Opening for writing, too, tells in time that a file may not be written.
_OPEN = os.O_RDWR | _flags("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _flags("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY")
_FOLDER = os.O_RDONLY | _flags("O_DIRECTORY", "O_CLOEXEC")
_ANYBODY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_CLOSES_FIRST = os.name == "nt"
"""Windows replaces no open file, and has no locks that would be lost."""
_CANNOT_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM})
_IDENTITY = tuple(f"st_{it}" for it in ("dev", "ino", "mode", "nlink", "uid", "gid", "size", "mtime_ns", "ctime_ns"))
CHANGED = "another program has changed it"
LOCK_SECONDS = 1.0
"""How long another run that has locked a page is waited for."""


class WriteError(Exception):
    """A file could not be replaced; the message is one line for people.

    `written` is true where it has its new bytes all the same.
    """

    def __init__(self, path: str, reason: str, *, written: bool = False) -> None:
        """Say of which file it is true, and why."""
        super().__init__(f"{path}: {'written, but with an error:' if written else 'not written:'} {reason}")
        self.written = written


def replace_file(path: str, old: bytes, new: bytes, root: str = os.curdir) -> None:
    """Give the file at `path` the bytes `new`; it must hold `old`.

    Where it is a symbolic link to a file below `root`, that file is written and the link stays.  An exception that a
    signal raises leaves no temporary file behind.  Raises `WriteError`.
    """
    if old == new:
        return
    try:
        target = _target(path, root)
    except OSError as error:
        raise WriteError(path, _told(error)) from error
    try:
        _swap(target, old, new)
        _sync_folder(os.path.dirname(target))
    except _RefusedError as error:
        # Another run that fixes the same page writes the same bytes.
        if not _holds(target, new):
            raise WriteError(path, _told(error)) from error
    except OSError as error:
        raise WriteError(path, _told(error), written=_holds(target, new)) from error


class _RefusedError(OSError):
    """Nothing was written, for a reason that the file itself gives."""


def _refused(reason: str) -> _RefusedError:
    return _RefusedError(errno.EPERM, reason)


def _told(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _target(path: str, root: str) -> str:
    if not os.path.islink(path):
        return path
    target = os.path.realpath(path, strict=True)
    if not target.startswith(os.path.join(os.path.realpath(root), "")):
        raise _refused("it is a link to a file elsewhere")
    if is_in_git_folder(target):
        raise _refused("it is a link to a file of git's")
    return target


def _swap(target: str, old: bytes, new: bytes) -> None:
    before = os.lstat(target)
    _require_writable(before)
    number = os.open(target, _OPEN)
    with ExitStack() as held:
        held.callback(_close, number)
        # While one run holds the lock, no other passes the second look that is taken before a file is replaced.
        _lock(number)
        _require_same(os.fstat(number), before)
        if read_all(number, len(old)) != old:
            raise _refused(CHANGED)
        _replace(target, new, number, before, held)


def _close(number: int) -> None:
    with suppress(OSError):  # nothing was written through it
        os.close(number)


def _require_writable(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise _refused("it is not a regular file")
    if found.st_nlink > 1:
        raise _refused(f"it has {found.st_nlink} hard links, which would come apart")
    if not found.st_mode & _ANYBODY_WRITES:
        raise _refused("it is read-only")


def _require_same(found: os.stat_result, before: os.stat_result) -> None:
    if any(getattr(found, name) != getattr(before, name) for name in _IDENTITY):
        raise _refused(CHANGED)


def _lock(number: int) -> None:
    """Keep other runs from an open file; one that has it now is waited for, as it soon has written its bytes."""
    end = time.monotonic() + LOCK_SECONDS
    while lock_file(number) is False:
        if time.monotonic() > end:
            raise _refused("another program is about to change it")
        time.sleep(0.01)


def _replace(target: str, new: bytes, number: int, before: os.stat_result, held: ExitStack) -> None:
    """Write a file beside an open one, which is `held`, and put it in its place."""
    temporary = name_temporary(os.path.dirname(target))
    try:
        _fill(temporary, new, number, before)
        _require_same(os.lstat(target), before)
        if _CLOSES_FIRST:
            held.close()
        os.replace(temporary, target)
    except FileExistsError:  # by a chance of one in 2**64 it is somebody else's
        raise
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _fill(temporary: str, new: bytes, number: int, before: os.stat_result) -> None:
    """Create a file with these bytes and the owner, attributes and mode of an open one."""
    copy = os.open(temporary, _CREATE, 0o600)
    try:
        # A run that starts right now may have taken it for what a killed one left.
        if lock_file(copy) is False or not os.fstat(copy).st_nlink:
            raise OSError(errno.EAGAIN, "another run removed the temporary file; try again")
        left = memoryview(new)
        while left:
            left = left[os.write(copy, left) :]
        created = os.fstat(copy)
        if (created.st_uid, created.st_gid) != (before.st_uid, before.st_gid):
            os.fchown(copy, before.st_uid, before.st_gid)
        _copy_attributes(number, copy)
        if hasattr(os, "fchmod"):  # last, because access lists among the attributes change it
            os.fchmod(copy, stat.S_IMODE(before.st_mode))
        os.fsync(copy)
    finally:
        os.close(copy)


def _copy_attributes(source: int, copy: int) -> None:
    """Give a file the extended attributes of another and no others, but for what the system's security put there."""
    if not hasattr(os, "listxattr"):
        return
    try:
        wanted = {name: os.getxattr(source, name) for name in os.listxattr(source)}
        present = {name: os.getxattr(copy, name) for name in os.listxattr(copy)}
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            return
        raise
    for name, value in wanted.items():
        if present.get(name) != value:
            os.setxattr(copy, name, value)
    for name in present.keys() - wanted.keys():
        if not name.startswith("security."):
            os.removexattr(copy, name)


def _sync_folder(folder: str) -> None:
    """Have the new name of a file outlive a crash, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        number = os.open(folder or os.curdir, _FOLDER)
        try:
            os.fsync(number)
        finally:
            os.close(number)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise


def _holds(path: str, data: bytes) -> bool:
    """Whether a file holds these bytes, so that what is said of it after an error is true."""
    try:
        return read_file(path, len(data)) == data
    except OSError:
        return False
