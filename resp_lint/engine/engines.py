"""The executors that a command line can name: processes of this machine, and a scheduler of Dask."""

from __future__ import annotations

import gc
import re
import signal
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from threading import local
from typing import TYPE_CHECKING, Any

from resp_lint.engine.cores import count_cores
from resp_lint.engine.executors import Engine
from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

ANSWER = 10
"""How many seconds a scheduler, or its first worker, may take to answer."""
KINDS = "processes, processes:N or dask:HOST:PORT"
_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss|ucx)://)?[^/\s]+:\d+")


@contextmanager
def open_engine(text: str, patience: float) -> Iterator[Engine]:
    """The executor that is named so; it is let go at the end.

    Raises `UsageError`.
    """
    kind, _, rest = text.partition(":")
    if kind == "processes" and (not rest or (rest.isascii() and rest.isdigit() and int(rest))):
        with Processes(int(rest or count_cores())) as executor:
            yield Engine(executor)
    elif kind == "dask" and _ADDRESS.fullmatch(rest):
        with _open_dask(rest, patience) as found:
            yield found
    else:
        raise UsageError(f"unknown executor “{text}”; there are: {KINDS}")


class Processes(ThreadPoolExecutor):
    """A pool in which each thread has a process of its own: one that dies takes along what it was at, and no more."""

    def __init__(self, number: int) -> None:
        """Start nothing before there is something to do."""
        super().__init__(number)
        self._own = local()
        self._pools: list[ProcessPoolExecutor] = []
        self._busy: set[ProcessPoolExecutor] = set()

    def submit(self, do: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:  # noqa: ANN401 -- as in the base
        """Have one of the processes do something."""
        return super().submit(self._call_in_process, do, *arguments, **named)

    def _call_in_process(self, do: Callable[..., Any], *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 -- as above
        if not hasattr(self._own, "pool"):
            # This process has threads, so that it cannot fork.
            self._own.pool = ProcessPoolExecutor(1, get_context("spawn"), _start)
            self._pools.append(self._own.pool)
        pool = self._own.pool
        self._busy.add(pool)
        try:
            return pool.submit(do, *arguments, **named).result()
        except BrokenProcessPool:
            del self._own.pool
            raise
        finally:
            self._busy.discard(pool)

    def __exit__(self, *_: object) -> bool | None:
        """End the processes that are still at something: whoever leaves has its result, or has given it up."""
        self.shutdown(wait=False, cancel_futures=True)
        for pool in tuple(self._busy):
            for process in tuple((pool._processes or {}).values()):  # noqa: SLF001 -- public from Python 3.14 on
                process.kill()
        self.shutdown()
        for pool in self._pools:
            pool.shutdown()
        return None


def _start() -> None:
    """Leave interrupts to the process that waits, and pages to their last users instead of the collector."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _open_dask(address: str, patience: float) -> Iterator[Engine]:
    try:
        from distributed import Client  # an extra
    except ImportError:
        raise UsageError("--executor dask needs more packages: pip install 'resp-lint[dask]'") from None
    import logging
    import warnings

    make: Any = Client  # its types say nothing

    for name in ("distributed", "tornado", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters comes back as an exception
    warnings.simplefilter("ignore")
    try:
        client: Any = make(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(f"no scheduler answers at {address}: {error}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=ANSWER)
        except TimeoutError:
            raise UsageError(f"the scheduler at {address} has no workers") from None
        yield Engine(client.get_executor(pure=False), lambda: _has_workers(client), patience)


def _has_workers(client: Any) -> bool:  # noqa: ANN401 -- as above
    try:
        return client.status == "running" and bool(client.scheduler_info()["workers"])
    except Exception:  # noqa: BLE001 -- nobody answers, in one of many ways
        return False
