"""The executors that a command line can name: processes of this machine, and a scheduler of Dask."""

from __future__ import annotations

import logging
import re
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from resp_lint.engine.cores import count_cores
from resp_lint.engine.executors import Engine
from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER = 10
"""How many seconds a scheduler, or its first worker, may take to answer."""
KINDS = "processes, processes:N or dask:HOST:PORT"
_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss|ucx)://)?[^/\s]+:\d+")


def count_processes(text: str) -> int:
    """The number of processes of this machine that an executor of this name is; as many as there are cores by default.

    Raises `UsageError`.
    """
    kind, _, rest = text.partition(":")
    if kind != "processes" or (rest and not (rest.isascii() and rest.isdigit() and int(rest))):
        raise _unknown(text)
    return int(rest or count_cores())


@contextmanager
def open_engine(text: str, patience: float) -> Iterator[Engine]:
    """The executor on other machines that is named so; it is released at the end.

    Raises `UsageError`.
    """
    kind, _, rest = text.partition(":")
    if kind != "dask" or not _ADDRESS.fullmatch(rest):
        raise _unknown(text)
    with _open_dask(rest, patience) as found:
        yield found


def _unknown(text: str) -> UsageError:
    return UsageError(f"unknown executor “{text}”; there are: {KINDS}")


@contextmanager
def _open_dask(address: str, patience: float) -> Iterator[Engine]:
    try:
        from distributed import Client  # an extra
    except ImportError:
        raise UsageError("--executor dask needs more packages: pip install 'resp-lint[dask]'") from None
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
