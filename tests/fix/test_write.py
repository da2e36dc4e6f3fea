"""A file is always exactly old or exactly new, and what is said of it is true."""

from __future__ import annotations

import ast
import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from resp_lint.fix import write
from resp_lint.fix.write import WriteError, replace_file
from resp_lint.io import name_temporary, remove_leftovers

HERE = Path(__file__).parent
OLD, NEW = b"\xef\xbb\xbfold\r\n", b"\xef\xbb\xbfnew\r\nno line ending"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_bytes(OLD)
    return path


def litter(folder: Path) -> list[Path]:
    return list(folder.glob(".resp-lint-*"))


def test_a_file_gets_its_new_bytes(page: Path) -> None:
    replace_file(str(page), OLD, NEW)
    assert page.read_bytes() == NEW
    assert not litter(page.parent)


def test_a_relative_path_is_fine(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(page.parent)
    replace_file("page.md", OLD, NEW)
    assert page.read_bytes() == NEW


def test_nothing_is_written_where_nothing_changes(page: Path) -> None:
    page.chmod(0o444)
    replace_file(str(page), OLD, OLD)


def test_mode_and_owner_stay(page: Path) -> None:
    if os.geteuid() == 0:
        os.chown(page, 1, 2)
    page.chmod(0o2751)
    before = page.stat()
    replace_file(str(page), OLD, NEW)
    after = page.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


def test_extended_attributes_stay(page: Path) -> None:
    try:
        os.setxattr(page, "user.note", b"kept")
    except (AttributeError, OSError):
        pytest.skip("no extended attributes here")
    replace_file(str(page), OLD, NEW)
    assert {name: os.getxattr(page, name) for name in os.listxattr(page)} == {"user.note": b"kept"}


def test_a_link_in_the_tree_stays_and_its_target_is_written(page: Path) -> None:
    folder = page.parent / "sub"
    folder.mkdir()
    link = folder / "link.md"
    link.symlink_to("../page.md")
    replace_file(str(link), OLD, NEW, str(page.parent))
    assert link.is_symlink()
    assert page.read_bytes() == NEW
    assert not litter(folder)


def test_a_link_out_of_the_tree_is_refused(page: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    link = root / "link.md"
    link.symlink_to(page)
    with pytest.raises(WriteError, match=r"link\.md: not written: it is a link to a file elsewhere"):
        replace_file(str(link), OLD, NEW, str(root))
    assert page.read_bytes() == OLD


def test_a_file_with_two_names_is_refused(page: Path) -> None:
    page.with_name("other.md").hardlink_to(page)
    with pytest.raises(WriteError, match="it has 2 hard links"):
        replace_file(str(page), OLD, NEW)
    assert page.read_bytes() == OLD


def test_a_read_only_file_is_refused_to_root_too(page: Path) -> None:
    page.chmod(0o444)
    with pytest.raises(WriteError, match="it is read-only"):
        replace_file(str(page), OLD, NEW)
    assert page.read_bytes() == OLD


@pytest.mark.parametrize("now", [b"", b"somebody else's", OLD + b"more", OLD[:-1]])
def test_a_file_that_was_changed_since_is_refused(page: Path, now: bytes) -> None:
    page.write_bytes(now)
    with pytest.raises(WriteError, match="another program has changed it"):
        replace_file(str(page), OLD, NEW)
    assert page.read_bytes() == now
    assert not litter(page.parent)


@pytest.mark.parametrize("moment", ["write", "fsync"])
def test_a_change_at_the_last_moment_is_seen(page: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    real = getattr(os, moment)

    def somebody_saves(*arguments: object) -> object:
        page.write_bytes(b"saved")
        return real(*arguments)

    monkeypatch.setattr(os, moment, somebody_saves)
    with pytest.raises(WriteError, match="another program has changed it"):
        replace_file(str(page), OLD, NEW)
    assert page.read_bytes() == b"saved"
    assert not litter(page.parent)


@pytest.mark.parametrize("name", ["gone.md", "no/such/folder.md", ""])
def test_a_file_that_is_not_there_is_no_traceback(page: Path, name: str) -> None:
    with pytest.raises(WriteError, match="No such file"):
        replace_file(str(page.parent / name / "x.md"), OLD, NEW)


def test_a_folder_is_refused(page: Path) -> None:
    with pytest.raises(WriteError, match="not a regular file"):
        replace_file(str(page.parent), OLD, NEW)


def test_a_lock_of_another_program_is_respected(page: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with page.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(WriteError, match="another program is about to change it"):
            replace_file(str(page), OLD, NEW)
    replace_file(str(page), OLD, NEW)


def test_a_folder_that_cannot_be_synced_is_no_error(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(number: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{number}"):  # noqa: PTH112 -- a link that leads nowhere for pathlib
            raise OSError(errno.EINVAL, "it is a folder")

    monkeypatch.setattr(os, "fsync", fsync)
    replace_file(str(page), OLD, NEW)
    assert page.read_bytes() == NEW


def test_where_an_open_file_cannot_be_replaced_it_is_closed_first(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = os.replace
    still_open: list[Path] = []

    def replace(source: str, target: str) -> None:
        numbers = Path("/proc/self/fd").iterdir()
        still_open.extend(number for number in numbers if os.path.realpath(number) == os.path.realpath(target))
        really(source, target)

    monkeypatch.setattr(os, "replace", replace)
    replace_file(str(page), OLD, NEW)
    assert still_open  # elsewhere it holds the lock
    still_open.clear()
    monkeypatch.setattr(write, "_CLOSES_FIRST", True)
    replace_file(str(page), NEW, OLD)
    assert (page.read_bytes(), still_open) == (OLD, [])


def test_no_fault_loses_a_byte_and_what_is_said_is_true(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, HERE / "faults.py", tmp_path], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    result = json.loads(done.stdout)
    assert result["wrong"] == []
    assert result["tried"] > 700


def test_every_system_call_of_the_writer_is_one_that_is_made_to_fail() -> None:
    """The faults strike at what is called as `os.…`, so nothing may be called otherwise."""
    tree = ast.parse(Path(write.__file__).read_bytes())
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported == {"__future__", "contextlib", "resp_lint.io"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "open"]


def test_writers_at_once_lose_nothing(page: Path) -> None:
    names = ("one", "two", "three")
    command = [sys.executable, str(HERE / "writers.py"), str(page)]
    for writer in [subprocess.Popen([*command, name]) for name in names]:
        assert writer.wait() == 0
    lines = page.read_bytes().decode().split("\n")
    assert sorted(lines[1:-1]) == sorted(f"{name} {number}" for name in names for number in range(25))


def test_a_link_into_the_folder_of_git_is_not_written_through(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(page.parent)
    Path(".git").mkdir()
    Path(".git/hook.md").write_bytes(OLD)
    Path("hook.md").symlink_to(".git/hook.md")
    with pytest.raises(WriteError, match="a link to a file of git's"):
        replace_file("hook.md", OLD, NEW)
    assert Path(".git/hook.md").read_bytes() == OLD


def test_what_another_run_has_written_alike_is_no_error(page: Path) -> None:
    page.write_bytes(NEW)
    replace_file(str(page), OLD, NEW)
    assert page.read_bytes() == NEW


def test_another_run_that_writes_the_same_is_waited_for(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")
    held = page.open("rb")
    fcntl.flock(held, fcntl.LOCK_EX)

    def other_run_is_done(_seconds: float) -> None:
        page.with_name("other").write_bytes(NEW)
        page.with_name("other").replace(page)
        held.close()

    monkeypatch.setattr(time, "sleep", other_run_is_done)
    replace_file(str(page), OLD, NEW)
    assert page.read_bytes() == NEW


HOLDING = """
import os, sys
from resp_lint.io import lock_file
number = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT, 0o600)
assert lock_file(number)
print(flush=True)
sys.stdin.read()
"""


def test_temporary_files_of_killed_runs_go_and_others_stay(page: Path) -> None:
    pytest.importorskip("fcntl")
    folder = page.parent
    live, dead = folder / ".resp-lint-00.tmp", folder / ".resp-lint-11.tmp"
    others = [folder / name for name in (".resp-lint-baseline.json", "resp-lint.tmp", ".resp-lint-22.tmp.md")]
    for path in (dead, *others):
        path.write_bytes(b"x")
    (folder / ".resp-lint-33.tmp").mkdir()
    (folder / ".resp-lint-44.tmp").symlink_to("page.md")
    with subprocess.Popen([sys.executable, "-c", HOLDING, live], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
        assert run.stdout
        run.stdout.readline()
        remove_leftovers(str(folder))
        assert live.exists()
        assert not dead.exists()
        run.kill()
    remove_leftovers(str(folder))
    assert not live.exists()
    assert all(path.exists() for path in (page, *others))
    assert (folder / ".resp-lint-33.tmp").is_dir()
    assert (folder / ".resp-lint-44.tmp").is_symlink()


def test_a_name_that_gitignore_covers(tmp_path: Path) -> None:
    assert Path(name_temporary(str(tmp_path))).match(".resp-lint-*.tmp")
    documented = b"".join(path.read_bytes() for path in (HERE.parents[1] / "docs").rglob("*.md"))
    assert b".resp-lint-*.tmp" in documented
