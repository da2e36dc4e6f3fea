"""`main`: from arguments to an exit code, and never a traceback that nobody asked for."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

from resp_lint.cli.commands import COMMANDS, load_module
from resp_lint.cli.output import complain, show
from resp_lint.cli.screens import is_on_github, make_screen
from resp_lint.errors import UsageError
from resp_lint.interrupts import INTERRUPTED, TERMINATED, end_at_once
from resp_lint.page.collector import pause_collector
from resp_lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

FAILED = 2
COMPLETION = "_ARGCOMPLETE"
"""The environment variable by which a shell asks how to go on with a command line."""


class TerminatedError(BaseException):
    """SIGTERM came; like KeyboardInterrupt, no `except Exception` on the way may swallow it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and say how it went: 0, 1 for findings, 2 for everything else that is wrong."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        with pause_collector(), _handle_signals():
            return _run(arguments)
    except UsageError as error:
        return _report_failure(f"error: {error}", error, arguments)
    except SystemExit as leaving:  # argparse has shown a help text
        return int(leaving.code or 0)
    except KeyboardInterrupt:
        return INTERRUPTED
    except TerminatedError:
        return TERMINATED
    except Exception as error:  # noqa: BLE001 -- whatever it is, the user gets a line and not a traceback
        what = f"{type(error).__name__}: {error}"
        return _report_failure(
            f"error: internal error, please report it: {what} (--debug shows where)", error, arguments
        )


def _run(arguments: list[str]) -> int:
    """A command comes first; where there is none, the command is `check`."""
    if COMPLETION in os.environ:
        return int(load_module("completion").respond())
    if arguments[:1] in (["--version"], ["-V"]):
        return _show_version()
    command = arguments[0] if arguments and arguments[0] in COMMANDS else ""
    if arguments and not command:
        _refuse_slip(arguments[0])
    return int(load_module(command or "check").main(arguments[1:] if command else arguments))


def _refuse_slip(word: str) -> None:
    """Tell whoever mistypes a command so, rather than that there is no such file.

    Raises `UsageError`.
    """
    if not word.isalpha() or os.path.lexists(word):
        return
    if hint := load_module("hints").hint_command(word):
        raise UsageError(f"unknown command “{word}”; {hint}")


def _show_version() -> int:
    show([f"resp-lint {__version__}"], make_screen(sys.stdout, os.environ))
    return 0


def _report_failure(message: str, error: Exception, arguments: Sequence[str]) -> int:
    complain(message)
    if is_on_github(os.environ):
        load_module("github_step").report_failure(message, os.environ)
    expected = isinstance(error, UsageError) and error.__cause__ is None
    if "--debug" in arguments and not expected:
        for part in traceback.format_exception(error):
            for line in part.rstrip("\n").split("\n"):
                complain(line)
    return FAILED


@contextmanager
def _handle_signals() -> Iterator[None]:
    """Let signals unwind the stack, so that what must be cleaned up is; a thread cannot ask for that."""

    def terminate(_number: int, _frame: FrameType | None) -> None:
        raise TerminatedError

    interrupt = signal.getsignal(signal.SIGINT)
    try:
        before = signal.signal(signal.SIGTERM, terminate)
        if interrupt is end_at_once:
            signal.signal(signal.SIGINT, signal.default_int_handler)
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        if interrupt is end_at_once:
            signal.signal(signal.SIGINT, interrupt)
