"""The conversation with an editor, from `initialize` to `exit`.

One thread reads, the main thread does everything else: what is typed while a page is checked waits as a batch, so that
the page is checked once for all of it.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import traceback
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from resp_lint.server import frames
from resp_lint.server.frames import RpcError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Message = dict[str, Any] | RpcError

CHUNK = 1 << 16
GRACE = 1.0
"""Seconds between two looks at the editor's process, and those that a check may still take when it is gone."""


class Handler(Struct, frozen=True):
    """What serves a method: the type of its parameters, and a function of them; its result is the answer."""

    params: Any
    call: Callable[[Any], object]


class EditorGoneError(BaseException):
    """Nobody listens any more; no `except Exception` on the way may swallow it."""


class Connection:
    """Reads messages from one file descriptor and writes answers to another."""

    def __init__(self, source: int, sink: int) -> None:
        self._source, self._sink = source, sink
        self._batches: queue.SimpleQueue[list[Message] | None] = queue.SimpleQueue()
        self._left = threading.Event()
        self._serving = self._is_shut_down = self._exited = False
        self._waiting: dict[object, Callable[[Any], None]] = {}
        self._number = 0

    # --- out

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, params: object, then: Callable[[Any], None] = lambda _result: None) -> None:
        """Send a request; `then` takes its result, and is not called where the answer is an error."""
        self._number += 1
        self._waiting[self._number] = then
        self._send({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})

    def log(self, text: str) -> None:
        """Send a text for the editor's log."""
        self.notify("window/logMessage", {"type": 1, "message": text})

    def _send(self, message: object) -> None:
        rest = memoryview(frames.encode_frame(message))
        try:
            while rest:
                rest = rest[os.write(self._sink, rest) :]
        except OSError:
            raise EditorGoneError from None

    # --- in

    def serve(self, handlers: Mapping[str, Handler], settle: Callable[[], bool]) -> int:
        """Serve until the editor says `exit`, or is gone; the exit code is 0 only for `exit` after `shutdown`.

        When nothing is waiting, `settle` does a part of what is left to do, and says whether that was not all.
        """
        threading.Thread(target=self._read, daemon=True).start()
        has_more = False
        try:
            while not self._exited:
                with suppress(queue.Empty):
                    self._take(self._batches.get(block=not has_more), handlers)
                    has_more = True
                    continue  # as long as there is something to read
                has_more = self._serving and bool(self._guard(settle))
        except EditorGoneError:
            return 1
        finally:
            self._left.set()
        return 0 if self._is_shut_down else 1

    def _take(self, batch: list[Message] | None, handlers: Mapping[str, Handler]) -> None:
        if batch is None:
            raise EditorGoneError
        cancels = [it["params"] for it in batch if isinstance(it, dict) and it.get("method") == "$/cancelRequest"]
        cancelled = [params.get("id") for params in cancels if isinstance(params, dict)]
        for message in batch:
            if isinstance(message, RpcError):
                self._fail(None, message)
            elif "method" not in message:
                self._guard(partial(self._take_result, message))
            elif "id" not in message:
                self._guard(partial(self._hear, message, handlers))
            else:
                self._answer(message, handlers, is_cancelled=message["id"] in cancelled)

    def _take_result(self, message: dict[str, Any]) -> None:
        number = message.get("id")
        then = self._waiting.pop(number, None) if isinstance(number, int) else None
        if then and "error" not in message:
            then(message.get("result"))

    def _answer(self, message: dict[str, Any], handlers: Mapping[str, Handler], *, is_cancelled: bool) -> None:
        method = message["method"]
        try:
            if is_cancelled:
                raise RpcError(frames.REQUEST_CANCELLED, "cancelled")  # noqa: TRY301 -- one more way to fail
            if self._is_shut_down or (method == "initialize" and self._serving):
                raise RpcError(frames.INVALID_REQUEST, "shut down" if self._is_shut_down else "already initialized")  # noqa: TRY301 -- as above
            if method != "initialize" and not self._serving:
                raise RpcError(frames.NOT_INITIALIZED, "not initialized")  # noqa: TRY301 -- as above
            result = None if method == "shutdown" else self._call(message, handlers)
        except RpcError as error:
            self._fail(message["id"], error)
        except Exception as error:  # noqa: BLE001 -- the next request must find a living server
            self.log(traceback.format_exc())
            self._fail(message["id"], RpcError(frames.INTERNAL_ERROR, f"{type(error).__name__}: {error}"))
        else:
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": result})
            if method == "initialize":
                self._watch_process(message["params"].get("processId"))
            self._serving, self._is_shut_down = method != "shutdown", method == "shutdown"

    def _hear(self, message: dict[str, Any], handlers: Mapping[str, Handler]) -> None:
        self._exited = message["method"] == "exit"
        if self._serving and message["method"] in handlers:
            self._call(message, handlers)

    def _call(self, message: dict[str, Any], handlers: Mapping[str, Handler]) -> object:
        handler = handlers.get(message["method"])
        if handler is None:
            raise RpcError(frames.METHOD_NOT_FOUND, f"no such method: {message['method']}")
        try:
            params = msgspec.convert(message.get("params") or {}, handler.params)
        except msgspec.ValidationError as error:
            raise RpcError(frames.INVALID_PARAMS, str(error)) from None
        return handler.call(params)

    def _guard(self, call: Callable[[], object]) -> object:
        """The result of a call; one that fails is logged."""
        try:
            return call()
        except Exception:  # noqa: BLE001 -- as above
            self.log(traceback.format_exc())
            return None

    def _fail(self, number: object, error: RpcError) -> None:
        self._send({"jsonrpc": "2.0", "id": number, "error": {"code": error.code, "message": error.message}})

    # --- threads

    def _read(self) -> None:
        reader = frames.Frames()
        with suppress(OSError):
            while chunk := os.read(self._source, CHUNK):
                if batch := [_decode(item) for item in reader.feed(chunk)]:
                    self._batches.put(batch)
        self._leave()

    def _watch_process(self, number: object) -> None:
        """Leave when the editor's process is gone; on Windows, where one cannot ask, its end of the pipe has to do."""
        if isinstance(number, int) and number > 0 and sys.platform != "win32":
            threading.Thread(target=self._wait_for, args=(number,), daemon=True).start()

    def _wait_for(self, number: int) -> None:
        while _is_alive(number) and not self._left.wait(GRACE):
            pass
        self._leave()

    def _leave(self) -> None:
        """Have the main thread end; where it is busy for too long, end without it."""
        self._batches.put(None)
        if not self._left.wait(GRACE):
            os._exit(1)


def _decode(item: bytes | RpcError) -> Message:
    try:
        return item if isinstance(item, RpcError) else frames.decode_content(item)
    except RpcError as error:
        return error


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except (OSError, OverflowError) as error:
        return isinstance(error, PermissionError)
    return True
