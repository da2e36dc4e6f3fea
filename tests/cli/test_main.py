"""How the program ends: whatever happens, the right code, a line at most, and never a traceback."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resp_lint import __version__
from resp_lint.cli import check
from resp_lint.cli.main import main
from resp_lint.errors import PluginError

if TYPE_CHECKING:
    from tests.cli.conftest import Command

pytestmark = pytest.mark.usefixtures("pages")

PROGRAM = [sys.executable, "-c", "import sys; from resp_lint.cli.main import main; sys.exit(main())"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}


def start(*arguments: str, **streams: int) -> subprocess.Popen[bytes]:
    given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.Popen([*PROGRAM, *arguments], env=ENVIRONMENT, **given)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize(("form", "code"), [("concise", 1), ("full", 1), ("json", 1)])
def test_a_closed_pipe_is_silent(pages: Path, form: str, code: int) -> None:
    text = (pages / "docs/faulty.md").read_bytes()
    (pages / "docs/faulty.md").write_bytes(text.replace(b"| Rotate keys | | |\n", b"| Rotate keys | | |\n" * 900))
    out, into = os.pipe()
    process = start("--select=RSP501", f"--output-format={form}", "docs/faulty.md", stdout=into)
    os.close(into)
    assert os.read(out, 10)
    os.close(out)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (code, b"")


@pytest.mark.parametrize(
    "arguments", [["docs"], ["rules"], ["--help"], ["explain", "RSP501"], ["--version"]], ids=" ".join
)
def test_a_pipe_that_nobody_reads(arguments: list[str]) -> None:
    out, into = os.pipe()
    os.close(out)
    process = start(*arguments, stdout=into)
    os.close(into)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (int(arguments == ["docs"]), b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux only")  # noqa: PTH110
@pytest.mark.parametrize("arguments", [["docs"], ["rules"], ["--help"]], ids=" ".join)
def test_a_full_disk(arguments: list[str]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    process = start(*arguments, stdout=full)
    os.close(full)
    _, err = process.communicate(timeout=60)
    said = b"resp-lint: error: cannot write to standard output: No space left on device\n"
    assert (process.returncode, err) == (2, said)


def test_standard_streams_that_are_closed() -> None:
    shell = f"{' '.join(map(repr, PROGRAM))} docs/clean.md"
    ended = subprocess.run(["sh", "-c", f"{shell} >&-"], stderr=subprocess.PIPE, check=False)  # noqa: S607
    assert (ended.returncode, ended.stderr) == (2, b"resp-lint: error: standard output is closed\n")
    ended = subprocess.run(["sh", "-c", f"{shell} missing 2>&-"], stdout=subprocess.PIPE, check=False)  # noqa: S607
    assert ended.returncode == 2
    ended = subprocess.run(["sh", "-c", f"{shell} - <&-"], stderr=subprocess.PIPE, check=False)  # noqa: S607
    assert (ended.returncode, ended.stderr) == (2, b"resp-lint: error: standard input is closed\n")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_signals(command: Command, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, code: int) -> None:
    before = signal.getsignal(signal.SIGTERM)
    # A shell that starts a test run in the background has it ignore interrupts.
    interrupted = signal.signal(signal.SIGINT, signal.default_int_handler)
    monkeypatch.setattr(check, "main", lambda _: signal.raise_signal(number))
    result = command("docs")
    signal.signal(signal.SIGINT, interrupted)
    assert (result.code, result.out, result.err) == (code, "", "")
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_signal_while_it_waits() -> None:
    process = start("-", "docs/clean.md", "missing", stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(b"# T\n")
    process.stdin.flush()
    while not reads_standard_input(process.pid):
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (143, b"", b"")


def reads_standard_input(pid: int) -> bool:
    """Whether a process that was given four bytes has taken them."""
    import fcntl  # noqa: PLC0415 -- this test only
    import termios  # noqa: PLC0415

    number = os.open(f"/proc/{pid}/fd/0", os.O_RDONLY | os.O_NONBLOCK)
    try:
        return int.from_bytes(fcntl.ioctl(number, termios.FIONREAD, b"\0" * 4), sys.byteorder) == 0
    finally:
        os.close(number)


def test_main_runs_in_a_thread() -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(main(["--select=RSP501", "docs/clean.md"])))
    thread.start()
    thread.join()
    assert codes == [0]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PluginError("plugin “x” cannot be imported"), "plugin “x” cannot be imported\n"),
        (ValueError("a\nb"), "internal error, please report it: ValueError: a\\nb (--debug shows where)\n"),
        (RecursionError("deep"), "internal error, please report it: RecursionError: deep (--debug shows where)\n"),
        (MemoryError(), "internal error, please report it: MemoryError:  (--debug shows where)\n"),
    ],
    ids=lambda part: type(part).__name__,
)
@pytest.mark.parametrize("debug", [[], ["--debug"]], ids=["", "debug"])
def test_a_failure_is_one_line(
    command: Command, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str, debug: list[str]
) -> None:
    def fail(_: list[str]) -> int:
        raise error

    monkeypatch.setattr(check, "main", fail)
    result = command("docs", *debug)
    first, rest = result.err.split("\n", 1)
    assert (result.code, result.out, f"{first}\n") == (2, "", f"resp-lint: error: {said}")
    assert ("Traceback" in rest) == (debug == ["--debug"] and not isinstance(error, PluginError))


def test_version(command: Command) -> None:
    assert command("--version").out == f"resp-lint {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], "usage: resp-lint [check] [OPTION...] [PATH...]"),
        (["-h"], "--fail-on LEVEL"),
        (["check", "--help"], "exit status:\n  0    nothing to fail on"),
        (["docs", "--help"], "examples:"),
        (["rules", "--help"], "usage: resp-lint rules [OPTION...]"),
        (["explain", "--help"], "usage: resp-lint explain [OPTION...] RULE..."),
        (["help"], "usage: resp-lint [check] [OPTION...] [PATH...]"),
        (["help", "explain"], "usage: resp-lint explain [OPTION...] RULE..."),
        (["inspect", "--help"], "usage: resp-lint inspect [OPTION...] PAGE"),
    ],
    ids=" ".join,
)
def test_help(command: Command, arguments: list[str], said: str) -> None:
    result = command(*arguments)
    assert (result.code, result.err) == (0, "")
    assert said in result.out


def test_every_variable_in_the_help_is_read(root: Path, command: Command) -> None:
    told = command("--help").out.partition("\nenvironment:\n")[2].partition("\n\n")[0]
    names = set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b|\bCOLUMNS\b", told))
    sources = [path for path in (root / "resp_lint/cli").glob("*.py") if path.name != "arguments.py"]
    read = b"".join(path.read_bytes() for path in sources).decode()
    assert {"NO_COLOR", "RESP_LINT_DOCS_URL"} < names
    assert [name for name in names if f'"{name}"' not in read] == []


def test_a_folder_called_like_a_command(pages: Path, command: Command) -> None:
    (pages / "docs").rename(pages / "rules")
    assert command("rules").out.startswith("code ")
    for arguments in (["./rules"], ["check", "rules"]):
        assert "rules/faulty.md:16:3: RSP501" in command(*arguments, "--select=RSP501").out


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a terminal of 80 columns gets."""
    keyboard, terminal = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, *arguments], stdout=terminal, stderr=terminal, env={**ENVIRONMENT, "TERM": "xterm", **environment}
    )
    os.close(terminal)
    parts: list[bytes] = []
    try:
        while part := os.read(keyboard, 4096):
            parts.append(part)
    except OSError:  # Linux says so where a terminal has no more to give
        pass
    process.wait(timeout=60)
    os.close(keyboard)
    return b"".join(parts).decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("environment", "start_of_it", "caret"),
    [
        ({}, "\x1b[1;31merror[RSP501]\x1b[0m row-without-owner: ", "  \x1b[1;31m^^^"),
        ({"NO_COLOR": "1"}, "error[RSP501] row-without-owner: ", "|   ^^^"),
        ({"TERM": "dumb"}, "error[RSP501] row-without-owner: ", "|   ^^^"),
        ({"PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}, 'error[RSP501] row-without-owner: row "Rotate', "|   ^^^"),
    ],
    ids=["colours", "NO_COLOR", "dumb", "ASCII"],
)
def test_a_terminal_gets_the_full_report(environment: dict[str, str], start_of_it: str, caret: str) -> None:
    shown = on_a_terminal("--select=RSP501", "docs", **environment)
    assert shown.replace("\x1b[1m", "").startswith(start_of_it)
    assert caret in shown
    assert shown.isascii() or "PYTHONIOENCODING" not in environment


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--config", "none.toml"], "none.toml: no such file"),
        (["--select", "RSP999"], "RSP999"),
        (["docs/none.md"], "docs/none.md: no such file or folder"),
    ],
    ids=" ".join,
)
def test_a_run_that_could_not_be_made_is_marked_on_github(
    pages: Path, command: Command, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(pages / "summary.md"))
    result = command(*arguments)
    marked = [line for line in (result.out + result.err).split("\n") if line.startswith("::error title=resp-lint::")]
    assert result.code == 2
    assert len(marked) == 1
    assert said in marked[0]
    assert said.partition(".")[0] in (pages / "summary.md").read_bytes().decode()


HOOK = """
import os, sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == os.environ["SENT_AT"]:
            os.kill(os.getpid(), int(os.environ["SENT"]))

sys.meta_path.insert(0, Finder())
"""
MODULES = ("resp_lint.docset", "msgspec", "resp_lint.cli.main", "pluggy", "resp_lint_rules", "resp_lint.cli.check")
STARTS = {"script": [str(Path(sys.executable).with_name("resp-lint"))], "-m": [sys.executable, "-m", "resp_lint"]}


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
@pytest.mark.parametrize("program", STARTS.values(), ids=STARTS)
def test_signals_while_modules_are_imported(
    program: list[str], number: signal.Signals, code: int, module: str, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_bytes(HOOK.encode())
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "SENT_AT": module, "SENT": str(int(number))}
    # A shell that starts a test run in the background has it ignore interrupts, and its children with it.
    interrupted = signal.signal(signal.SIGINT, signal.default_int_handler)
    ended = subprocess.run([*program, "docs"], env=environment, cwd=tmp_path, capture_output=True, check=False)
    signal.signal(signal.SIGINT, interrupted)
    assert (ended.returncode, ended.stdout, ended.stderr) == (code, b"", b"")
