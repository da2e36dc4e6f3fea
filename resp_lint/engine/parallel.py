"""Many pages on all cores of this machine: workers are given batches of pages, and send back what they found.

This process checks pages itself between two looks at its workers.  A worker holds a batch and the next one, so that it
need not wait; batches are small, as one page can take as long as a hundred others.  A worker that
dies costs the batch that it was at, which is reported; its next one goes to somebody else.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from contextlib import contextmanager, suppress
from itertools import islice, repeat
from time import process_time
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from resp_lint.engine.runner import Lost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from resp_lint.engine.runner import Each, Found, Task

    Check = Callable[[Task], Found]
    Work = Callable[[int, int], list[Found]]  # checks the tasks from one number up to another

_SIGNALS = {signal.SIGINT, signal.SIGTERM}
FORK, SPAWN = "fork", "spawn"
TRIAL = {FORK: 0.03, SPAWN: 0.5}
"""How many seconds of processor time there must have been, and five times as many be left, before workers are worth it.

A forked one costs some 25 ms of all cores' time, most of it for what it writes into and so has to copy; a spawned one
starts Python and loads all rules.  A page takes a millisecond or two.
"""
LARGEST = 16
"""How many pages a batch has at most."""
SHARES = 32
"""How many batches there are for each process, where none is too large."""
AHEAD = 2
"""How many batches a worker holds."""


class Worker(Struct, frozen=True):
    """A process, the connection to it, and the batches that it holds, that in which it is at work first."""

    process: BaseProcess
    connection: Connection
    batches: deque[range]


def choose_method(*, asked: bool) -> str:
    """How workers are started here: by fork where that is safe; empty where they should not be.

    A forked process has all that its parent has, so that nothing is sent to it, but with threads about it would inherit
    their locks; on macOS the system's own libraries may run threads that nobody sees.  A spawned one loads the program
    that started this one again, which programs other than ours need not allow for; so with threads only where the user
    `asked` for it.
    """
    threads = threading.active_count() > 1
    if hasattr(os, "fork") and sys.platform != "darwin" and not threads:
        return FORK
    return SPAWN if asked or not threads else ""


def use_processes(
    tasks: Sequence[Task], jobs: int, method: str, order: Callable[[], Work], trial: float | None = None
) -> Each:
    """A function like `map` for these tasks that works on `jobs` cores, if that pays.

    It does the first tasks by itself, for `trial` seconds: afterwards it knows whether workers are worth it, and has
    made once what every page needs.  It takes the items that it is given as they are done, by whomever.  `order` makes
    what spawned workers are sent.
    """

    def each(do: Check, items: Iterable[Task]) -> list[Found | Lost]:
        first = _try_tasks(do, tasks, TRIAL[method] if trial is None else trial)
        shown = iter(items)
        deque(islice(shown, len(first)), maxlen=0)
        if len(first) == len(tasks):
            return [*first]

        def work(start: int, stop: int) -> list[Found]:
            return [do(task) for task in tasks[start:stop]]

        with _start_workers(jobs - 1, method, work if method == FORK else order()) as workers:
            found = dict(_share_out(range(len(first), len(tasks)), work, workers, shown))
        rest = ((tasks[number], found[number]) for number in range(len(first), len(tasks)))
        return [*first, *(Lost(task, result) if isinstance(result, str) else result for task, result in rest)]

    return each


def _try_tasks(do: Check, tasks: Sequence[Task], trial: float) -> list[Found]:
    """The results of the first tasks, or of all of them where it is not worth it to share them out."""
    found = [do(task) for task in tasks[:1]]  # what is imported and compiled with it says nothing about the others
    start = process_time()
    for number, task in enumerate(tasks[1:]):
        spent = process_time() - start
        if spent >= trial and spent / max(1, number) * (len(tasks) - len(found)) >= 5 * trial:
            break
        found.append(do(task))
    return found


def _share_out(
    tasks: range, work: Work, workers: Sequence[Worker], shown: Iterator[Task]
) -> Iterator[tuple[int, Found | str]]:
    """The number of each task with what was found, or why nothing was; an item is shown for each.

    Raises `RuntimeError` for what was raised in a worker.
    """
    from multiprocessing.connection import wait  # as below

    left = _make_batches(tasks, len(workers) + 1)
    while left or any(worker.batches for worker in workers):
        for worker in workers:
            _feed(worker, left)
        done: list[tuple[range, list[Found] | str]] = []
        if left:
            batch = left.popleft()
            done.append((batch, work(batch.start, batch.stop)))
        busy = [worker.connection for worker in workers if worker.batches]
        ready = wait(busy, 0 if done else None)
        done += [_take_answer(worker, left) for worker in workers if worker.connection in ready]
        for batch, answer in done:
            deque(islice(shown, len(batch)), maxlen=0)
            yield from zip(batch, repeat(answer) if isinstance(answer, str) else answer, strict=False)


def _make_batches(tasks: range, processes: int) -> deque[range]:
    size = max(1, min(LARGEST, len(tasks) // (processes * SHARES)))
    return deque(tasks[start : start + size] for start in range(0, len(tasks), size))


def _feed(worker: Worker, left: deque[range]) -> None:
    """Send a worker what it needs to have enough to do, unless it is gone."""
    while left and worker.process.exitcode is None and len(worker.batches) < AHEAD:
        with suppress(OSError):  # it dies at this very moment, which is noticed where its answer is awaited
            worker.connection.send((left[0].start, left[0].stop))
        worker.batches.append(left.popleft())


def _take_answer(worker: Worker, left: deque[range]) -> tuple[range, list[Found] | str]:
    """The batch that a worker is done with, and what it found; or why that is lost, with its process.

    Raises `RuntimeError` for what was raised there.
    """
    batch = worker.batches.popleft()
    try:
        answer: list[Found] | Exception = worker.connection.recv()
    except (EOFError, OSError):
        left.extendleft(reversed(worker.batches))
        worker.batches.clear()
        worker.process.join()
        code = worker.process.exitcode or 0
        return batch, f"a process ended by signal {-code}" if code < 0 else f"a process ended with status {code}"
    if isinstance(answer, Exception):
        raise answer
    return batch, answer


@contextmanager
def _start_workers(count: int, method: str, work: Work) -> Iterator[Sequence[Worker]]:
    """Some workers, fewer where the system allows no more; they are gone at the end, whatever happens."""
    from multiprocessing import get_context  # a run that finds its pages kept needs no workers

    context: Any = get_context(method)  # which of its kinds is not known
    workers: list[Worker] = []
    try:
        with _hold_signals(), suppress(OSError):
            for _ in range(count):
                ours, theirs = context.Pipe()
                # What is forked holds our ends too: nobody would notice that this process is gone.
                open_here = [ours, *(worker.connection for worker in workers)] if method == FORK else []
                process = context.Process(target=_serve, args=(theirs, work, open_here), daemon=True)
                process.start()
                theirs.close()
                workers.append(Worker(process, ours, deque()))
        yield workers
    finally:
        for worker in workers:
            if worker.batches:
                worker.process.kill()
            worker.connection.close()
        for worker in workers:
            worker.process.join()


@contextmanager
def _hold_signals() -> Iterator[None]:
    """Let signals wait until each worker is known, and let what they start with be what workers start with."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(asked: Connection, work: Work, inherited: Sequence[Connection]) -> None:  # pragma: no cover -- elsewhere
    """All that a worker does: whatever happens, it prints nothing, and ends with the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, too, and ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    gc.disable()  # pages go with their last users, and what a forked process inherits is not written into
    for connection in inherited:
        connection.close()
    with suppress(EOFError, OSError):
        while True:
            start, stop = asked.recv()
            try:
                found = work(start, stop)
            except Exception as error:  # noqa: BLE001 -- the parent raises it again
                asked.send(RuntimeError(f"{type(error).__name__}: {error}"))
                return
            asked.send(found)
