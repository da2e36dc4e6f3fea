"""Completion: what a shell is offered when it asks, and that the shells that are here take it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING

import argcomplete
import argcomplete.finders
import pytest

from resp_lint.cli.commands import COMMANDS
from resp_lint.cli.completers import complete_list
from resp_lint.cli.completion import SHELLS, make_asked_parser
from resp_lint.plugins import load_registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Command

pytestmark = pytest.mark.usefixtures("pages")

PROGRAM = "import sys; from resp_lint.cli.main import main; sys.exit(main())"
SEPARATOR = "\v"
TWO_FIVES = [rule for rule in load_registry().rules if rule.code.startswith("RSP50")]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """What is answered for a line with the cursor at its end."""
    # The library would open, and close, file 9, which is somebody else's here.
    monkeypatch.setattr(argcomplete.finders.CompletionFinder, "_init_debug_stream", lambda _: None)

    def ask(line: str) -> list[str]:
        for name, value in {"_ARGCOMPLETE": "1", "COMP_LINE": line, "COMP_POINT": str(len(line))}.items():
            monkeypatch.setenv(name, value)
        written = StringIO()
        with pytest.raises(SystemExit):
            argcomplete.autocomplete(
                make_asked_parser(), always_complete_options=False, exit_method=sys.exit, output_stream=written
            )
        return sorted(filter(None, written.getvalue().split(SEPARATOR)))

    return ask


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("resp-lint ", [*COMMANDS, "docs/"]),
        ("resp-lint ex", ["explain "]),
        ("resp-lint docs/", ["docs/clean.md", "docs/faulty.md", "docs/start.md"]),
        ("resp-lint docs/clean.md docs/f", ["docs/faulty.md "]),
        ("resp-lint docs --stag", ["--staged "]),
        ("resp-lint --fail-on ", ["error", "info", "never", "warning"]),
        ("resp-lint --select RSP50", [rule.code for rule in TWO_FIVES]),
        ("resp-lint --ignore RSP401,RSP50", [f"RSP401,{rule.code}" for rule in TWO_FIVES]),
        ("resp-lint --select row-without-own", ["row-without-owner "]),
        ("resp-lint --output-format sar", ["sarif "]),
        ("resp-lint --output-format sarif:do", ["sarif:docs/"]),
        ("resp-lint --config prof", ["profile="]),
        ("resp-lint --since ", []),
        ("resp-lint explain RSP501 row-without-own", ["row-without-owner "]),
        ("resp-lint rules --output-format ", ["json", "table"]),
        ("resp-lint profile show ra", ["raci "]),
        ("resp-lint help expl", ["explain "]),
        ("resp-lint completion ", sorted(SHELLS)),
    ],
    ids=str,
)
def test_what_is_offered(offered: Callable[[str], list[str]], line: str, expected: list[str]) -> None:
    assert offered(line) == sorted(expected)


def test_the_last_part_of_a_list_is_completed() -> None:
    completer = complete_list(lambda prefix, **_: {f"{prefix}x": "told"})
    assert (completer("a"), completer("a,,b")) == ({"ax": "told"}, {"a,,bx": "told"})


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_can_be_asked_for_its_options(command: str) -> None:
    assert "--help" in import_module(f"resp_lint.cli.{command}").make_command_parser().format_help()


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_takes_what_is_printed(command: Command, tmp_path: Path, shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not here")
    printed = command("completion", shell)
    assert (printed.code, printed.err) == (0, "")
    script = tmp_path / "script"
    script.write_bytes(printed.out.encode())
    done = subprocess.run([program, "-n", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


BASH = """\
eval "$(resp-lint completion bash)"
complete -p resp-lint
COMP_LINE="$1" COMP_POINT=${#1} COMP_TYPE=9
_python_argcomplete resp-lint
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
def test_bash_completes(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/resp-lint"
    program.write_bytes(f"#!/bin/sh\nexec '{sys.executable}' -c '{PROGRAM}' \"$@\"\n".encode())
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    line = "resp-lint docs --select RSP401,row-without-own"
    done = subprocess.run(
        ["bash", "-c", BASH, "bash", line],  # noqa: S607 -- the one that users have
        env=environment,
        capture_output=True,
        check=True,
    )
    registered, *offered = done.stdout.decode().rstrip("\n").split("\n")
    assert registered.endswith(" -F _python_argcomplete resp-lint")
    assert [word.strip() for word in offered] == ["RSP401,row-without-owner"]
