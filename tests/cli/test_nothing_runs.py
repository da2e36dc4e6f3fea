"""No command runs a program that a repository's configuration, attributes, hooks or remotes name."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Command


@dataclass(frozen=True)
class Trap:
    """A setting that names a program, and a command of git that runs it, where one does so on a test's repository.

    `@` stands for the program.
    """

    settings: tuple[str, ...]
    attributes: str = ""
    hooks: tuple[str, ...] = ()
    control: str = ""
    without_blob: bool = False
    included: bool = False


LAZY = ("extensions.partialClone=origin", "remote.origin.promisor=true", "core.repositoryFormatVersion=1")
FILTER = "*.md filter=x\n"
TRAPS = {
    "filter.clean": Trap(("filter.x.clean=@", "filter.x.required=true"), FILTER, control="diff HEAD"),
    "filter.process": Trap(("filter.x.process=@",), FILTER, control="diff HEAD"),
    "filter.smudge": Trap(("filter.x.smudge=@",), FILTER, control="checkout HEAD -- docs/faulty.md"),
    "an included configuration": Trap(("filter.x.clean=@",), FILTER, control="diff HEAD", included=True),
    "textconv": Trap(("diff.x.textconv=@",), "*.md diff=x\n", control="diff HEAD"),
    "diff.command": Trap(("diff.x.command=@",), "*.md diff=x\n", control="diff HEAD"),
    "diff.external": Trap(("diff.external=@",), control="diff HEAD"),
    "merge.driver": Trap(("merge.x.driver=@",), "*.md merge=x\n"),
    "fsmonitor": Trap(("core.fsmonitor=@",), control="status"),
    "hooks": Trap((), hooks=("post-index-change", "post-checkout", "pre-commit"), control="commit --allow-empty -m a"),
    "hooksPath": Trap(("core.hooksPath=hooks",), control="commit --allow-empty -m a"),
    "alias": Trap(("alias.x=!@", "alias.diff-index=!@", "alias.ls-files=!@", "alias.cat-file=!@"), control="x"),
    "pager": Trap(("core.pager=@", "pager.ls-files=@", "pager.diff-index=@", "pager.cat-file=true")),
    "editor": Trap(("core.editor=@", "sequence.editor=@"), control="commit --allow-empty"),
    "gpg": Trap(
        ("gpg.program=@", "log.showSignature=true", "commit.gpgSign=true"), control="commit --allow-empty -m a"
    ),
    "sshCommand": Trap(
        (*LAZY, "core.sshCommand=@", "remote.origin.url=ssh://nowhere.invalid/x"),
        control="cat-file blob HEAD:docs/faulty.md",
        without_blob=True,
    ),
    "a protocol that is a program": Trap(
        (*LAZY, "remote.origin.url=ext::@ x", "protocol.ext.allow=always", "protocol.allow=always"),
        control="cat-file blob HEAD:docs/faulty.md",
        without_blob=True,
    ),
    "uploadpack": Trap(
        (*LAZY, "remote.origin.url=.", "remote.origin.uploadpack=@"),
        control="cat-file blob HEAD:docs/faulty.md",
        without_blob=True,
    ),
    "credential helper": Trap(
        (*LAZY, "remote.origin.url=https://127.0.0.1:9/x", "credential.helper=!@", "core.askPass=@"),
        without_blob=True,
    ),
    "gitProxy": Trap(
        (*LAZY, "remote.origin.url=git://127.0.0.1:9/x", "core.gitProxy=@"),
        control="cat-file blob HEAD:docs/faulty.md",
        without_blob=True,
    ),
}


class Trapped:
    """The pages as a repository with a page that was edited, and a program that leaves a trace when it runs."""

    def __init__(self, root: Path, outside: Path) -> None:
        self.root = root
        self.trace = outside / "trace"
        self.program = outside / "program"
        self.program.write_bytes(f"#!/bin/sh\n: > '{self.trace}'\nexit 1\n".encode())
        self.program.chmod(0o755)

    def git(self, *arguments: str, check: bool = True) -> None:
        settings = ("user.name=a", "user.email=a@b", "init.defaultBranch=main")
        command = ["git", *(word for setting in settings for word in ("-c", setting)), *arguments]
        environ = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        # Without a terminal nobody can be asked, so that a control ends.
        subprocess.run(
            command, cwd=self.root, check=check, capture_output=True, stdin=subprocess.DEVNULL, env=environ, timeout=60
        )

    def put(self, path: str, data: bytes, mode: int = 0o644) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        file.chmod(mode)

    def edit(self, text: bytes) -> None:
        page = self.root / "docs/faulty.md"
        page.write_bytes(page.read_bytes() + text)

    def make(self, trap: Trap) -> None:
        """Make the history, then lay the trap: nothing in it may run while the history is made."""
        self.git("init", "--quiet")
        self.put(".gitattributes", trap.attributes.encode())
        self.git("add", "--all")
        self.git("commit", "--message", "a")
        page = self.root / ".git/objects" / self.find_object("docs/faulty.md")
        self.edit(b"\nStaged.\n")
        self.git("add", "--all")
        self.edit(b"\nEdited.\n")
        if trap.without_blob:
            page.unlink()
        for hook in trap.hooks:
            self.put(f".git/hooks/{hook}", self.program.read_bytes(), 0o755)
        for hook in ("pre-commit", "post-index-change"):
            self.put(f"hooks/{hook}", self.program.read_bytes(), 0o755)
        file = ("--file", ".git/more") if trap.included else ()
        for setting in trap.settings:
            key, _, value = setting.partition("=")
            self.git("config", *file, key, value.replace("@", str(self.program)))
        if trap.included:
            self.git("config", "include.path", "more")

    def find_object(self, path: str) -> str:
        done = subprocess.run(
            ["git", "rev-parse", f"HEAD:{path}"],  # noqa: S607 -- whichever git there is
            cwd=self.root,
            check=True,
            capture_output=True,
        )
        name = done.stdout.decode().strip()
        return f"{name[:2]}/{name[2:]}"


@pytest.fixture
def trapped(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Trapped:
    return Trapped(pages, tmp_path_factory.mktemp("outside"))


COMMANDS = (("--since", "HEAD"), ("--staged",), ("init",), ("baseline",), ())


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_no_program_of_the_repository_runs(trap: Trap, trapped: Trapped, command: Command) -> None:
    trapped.make(trap)
    for arguments in COMMANDS:
        result = command(*arguments)
        assert not trapped.trace.exists(), arguments
        assert "Traceback" not in result.err
        missing = trap.without_blob and arguments[:1] in {("--since",), ("--staged",)}
        assert (result.code == 2) == missing, (arguments, result.err)


def test_none_runs_while_a_repository_is_watched(trapped: Trapped) -> None:
    traps = [trap for trap in TRAPS.values() if not trap.without_blob]
    settings = tuple(setting for trap in traps for setting in trap.settings)
    hooks = tuple(hook for trap in traps for hook in trap.hooks)
    trapped.make(Trap(settings, "*.md filter=x diff=x merge=x\n", hooks))
    command = [sys.executable, "-m", "resp_lint", "--watch", "--since", "HEAD", "--select", "RSP607", "docs"]
    with subprocess.Popen(
        command, cwd=trapped.root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        deadline = threading.Timer(180, process.kill)
        deadline.start()
        assert process.stdout is not None
        for expected in (b"checked at", b"RSP607"):
            assert any(expected in line for line in process.stdout), "it ended before"
            trapped.edit(b"\nText the the end.\n")
        process.kill()
        deadline.cancel()
    assert not trapped.trace.exists()


@pytest.mark.parametrize("trap", [trap for trap in TRAPS.values() if trap.control], ids=lambda trap: trap.control)
def test_git_itself_runs_it(trap: Trap, trapped: Trapped) -> None:
    trapped.make(trap)
    trapped.git(*trap.control.split(), check=False)
    assert trapped.trace.exists()
