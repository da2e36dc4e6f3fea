"""How long a page may take: a timer stops what takes longer wherever it is, inside a regular expression too.

Python runs the handler of a signal between two steps of its own and of `re`, in the main thread alone, and Windows has
no such timer: in a thread, and on Windows, nothing is stopped from inside.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

DEFAULT_SECONDS = 30.0
STEP_SHARE = 0.5
"""Which share of the time that a page has left one step, such as a rule, may take: others are to have some too."""
LEAST_SHARE = 0.05
"""Which share of its whole time a page must have left for another step."""
_TICKS = 50


class TimeLimitError(BaseException):
    """Time is up.  Like KeyboardInterrupt, no `except Exception` on the way may swallow it.

    `key` is the key of the profile whose regular expression was at work; empty where none was.
    """

    key = ""


class _Clock:
    """When the page and the step of it that are at work must end; a process has one timer, and so one clock."""

    def __init__(self) -> None:
        self.start(inf)

    def start(self, seconds: float) -> None:
        """Give a page some seconds from now on."""
        self.seconds = seconds
        self.page_end = self.step_end = monotonic() + seconds

    def tick(self, _number: int, _frame: FrameType | None) -> None:
        """Stop what takes too long; where something swallowed that, stop it again."""
        if monotonic() >= self.step_end:
            raise TimeLimitError


_CLOCK = _Clock()


@contextmanager
def limit_page(seconds: float) -> Iterator[None]:
    """Raise `TimeLimitError` in here when the time of a page is up; 0 seconds stand for no limit."""
    if not seconds or not hasattr(signal, "setitimer"):
        yield
        return
    try:
        before = signal.signal(signal.SIGALRM, _CLOCK.tick)
    except ValueError:  # a thread hears no signals
        yield
        return
    _CLOCK.start(seconds)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds / _TICKS, seconds / _TICKS)
        yield
    finally:
        _CLOCK.start(inf)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def start_step() -> bool:
    """Give what comes next its share of the time that the page has left; false where that is hardly any."""
    now = monotonic()
    left = _CLOCK.page_end - now
    _CLOCK.step_end = now + left * STEP_SHARE
    return left >= _CLOCK.seconds * LEAST_SHARE


def end_step() -> None:
    """Let what comes next have all the time that the page has left."""
    _CLOCK.step_end = _CLOCK.page_end


def get_time_limit() -> float:
    """How many seconds a page has; infinite where there is no limit."""
    return _CLOCK.seconds


class name_key:  # noqa: N801 -- used like a function, and for every cell: contextlib's would take four times as long
    """Say, where time runs out in here, that a regular expression of this key of the profile was at work."""

    __slots__ = ("_key",)

    def __init__(self, key: str) -> None:
        self._key = key

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, TimeLimitError):
            error.key = self._key
