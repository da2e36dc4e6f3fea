"""A bar on standard error for runs that last, where a terminal shows it; a run that is over soon has none."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Iterator, Mapping

T = TypeVar("T")

PATIENCE = 1.0
"""How many seconds a run may take before it shows how far it is."""


@contextmanager
def watch_progress(items: Collection[T], environ: Mapping[str, str], *, quiet: bool = False) -> Iterator[Iterable[T]]:
    """The items, with a bar that says how many of them were taken; however the run ends, the bar goes away."""
    if quiet or sys.stderr is None or not sys.stderr.isatty() or environ.get("TERM") == "dumb":
        yield items
        return
    shown = _is_shown(items, PATIENCE)
    try:
        yield shown
    finally:
        shown.close()


def _is_shown(items: Collection[T], patience: float) -> Generator[T]:
    start = time.monotonic()
    rest = iter(items)
    for done, item in enumerate(rest):
        if time.monotonic() - start > patience:
            yield from _show_bar(item, rest, done, len(items))
            return
        yield item


def _show_bar(first: T, rest: Iterator[T], done: int, total: int) -> Iterator[T]:
    """The items that are left, under a bar that goes away at the end."""
    from rich.console import Console  # most runs are over before
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), TextColumn("files"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, completed=done)
        yield first
        for item in rest:
            progress.advance(task)
            yield item
