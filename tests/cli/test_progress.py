"""A bar for those who wait at a terminal, and for nobody else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from resp_lint.cli import progress
from resp_lint.cli.progress import watch_progress

if TYPE_CHECKING:
    from collections.abc import Callable

ITEMS = tuple(range(50))


class Terminal:
    """Standard error at a terminal, as far as it is asked."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.written = ""

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise OSError


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
    """Makes a terminal, in the test itself, as pytest takes standard error for itself before it."""

    def make(patience: float = 0) -> Terminal:
        made = Terminal()
        monkeypatch.setattr(sys, "stderr", made)
        monkeypatch.setattr(progress, "PATIENCE", patience)
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setenv("TERM", "xterm")
        return made

    return make


def test_a_long_run_shows_a_bar_that_goes_away(at_a_terminal: Callable[[], Terminal]) -> None:
    terminal = at_a_terminal()
    with watch_progress(ITEMS, {}) as items:
        assert tuple(items) == ITEMS
    assert "Checking" in terminal.written
    assert "/50" in terminal.written
    assert terminal.written.endswith("\x1b[1A\x1b[2K")


def stop_half_way() -> None:
    with watch_progress(ITEMS, {}) as items:
        for item in items:
            if item > 20:
                raise KeyboardInterrupt


def test_a_run_that_is_stopped_gives_the_cursor_back(at_a_terminal: Callable[[], Terminal]) -> None:
    terminal = at_a_terminal()
    with pytest.raises(KeyboardInterrupt):
        stop_half_way()
    assert terminal.written.rindex("\x1b[?25h") > terminal.written.rindex("\x1b[?25l")


@pytest.mark.parametrize(("environment", "quiet"), [({"TERM": "dumb"}, False), ({}, True)], ids=["dumb", "quiet"])
def test_no_bar_where_nobody_wants_it(
    at_a_terminal: Callable[[], Terminal],
    environment: dict[str, str],
    quiet: bool,  # noqa: FBT001
) -> None:
    terminal = at_a_terminal()
    with watch_progress(ITEMS, environment, quiet=quiet) as items:
        assert items is ITEMS
    assert terminal.written == ""


def test_no_bar_for_a_run_that_is_over_soon(at_a_terminal: Callable[[float], Terminal]) -> None:
    terminal = at_a_terminal(60)
    with watch_progress(ITEMS, {}) as items:
        assert tuple(items) == ITEMS
    assert terminal.written == ""


def test_no_bar_in_a_pipe(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with watch_progress(ITEMS, {}) as items:
        assert tuple(items) == ITEMS
    assert capfd.readouterr() == ("", "")
