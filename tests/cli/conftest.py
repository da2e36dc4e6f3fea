"""The command line run in this process: fast, with its bytes and its exit code."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pytest

from resp_lint.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

FAULTY = b"""---
copyright:
  years: 2024
lastupdated: "2024-05-01"
subcollection: vault
---

# Your responsibilities
{: #responsibilities}

## Change management
{: #change-management}

| Task | IBM responsibilities | Your responsibilities |
|------|----------------------|-----------------------|
| Rotate keys | | |
{: caption="Change management"}
"""
CLEAN = FAULTY.replace(b"| Rotate keys | | |", b"| Rotate keys | N/A | Rotate your keys. |")
OTHER = b"# Getting started\n\nHello.\n"


@dataclass(frozen=True)
class Result:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


class Command(Protocol):
    """Runs resp-lint with arguments, and with bytes on standard input."""

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Result: ...


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the test runs in: a page with one fault, one without, and one about something else."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/faulty.md").write_bytes(FAULTY)
    (tmp_path / "docs/clean.md").write_bytes(CLEAN)
    (tmp_path / "docs/start.md").write_bytes(OTHER)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def command(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Command:
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        code = main(arguments)
        out, err = capfdbinary.readouterr()
        return Result(code, out.decode(errors="surrogateescape"), err.decode())

    return run
