"""An editor in a few lines: it starts `resp-lint server`, sends what it is given, and waits for what comes back."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import msgspec

from resp_lint.server.frames import Frames, decode_content, encode_frame
from resp_lint.server.structures import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

PATIENCE = 40.0
"""Seconds after which a test fails that waits for an answer."""

PULLS: dict[str, Any] = {"diagnostic": {}}
# What most editors can do.
CAPABILITIES: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceEdit": {"documentChanges": True},
    },
    "textDocument": {
        "publishDiagnostics": {
            "relatedInformation": True,
            "tagSupport": {"valueSet": [1]},
            "codeDescriptionSupport": True,
            "dataSupport": True,
        },
        "codeAction": {"resolveSupport": {"properties": ["edit"]}, "dataSupport": True},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "hover": {"contentFormat": ["markdown"]},
    },
}


def uri_of(path: Path) -> str:
    return path.as_uri()


class LanguageClient:
    """One server process and the conversation with it."""

    def __init__(self, *arguments: str, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> None:
        command = [sys.executable, "-m", "resp_lint", "server", *arguments]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.process = subprocess.Popen(command, cwd=cwd, env=env, **pipes)  # type: ignore[call-overload]
        self.received: list[dict[str, Any]] = []
        self.stderr = b""
        self._incoming: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._number = 0
        self._versions: dict[str, int] = {}
        self._threads = [threading.Thread(target=it, daemon=True) for it in (self._read, self._read_errors)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with suppress(BrokenPipeError):
                stream.close()

    # --- bytes

    def _read(self) -> None:
        frames = Frames()
        while chunk := self.process.stdout.read1(1 << 16):
            for content in frames.feed(chunk):
                assert isinstance(content, bytes), content
                self._incoming.put(decode_content(content))
        self._incoming.put(None)

    def _read_errors(self) -> None:
        while chunk := self.process.stderr.read1(1 << 16):
            self.stderr += chunk

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, **message: object) -> None:
        """Send a message."""
        self.write(encode_frame({"jsonrpc": "2.0", **message}))

    # --- messages

    def notify(self, method: str, params: object = None) -> None:
        self.send(method=method, params=params)

    def ask(self, method: str, params: object = None) -> dict[str, Any]:
        """The whole answer to a request."""
        self._number += 1
        self.send(id=self._number, method=method, params=params)
        number = self._number
        return self.wait(lambda it: it.get("id") == number and "method" not in it)

    def request(self, method: str, params: object = None) -> Any:  # noqa: ANN401 -- whatever the result is
        """The result of a request."""
        answer = self.ask(method, params)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def wait(self, wanted: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """The next message that is wanted; requests that come before it are answered with null."""
        while True:
            message = self._incoming.get(timeout=PATIENCE)
            assert message is not None, f"the server is gone: {self.stderr.decode()}"
            self.received.append(message)
            if "id" in message and "method" in message:
                self.send(id=message["id"], result=None)
            if wanted(message):
                return message

    def drain(self) -> list[dict[str, Any]]:
        """All that the server sends until it has nothing left to do: it answers a request no earlier."""
        before = len(self.received)
        self.ask("resp-lint/nothing")
        return self.received[before:]

    # --- conversations

    def initialize(self, *folders: Path, pulls: bool = False, **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- capabilities
        """Say hello; `more` takes the place of capabilities."""
        capabilities = {**CAPABILITIES, **more}
        if pulls:
            capabilities["textDocument"] = {**capabilities["textDocument"], **PULLS}
        result = self.request(
            "initialize",
            {
                "processId": None,
                "capabilities": capabilities,
                "workspaceFolders": [{"uri": uri_of(it), "name": it.name} for it in folders] or None,
            },
        )
        self.notify("initialized", {})
        return dict(result)

    def open(self, path: Path | str, text: str | None = None) -> str:
        """Open a file, or a text under its path or URI; its URI."""
        uri = path if isinstance(path, str) else uri_of(path)
        if text is None:
            assert isinstance(path, Path)
            text = path.read_bytes().decode()
        self._versions[uri] = 1
        item = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return uri

    def change(self, uri: str, *changes: Mapping[str, object] | str) -> int:
        """Send changes, a text for the whole of it; the version that they make."""
        self._versions[uri] += 1
        document = {"uri": uri, "version": self._versions[uri]}
        items = [{"text": change} if isinstance(change, str) else change for change in changes]
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": items})
        return self._versions[uri]

    def diagnostics(self, uri: str, version: int | None = None) -> list[dict[str, Any]]:
        """The diagnostics that are published for a version, the present one unless it is given."""
        version = version or self._versions[uri]

        def is_wanted(message: dict[str, Any]) -> bool:
            if message.get("method") != "textDocument/publishDiagnostics":
                return False
            return bool(message["params"]["uri"] == uri and message["params"].get("version") == version)

        here = next((it for it in reversed(self.received) if is_wanted(it)), None)
        message = here or self.wait(is_wanted)
        return list(message["params"]["diagnostics"])

    def quit(self) -> int:
        """Shut the server down; its exit code."""
        self.request("shutdown")
        self.notify("exit")
        return int(self.process.wait(PATIENCE))


def apply_edits(text: str, edits: list[dict[str, Any]], encoding: str = "utf-16") -> str:
    """A text with edits applied as an editor does it: an implementation of its own, on the encoded text."""
    unit = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    codec = "utf-8" if encoding == "utf-8" else f"{encoding}-le"
    data = text.encode(codec)
    starts = [0]
    for index, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            starts.append(index + 1)
    offsets = [len(text[:start].encode(codec)) for start in starts]

    def offset(position: dict[str, int]) -> int:
        place = msgspec.convert(position, Position)
        return offsets[place.line] + place.character * unit

    spans = sorted(
        ((offset(it["range"]["start"]), offset(it["range"]["end"]), it["newText"]) for it in edits), reverse=True
    )
    for (start, end, new), (later, _, _) in zip(spans, [(len(data) + 1, 0, ""), *spans], strict=False):
        assert start <= end <= later, "edits overlap"
        data = data[:start] + new.encode(codec) + data[end:]
    return data.decode(codec)
