"""Files that commands write because they are asked to."""

from __future__ import annotations

import os
from pathlib import Path

from resp_lint.errors import UsageError
from resp_lint.fix.write import WriteError, replace_file


def write_new(path: str, data: bytes) -> None:
    """Make a file; nothing is written where there is one.

    Raises `UsageError`.
    """
    try:
        with Path(path).open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise UsageError(f"{path}: exists already") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from None


def overwrite(path: str, data: bytes) -> None:
    """Make a file, or replace it as a whole.

    Raises `UsageError`.
    """
    if not os.path.lexists(path):
        write_new(path, data)
        return
    try:
        replace_file(path, Path(path).read_bytes(), data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except WriteError as error:
        raise UsageError(str(error)) from None
