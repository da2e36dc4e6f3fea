"""Ctrl-C and SIGTERM while modules are imported: a program that has done nothing yet ends at once and says nothing."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED = 130
TERMINATED = 143
_STATUS = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}
_DEFAULTS = (signal.SIG_DFL, signal.default_int_handler)


def end_at_once(number: int, _frame: FrameType | None) -> None:
    """End the process with the status of a signal; there is nothing to clean up yet, or any more."""
    os._exit(_STATUS[signal.Signals(number)])


def is_program() -> bool:
    """Whether this process is the command resp-lint, and no program that imports the package."""
    name = os.path.basename(getattr(sys, "argv", [""])[0])
    return name.partition(".")[0].removesuffix("-script") == "resp-lint" or sys.orig_argv[1:3] == ["-m", "resp_lint"]


def arm() -> None:
    """Have both signals end the program at once, unless whoever started it has them ignored; a thread cannot."""
    try:
        for number in _STATUS:
            if signal.getsignal(number) in _DEFAULTS:
                signal.signal(number, end_at_once)
    except ValueError:
        return


if is_program():
    arm()
