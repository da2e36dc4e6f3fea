"""Messages of the language server protocol as bytes: a header with the length, a blank line, JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import msgspec

from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = -32700, -32600, -32601, -32602, -32603
NOT_INITIALIZED, REQUEST_CANCELLED, REQUEST_FAILED = -32002, -32800, -32803
MAX_CONTENT = 64_000_000
_MAX_HEADER = 1 << 16
_END = b"\r\n\r\n"
_LENGTH = regex(rb"content-length:[ \t]*(\d+)[ \t]*(?=\r|$)", re.IGNORECASE)
_SURROGATE = regex("[\ud800-\udfff]")


class RpcError(Exception):
    """The answer to a request that cannot be served."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Frames:
    """Cuts the chunks of a stream into messages; where something else stands, it goes on at the next header."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._length: int | None = None

    def feed(self, chunk: bytes) -> Iterator[bytes | RpcError]:
        """Take a chunk; yield the contents that it completes, and an error for each header that is none."""
        self._buffer += chunk
        while True:
            if self._length is None:
                end = self._buffer.find(_END)
                if end < 0:  # what is kept of something very long may hold the beginning of a header
                    del self._buffer[: -_MAX_HEADER // 2 if len(self._buffer) > _MAX_HEADER else 0]
                    return
                found = _LENGTH.findall(self._cut(end + len(_END))[:end])
                if not found or int(found[-1][:12]) > MAX_CONTENT:
                    yield RpcError(INVALID_REQUEST, f"no Content-Length of at most {MAX_CONTENT}")
                    continue
                self._length = int(found[-1])
            if len(self._buffer) < self._length:
                return
            content, self._length = self._cut(self._length), None
            yield content

    def _cut(self, end: int) -> bytes:
        content = bytes(self._buffer[:end])
        del self._buffer[:end]
        return content


def encode_frame(message: object) -> bytes:
    """A message with its header."""
    content = msgspec.json.encode(message)
    return b"Content-Length: %d\r\n\r\n%b" % (len(content), content)


def decode_content(content: bytes) -> dict[str, Any]:
    """The object that a content holds; what is not UTF-8, and halves of a character, are replaced.

    Raises `RpcError`.
    """
    try:
        message = msgspec.json.decode(content)
    except (ValueError, RecursionError):
        try:
            message = _replace_surrogates(json.loads(content.decode("utf-8", "replace")))
        except (ValueError, RecursionError) as error:
            raise RpcError(PARSE_ERROR, f"not JSON: {error}") from None
    if not isinstance(message, dict):
        raise RpcError(INVALID_REQUEST, "a message must be an object")
    return message


def _replace_surrogates(value: object) -> object:
    match value:
        case str():
            return _SURROGATE.sub("\ufffd", value)
        case dict():
            return {key: _replace_surrogates(item) for key, item in value.items()}
        case list():
            return [_replace_surrogates(item) for item in value]
    return value
