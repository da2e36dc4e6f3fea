"""The conversation itself: its states, its end, and what no editor should send."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lint.server.frames import MAX_CONTENT, Frames, RpcError, decode_content, encode_frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from language_client import LanguageClient

    Start = Callable[..., LanguageClient]

GONE = 20.0
"""Seconds within which a server must be gone; it takes two, on a machine that has nothing else to do."""


# --- frames


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none()), max_size=5), st.data())
def test_messages_are_read_however_they_are_cut(messages: list[dict[str, object]], data: st.DataObject) -> None:
    stream = b"".join(map(encode_frame, messages))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    frames = Frames()
    read = [
        item
        for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)
        for item in frames.feed(stream[start:end])
    ]
    assert [decode_content(item) for item in read if isinstance(item, bytes)] == messages


@pytest.mark.parametrize(
    "junk",
    [
        b"Content-Length: 99999999999999999999\r\n\r\n",
        b"Content-Length: %d\r\n\r\n" % (MAX_CONTENT + 1),
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: many\r\n\r\n",
        b"Content-Type: text/plain\r\n\r\n",
        b"\0" * 200_000 + b"\r\n\r\n",
        b"Content-Length: " + b"9" * 10_000 + b"\r\n\r\n",
    ],
    ids=["huge", "too large", "negative", "a word", "missing", "NUL", "many digits"],
)
def test_reading_goes_on_after_what_is_no_header(junk: bytes) -> None:
    read = list(Frames().feed(junk + encode_frame({"id": 1})))
    assert [item.code for item in read if isinstance(item, RpcError)] == [-32600]
    assert [item for item in read if isinstance(item, bytes)] == [b'{"id":1}']


def test_a_stream_without_headers_takes_no_memory() -> None:
    frames = Frames()
    for _ in range(100):
        assert not list(frames.feed(b"x" * 50_000))
    assert len(frames._buffer) < 200_000
    assert list(frames.feed(b"\r\n" + encode_frame({"id": 1})))[-1] == b'{"id":1}'


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"[1,", -32700), (b"[1]", -32600), (b"1", -32600), (b"", -32700), (b"[" * 100_000, -32700), (b"NULL", -32700)],
)
def test_what_is_no_message_is_an_error(content: bytes, code: int) -> None:
    with pytest.raises(RpcError) as caught:
        decode_content(content)
    assert caught.value.code == code


def test_halves_of_characters_are_replaced_one_by_one() -> None:
    assert decode_content(rb'{"text": "a\ud83d\n\ude00b\ud83d\ude00"}') == {"text": "a\ufffd\n\ufffdb😀"}
    assert decode_content(b'{"text": "a\xffb"}') == {"text": "a\ufffdb"}


# --- states


def test_requests_before_initialize_and_after_shutdown_are_refused(start: Start) -> None:
    client = start()
    assert client.ask("textDocument/hover", {})["error"]["code"] == -32002
    client.notify("textDocument/didOpen", {})
    client.initialize()
    assert client.ask("initialize", {})["error"]["code"] == -32600
    assert client.ask("no/such")["error"]["code"] == -32601
    assert client.ask("textDocument/diagnostic", {"textDocument": 5})["error"]["code"] == -32602
    assert (
        client.ask("textDocument/diagnostic", {"textDocument": {"uri": "file:///none.md"}})["error"]["code"] == -32602
    )
    client.request("shutdown")
    assert client.ask("textDocument/hover", {})["error"]["code"] == -32600
    client.notify("exit")
    assert client.process.wait(GONE) == 0


def test_exit_without_shutdown_is_a_failure(start: Start) -> None:
    client = start()
    client.initialize()
    client.notify("exit")
    assert client.process.wait(GONE) == 1


@pytest.mark.parametrize("initialized", [True, False])
def test_the_end_of_input_ends_the_server(start: Start, initialized: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    client = start()
    if initialized:
        client.initialize()
    client.process.stdin.close()
    assert client.process.wait(GONE) == 1


def test_a_dead_editor_ends_the_server(start: Start) -> None:
    editor = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    client = start()
    client.request("initialize", {"processId": editor.pid, "capabilities": {}})
    assert client.process.poll() is None
    assert editor.stdin
    editor.stdin.close()
    editor.wait()
    assert client.process.wait(GONE) == 1


def test_a_broken_pipe_ends_the_server() -> None:
    command = [sys.executable, "-m", "resp_lint", "server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        assert server.stdin
        assert server.stdout
        server.stdout.close()
        request = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}
        server.stdin.write(encode_frame(request))
        server.stdin.flush()
        assert server.wait(GONE) == 1


def test_a_cancelled_request_is_answered_so(start: Start) -> None:
    client = start()
    client.initialize()
    request = encode_frame({"jsonrpc": "2.0", "id": "x", "method": "textDocument/hover", "params": {}})
    cancel = encode_frame({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "x"}})
    client.write(request + cancel)
    assert client.wait(lambda it: it.get("id") == "x")["error"]["code"] == -32800


# --- hostile


HOSTILE: dict[str, dict[str, object]] = {
    "a huge character": {"range": {"start": {"line": 0, "character": 2**40}, "end": {"line": 0, "character": 2**41}}},
    "a huge line": {"range": {"start": {"line": 2**62, "character": 0}, "end": {"line": 2**63, "character": 0}}},
    "beyond 64 bits": {"range": {"start": {"line": 10**30, "character": 0}, "end": {"line": 10**30, "character": 0}}},
    "negative": {"range": {"start": {"line": -1, "character": -7}, "end": {"line": 0, "character": -1}}},
    "backwards": {"range": {"start": {"line": 9, "character": 0}, "end": {"line": 0, "character": 0}}},
    "NUL": {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "\0"},
    "no range": {"range": 5},
    "no text": {"text": None},
}


def test_after_a_hostile_change_the_next_one_works(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    expected = client.diagnostics(uri)
    for name, change in HOSTILE.items():
        client.change(uri, {"text": "x", **change})
        client.change(uri, page.read_bytes().decode())
        assert [it["range"] for it in client.diagnostics(uri)] == [it["range"] for it in expected], name
    assert client.quit() == 0


HOSTILE_BYTES = {
    "bad JSON": b"Content-Length: 3\r\n\r\n{]}",
    "a huge length": b"Content-Length: 1099511627776\r\n\r\n",
    "a batch": encode_frame([1]),
    "deep JSON": encode_frame({}).replace(b"2\r\n\r\n{}", b"100000\r\n\r\n" + b"[" * 100_000),
    "NUL": b"\0\0\0\r\n\r\n",
    "a lone surrogate as an id": b'Content-Length: 33\r\n\r\n{"id": "\\ud800", "method": "a/b"}',
    "an unknown answer": encode_frame({"id": 999, "result": 1}),
    "a method of a wrong type": encode_frame({"id": 5, "method": 7}),
    "a cancellation of nothing": encode_frame({"method": "$/cancelRequest", "params": [1]}),
}


def test_after_hostile_bytes_the_next_edit_works(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    for name, data in HOSTILE_BYTES.items():
        client.write(data)
        version = client.change(uri, page.read_bytes().decode())
        assert client.diagnostics(uri, version), name
    assert client.quit() == 0


def test_a_lone_surrogate_in_a_text_keeps_the_text_in_step(start: Start, page: Path) -> None:
    client = start()
    client.initialize(page.parent)
    uri = client.open(page)
    text = page.read_bytes().decode()
    client._versions[uri] += 1
    params = {
        "textDocument": {"uri": uri, "version": 2},
        "contentChanges": [{"text": text.replace("Learn", "Learn \ud83d")}],
    }
    content = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}).encode()
    client.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
    assert client.diagnostics(uri, 2)
    where = text[: text.index("Rotate")].count("\n")
    column = len("| Rotate keys |")
    spot = {"line": where, "character": column}
    client.change(
        uri, {"range": {"start": spot, "end": {"line": where, "character": column + 3}}, "text": " N/A | x |"}
    )
    assert not [it for it in client.diagnostics(uri, 3) if it["code"] == "RSP501"]
