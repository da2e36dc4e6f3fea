"""Many pages on all cores: forked children take pieces of the work one by one, and say at the end what they found.

A child knows all that its parent knows, so that nothing is sent to it; what it found comes back through a pipe.  The
parent works too.  Nobody is given a share: whoever is free takes the next piece, as one page can take as long as a
hundred others.  What a child that was killed had taken is lost, and told.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct

from resp_lint.engine.runner import Lost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from resp_lint.engine.runner import Each, Result, Task

    Found = Result | None
    Check = Callable[[Task], Found]

MOST_PIECES = 256  # the number of a piece is one byte in a pipe, which nobody reads half of
TRIAL = 0.03
"""How many seconds of work there must have been, and be left, before children are worth it.

A child costs some 25 ms of all cores' time, most of it for what it writes into and so has to copy; a page takes one.
"""


class Child(Struct, frozen=True):
    """A process and the end of the pipe through which it answers."""

    pid: int
    answer: int


def may_fork(*, asked: bool) -> bool:
    """Whether children can be forked here: there is fork, and no thread whose locks they would inherit.

    On macOS the system's own libraries may run threads that nobody sees, so that Python calls fork unsafe there; it is
    done only where the user `asked` for it.
    """
    import threading  # a run on one core need not ask

    return hasattr(os, "fork") and threading.active_count() == 1 and (asked or sys.platform != "darwin")


def use_cores(tasks: Sequence[Task], jobs: int, trial: float = TRIAL) -> Each:
    """A function like `map` for these tasks that works on `jobs` cores, if that pays.

    It does the first tasks by itself, for `trial` seconds: afterwards it knows whether children are worth it, and has
    made once what every page needs.  It takes the items that it is given as they are done, by whomever.
    """

    def each(do: Check, items: Iterable[Task]) -> list[Found | Lost]:
        first = _try_tasks(do, tasks, trial)
        shown = iter(items)
        rest = tasks[len(first) :]
        if not rest:
            return [*first]
        for _ in zip(first, shown, strict=False):
            pass
        return [*first, *_spread(do, rest, shown, jobs)]

    return each


def _try_tasks(do: Check, tasks: Sequence[Task], trial: float) -> list[Found]:
    """The results of the first tasks, or of all of them where it is not worth it to share them out."""
    found = [do(task) for task in tasks[:1]]  # what is imported and compiled with it says nothing about the others
    start = perf_counter()
    for number, task in enumerate(tasks[1:]):
        spent = perf_counter() - start
        if spent >= trial and spent / max(1, number) * (len(tasks) - len(found)) >= trial:
            break
        found.append(do(task))
    return found


def _spread(do: Check, tasks: Sequence[Task], shown: Iterator[Task], jobs: int) -> list[Found | Lost]:
    """What is found of each task by `jobs` processes, in the order of the tasks; an item is shown for each."""
    size = -(-len(tasks) // MOST_PIECES)
    pieces = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    found: dict[int, list[Found]] = {}
    reasons: list[str] = []
    children: list[Child] = []
    queue = _make_queue(len(pieces))
    try:
        _fork(children, min(jobs, len(pieces)) - 1, queue, lambda piece: [do(task) for task in pieces[piece]])
        taken = 0
        for piece in _take_numbers(queue):
            deque(islice(shown, (piece + 1 - taken) * size), maxlen=0)
            taken = piece + 1
            found[piece] = [do(task) for task in pieces[piece]]
        while children:
            answer = _read_answer(children[-1])
            reasons += _merge_answer(answer, _end(children.pop()), found)
        deque(shown, maxlen=0)
    finally:
        os.close(queue)
        while children:
            os.kill(children[-1].pid, signal.SIGKILL)
            _end(children.pop())
    reason = reasons[0] if reasons else ""
    lost = ([Lost(task, reason) for task in some] for some in pieces)
    return [result for piece, none in enumerate(lost) for result in found.get(piece, none)]


def _make_queue(pieces: int) -> int:
    """A pipe out of which each piece's number can be taken once, by whomever."""
    queue, into = os.pipe()
    os.write(into, bytes(range(pieces)))
    os.close(into)
    return queue


def _take_numbers(queue: int) -> Iterator[int]:
    while number := os.read(queue, 1):
        yield number[0]


def _fork(children: list[Child], count: int, queue: int, work: Callable[[int], list[Found]]) -> None:
    """Add children, fewer where the system allows no more; signals wait until each is known."""
    parent, held = os.getpid(), {signal.SIGINT, signal.SIGTERM}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, held)
    gc.freeze()  # the collector would write into what is there, so that a child had to copy it
    try:
        for _ in range(count):
            answer, into = os.pipe()
            try:
                pid = os.fork()
            except OSError:
                os.close(answer)
                os.close(into)
                return
            if not pid:
                # Whoever holds the other end of its own pipe would not notice that nobody reads it any more.
                _run_child(parent, [answer, *(child.answer for child in children)], queue, work, into)
            os.close(into)
            children.append(Child(pid, answer))
    finally:
        if os.getpid() == parent:
            gc.unfreeze()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _run_child(
    parent: int, others: Iterable[int], queue: int, work: Callable[[int], list[Found]], into: int
) -> NoReturn:  # pragma: no cover -- in a child
    """All that a child does: whatever happens, it prints nothing, and nothing of its parent goes on in it."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, too, and ends its children
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
        for number in others:
            os.close(number)
        _send(into, _collect_found(parent, queue, work))
        code = 0
    finally:
        os._exit(code)


def _collect_found(parent: int, queue: int, work: Callable[[int], list[Found]]) -> dict[int, list[Found]] | str:
    """What a child finds of the pieces that it takes; a text where it fails."""
    try:
        return {piece: work(piece) for piece in _take_numbers(queue) if os.getppid() == parent}
    except Exception as error:  # noqa: BLE001 -- the parent raises it again
        return f"{type(error).__name__}: {error}"


def _send(into: int, found: object) -> None:
    import pickle  # only a run of many pages; a child talks to its own parent

    with os.fdopen(into, "wb") as file:
        pickle.dump(found, file, pickle.HIGHEST_PROTOCOL)


def _read_answer(child: Child) -> dict[int, list[Found]] | str:
    """What a child says; nothing where it ended before it had said all."""
    import pickle

    with os.fdopen(child.answer, "rb", closefd=False) as file:
        try:
            answer: dict[int, list[Found]] | str = pickle.load(file)  # noqa: S301 -- the bytes of our own child
        except (EOFError, pickle.UnpicklingError):
            return {}
    return answer


def _merge_answer(answer: dict[int, list[Found]] | str, code: int, found: dict[int, list[Found]]) -> Iterator[str]:
    """Take over what a child found; yield why there is nothing.

    Raises `RuntimeError` for what was raised in the child.
    """
    if code:
        yield f"a process ended by signal {-code}" if code < 0 else f"a process ended with status {code}"
    elif isinstance(answer, str):
        raise RuntimeError(answer)
    else:
        found |= answer


def _end(child: Child) -> int:
    """Wait for the end of a child that has said all or was killed; its exit code, less than 0 for a signal."""
    os.close(child.answer)
    return os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1])
