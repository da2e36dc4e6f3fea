"""Workflow commands are those of GitHub's own toolkit, byte for byte, and its runner reads back what was meant."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

from github_runner import Command, commands

from resp_lint.report.github import make_command

if TYPE_CHECKING:
    from tests.clients.conftest import Run

PIECES = [
    *("::", "::error::", "##[error]", "%", "%25", "%0A", "%3A", "\r", "\n", "\r\n", ":", ",", "=", ";", " ", "\t"),
    *("a", "docs/", ".md", "“x”", "ü", "日本", "😀", "\u2028", "\u200b", "\x1b[1m", "\x00", "\x7f", "#", "[", "]"),
]
KEYS = ("file", "line", "endLine", "col", "endColumn", "title")
NUMBER = 4_000


def generated(seed: int) -> list[tuple[str, dict[str, str], str]]:
    """Commands of all kinds, the same in every run."""
    chance = random.Random(seed)  # noqa: S311 -- to be repeated, not to be secret

    def text() -> str:
        return "".join(chance.choices(PIECES, k=chance.randrange(12)))

    return [
        (chance.choice(("error", "warning", "notice")), {key: text() for key in KEYS[: chance.randrange(7)]}, text())
        for _ in range(NUMBER)
    ]


def test_the_same_bytes(node: Run) -> None:
    meant = generated(1)
    done = node("actions_core.mjs", stdin=json.dumps(meant).encode())
    assert done.code == 0, done.err
    assert done.out.split(b"\n")[:-1] == [make_command(*parts).encode() for parts in meant]


def test_what_was_meant_is_read_back() -> None:
    for name, properties, data in generated(2):
        given = {key: value for key, value in properties.items() if value}
        (read,) = commands(make_command(name, properties, data))
        assert (read.name, read.data) == (name, data)
        # The runner cuts spaces off the end of the last property, and an equals sign off the start of any.
        assert read.properties.keys() <= given.keys()
        assert all(given[key].strip().endswith(value.strip()) for key, value in read.properties.items())
    assert commands("::error file=a%3Ab::x") == [Command("error", {"file": "a:b"}, "x")]
