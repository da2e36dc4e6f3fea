"""Keeps Python's garbage collector away from a page while its parts are made."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def pause_collector() -> Iterator[None]:
    """Collect no garbage meanwhile.

    A page's tokens and parts are many and stay alive; the collector would visit them all again and again as they grow
    in number, which costs a third of the time on a large page, and more than in proportion to its size.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
