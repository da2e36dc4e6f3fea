"""`--watch`: the loop with changes handed in, what it looks at, and once the real thing."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from resp_lint.cli.inputs import InputWatcher
from resp_lint.cli.options import Options
from resp_lint.cli.watch import check_each
from resp_lint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from resp_lint.engine.watch import Inputs
    from tests.cli.conftest import Command

DEADLINE = 180.0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fix"], "--watch changes no page, as you do; leave --fix, --unsafe-fixes, --diff and --add-ignores out"),
        (["--diff"], "--watch changes no page"),
        (["--add-ignores"], "--watch changes no page"),
        (["--timing"], "--watch has no end at which --timing could say where the time went"),
        (["-"], "--watch needs files, and standard input is none; name files or folders"),
        (["--stdin-filename", "x.md"], "--watch needs files"),
        (["--staged"], "--watch sees files, not what is staged; use --since HEAD"),
        (["--select", "RSP999"], "RSP999"),
        (["--config", "nothing.toml"], "no such file"),
        (["--output-format", "yaml"], "unknown format “yaml”"),
    ],
    ids=" ".join,
)
def test_what_no_change_would_fix_is_refused(command: Command, pages: Path, arguments: list[str], said: str) -> None:
    del pages
    result = command("--watch", *arguments)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert said in result.err


def test_without_the_library(command: Command, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del pages
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = command("--watch", "docs")
    said = (
        "--watch needs the package watchfiles beside resp-lint: pip install watchfiles, "
        "pipx inject resp-lint watchfiles, or uv tool install --with watchfiles resp-lint"
    )
    assert (result.code, result.out, result.err) == (2, "", f"resp-lint: error: {said}\n")


def failing_once() -> Callable[[Options], int]:
    answers: Iterator[int | UsageError] = iter([0, UsageError("resp-lint.toml:1: not TOML"), 1])

    def check(_: Options) -> int:
        answer = next(answers)
        if isinstance(answer, UsageError):
            raise answer
        return answer

    return check


def test_a_broken_configuration_ends_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    changes = [frozenset[str](), {"resp-lint.toml"}, {"a.md"}]
    assert check_each(changes, Options(("a.md", "docs")), failing_once()) == 1
    out, err = capfd.readouterr()
    assert out == ""
    line = r"resp-lint: checked at \d\d:\d\d:\d\d; watching a\.md, docs, Ctrl-C stops\n"
    assert re.fullmatch(f"{line}resp-lint: error: resp-lint\\.toml:1: not TOML\n{line}{line}", err)


def test_a_quiet_one_says_nothing_of_itself(capfd: pytest.CaptureFixture[str]) -> None:
    assert check_each([frozenset[str]()], Options(verbosity=-1), lambda _: 0) == 0
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("terminal", "term", "cleared"), [(True, "xterm", 2), (True, "dumb", 0), (False, "xterm", 0)])
def test_the_screen_is_cleared_where_there_is_one(
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,  # noqa: FBT001 -- a case
    term: str,
    cleared: int,
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    check_each([frozenset[str](), {"a.md"}], Options(verbosity=-1), lambda _: 0)
    assert capfdbinary.readouterr().out == b"\x1b[H\x1b[2J\x1b[3J" * cleared


# --- what a run depends on


@pytest.fixture
def look(pages: Path) -> Callable[..., Inputs]:
    """What a run with some options depends on, in a repository of pages, with `/` for its root."""
    (pages / ".git").mkdir()

    def looked(*paths: str, output_format: tuple[str, ...] = ()) -> Inputs:
        return InputWatcher(Options(paths, output_format=output_format))()

    return looked


def names(root: Path, paths: frozenset[str]) -> list[str]:
    return sorted(os.path.relpath(path, os.path.realpath(root)) for path in paths)


def test_a_folder_with_what_is_above_it(pages: Path, look: Callable[..., Inputs]) -> None:
    (pages / "docs/deep/empty").mkdir(parents=True)
    (pages / "other").mkdir()
    found = look("docs")
    assert names(pages, found.pages) == ["docs/clean.md", "docs/faulty.md", "docs/start.md"]
    assert names(pages, found.folders) == [".", "docs", "docs/deep", "docs/deep/empty"]
    assert {".gitignore", ".resp-lint-baseline.json", "toc.yaml"} <= found.names


def test_a_file_that_is_named_or_gone(pages: Path, look: Callable[..., Inputs]) -> None:
    assert names(pages, look("docs/clean.md").pages) == ["docs/clean.md"]
    assert names(pages, look("docs/clean.md").folders) == [".", "docs"]
    (pages / "docs/clean.md").unlink()
    assert (names(pages, look("docs/clean.md").pages), names(pages, look("docs/clean.md").folders)) == (
        [],
        [".", "docs"],
    )


def test_what_is_ignored_or_excluded_wakes_nobody(pages: Path, look: Callable[..., Inputs]) -> None:
    for name in ("node_modules/x.md", "drafts/y.md"):
        (pages / name).parent.mkdir()
        (pages / name).write_bytes(b"# X\n")
    (pages / ".gitignore").write_bytes(b"node_modules/\n")
    (pages / "resp-lint.toml").write_bytes(b'exclude = ["drafts/**", "docs/start.md"]\n')
    found = look(".")
    assert names(pages, found.pages) == ["docs/clean.md", "docs/faulty.md"]
    assert names(pages, found.folders) == [".", "docs", "drafts"]


def test_a_report_of_ours_wakes_nobody(pages: Path, look: Callable[..., Inputs]) -> None:
    (pages / "docs/report.md").write_bytes(b"# Report\n")
    assert "docs/report.md" in names(pages, look("docs").pages)
    assert "docs/report.md" not in names(pages, look("docs", output_format=("markdown:docs/report.md",)).pages)


def test_configuration_that_stands_elsewhere(pages: Path, look: Callable[..., Inputs]) -> None:
    (pages / "settings").mkdir()
    (pages / "settings/base.toml").write_bytes(b'profile = "team.toml"\n')
    (pages / "settings/team.toml").write_bytes(b'name = "team"\nextends = "ibm-cloud"\n')
    (pages / "resp-lint.toml").write_bytes(b'extends = "settings/base.toml"\n')
    ours = [name for name in names(pages, look("docs").files) if not name.startswith("..")]
    assert ours == ["resp-lint.toml", "settings/base.toml", "settings/team.toml"]
    assert "settings" in names(pages, look("docs").folders)


def test_what_a_broken_configuration_hides_is_still_looked_at(pages: Path) -> None:
    (pages / "settings").mkdir()
    (pages / "settings/base.toml").write_bytes(b'set = "strict"\n')
    (pages / "resp-lint.toml").write_bytes(b'extends = "settings/base.toml"\n')
    lookout = InputWatcher(Options(("docs",)))
    before = lookout()
    (pages / "settings/base.toml").write_bytes(b"set =\n")
    assert lookout() == before


def test_links_to_folders_are_followed(pages: Path, look: Callable[..., Inputs]) -> None:
    (pages / "link").symlink_to("docs")
    assert names(pages, look("link").pages) == ["docs/clean.md", "docs/faulty.md", "docs/start.md"]


# --- the real thing


class Watching:
    """A process that watches, and what it says, waited for until a deadline and not a moment longer than needed."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.end = time.monotonic() + DEADLINE

    def until(self, fits: Callable[[str], bool]) -> None:
        """Read, round by round, until one fits; a page may be seen when it is half written, and then once more."""
        while not fits(self._round()):
            pass

    def _round(self) -> str:
        """What both streams say in a round."""
        assert self.process.stdout is not None
        said = b""
        while not said.endswith(b"Ctrl-C stops\n"):
            ready, _, _ = select.select([self.process.stdout], [], [], max(self.end - time.monotonic(), 0))
            assert ready, f"only this came before the deadline: {said.decode()}"
            byte = os.read(self.process.stdout.fileno(), 1)
            assert byte, f"it ended with: {said.decode()}"
            said += byte
        return said.decode()


@contextmanager
def watching(*arguments: str) -> Iterator[Watching]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    code = "import sys; from resp_lint.cli.main import main; sys.exit(main())"
    # A shell that starts a test run in the background has it ignore interrupts, and a child would, too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-c", code, "--watch", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
    )
    signal.signal(signal.SIGINT, before)
    with process:
        try:
            yield Watching(process)
        finally:
            process.kill()


def test_a_page_is_edited_and_the_configuration_broken_and_fixed(pages: Path) -> None:
    (pages / ".git").mkdir()
    faulty, clean = pages / "docs/faulty.md", pages / "docs/clean.md"
    old = faulty.read_bytes()
    with watching("--select=RSP501", "docs") as it:
        it.until(lambda said: "docs/faulty.md:16:3: RSP501" in said)
        faulty.write_bytes(clean.read_bytes())
        it.until(lambda said: "RSP501" not in said)
        (pages / "resp-lint.toml").write_bytes(b"set =\n")
        it.until(lambda said: "error: resp-lint.toml:1: not TOML" in said)
        (pages / "resp-lint.toml").unlink()
        it.until(lambda said: "error" not in said)
        (pages / "docs/new").mkdir()
        (pages / "docs/new/page.md").write_bytes(old)
        it.until(lambda said: "docs/new/page.md:16:3: RSP501" in said)
        (pages / "docs/new").rename(pages / "docs/newer")
        it.until(lambda said: "docs/newer/page.md:16:3: RSP501" in said)
        (pages / "docs/newer/page.md").unlink()
        it.until(lambda said: "RSP501" not in said)
        it.process.send_signal(signal.SIGINT)
        assert it.process.wait(DEADLINE) == 130
        assert it.process.stdout is not None
        assert it.process.stdout.read() == b""
