"""Files that commands write because they are asked to, and the ones that a run would check."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from resp_lint.cli.outcome import INCOMPLETE, report_problems
from resp_lint.cli.output import show
from resp_lint.cli.screens import make_screen
from resp_lint.engine.runner import load
from resp_lint.errors import UsageError
from resp_lint.fix.write import WriteError, replace_file
from resp_lint.linter import Run

if TYPE_CHECKING:
    from resp_lint.cli.session import Session, Tasks


def show_files(session: Session, found: Tasks) -> int:
    """Print the files that a run would check, and say so where a path leads nowhere."""
    screen = make_screen(sys.stdout, os.environ, session.options.color)
    tasks = (task for task in found.tasks if load(task, session.find_checker(task)) is not None)
    show((screen.text(task.path) for task in tasks), screen)
    report_problems(found.tasks, Run((), problems=found.problems), replace(session.options, verbosity=0))
    return INCOMPLETE if found.problems else 0


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
