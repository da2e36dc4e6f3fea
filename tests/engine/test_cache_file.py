"""The file that a cache stands in: the user's own, whole, and never in anybody's way."""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING

import pytest

from resp_lint.engine import cache as module
from resp_lint.engine.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENTRIES = {b"a": b"\x01", b"b": b"\xc0"}


def opened(folder: Path, key: bytes = b"key") -> Cache:
    return Cache(str(folder), "name", key)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of entries."""
    opened(tmp_path / "cache").write(ENTRIES)
    return tmp_path / "cache"


def test_what_was_written_is_read(folder: Path) -> None:
    assert opened(folder).entries == ENTRIES
    assert opened(folder, b"other").entries == {}
    (file,) = folder.iterdir()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, file)] == [0o700, 0o600]


def linked(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to(file.with_name("elsewhere"))


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


ODD_FILES: dict[str, Callable[[Path], object]] = {
    "a link": linked,
    "a pipe": a_pipe,
    "a folder": a_folder,
    "others may write it": lambda file: file.chmod(0o666),
    "it cannot be read": lambda file: file.chmod(0) if os.geteuid() else file.unlink(),
    "gone": lambda file: file.unlink(),
    "too large": lambda file: os.truncate(file, module.MAX_BYTES + 1),
}


@pytest.mark.parametrize("spoil", ODD_FILES.values(), ids=ODD_FILES)
def test_an_odd_file_is_as_good_as_none(folder: Path, spoil: Callable[[Path], object]) -> None:
    spoil(folder / "name.cache")
    assert opened(folder).entries == {}
    again = opened(folder)
    again.write(ENTRIES)
    assert (again.problem == "") == (not (folder / "name.cache").is_dir())
    assert opened(folder).entries == ({} if again.problem else ENTRIES)
    assert len([*folder.glob("*.cache")]) == 1


def test_a_file_of_somebody_else_is_as_good_as_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = opened(folder)
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    assert here._read() == {}
    with pytest.raises(OSError, match="not yours"):
        opened(folder)


def test_a_folder_that_others_may_write_is_not_used(folder: Path) -> None:
    folder.chmod(0o777)
    with pytest.raises(OSError, match="others can write there"):
        opened(folder)


def test_a_link_to_a_folder_is_not_used(folder: Path) -> None:
    (folder.parent / "link").symlink_to(folder)
    with pytest.raises(OSError, match="it is a link"):
        opened(folder.parent / "link")


def test_a_folder_that_cannot_be_made(folder: Path) -> None:
    with pytest.raises(OSError, match="Not a directory"):
        opened(folder / "name.cache/more")


def test_a_full_disk_leaves_what_was_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    here = opened(folder)
    here.write({b"c": b"\x02"})
    assert here.problem == "No space left on device"
    assert opened(folder).entries == ENTRIES
    assert [path.name for path in folder.iterdir()] == ["name.cache"]


def test_too_much_is_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    here = opened(folder)
    here.write(ENTRIES)
    assert here.problem.startswith("it would be larger than")


def test_files_that_no_run_has_used_for_a_month_go(folder: Path) -> None:
    month = time.time() - module.OLD
    for name, when in {"old.cache": month - 60, "young.cache": month + 600, "old.md": month - 60}.items():
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (when, when))
    opened(folder).write(ENTRIES)
    assert sorted(path.name for path in folder.iterdir()) == ["name.cache", "old.md", "young.cache"]


def test_a_file_in_use_stays_young(folder: Path) -> None:
    file = folder / "name.cache"
    for days, moved in ((0.5, False), (2, True)):
        when = time.time() - days * module.DAY
        os.utime(file, (when, when))
        opened(folder).touch()
        assert (file.stat().st_mtime > when + 1) == moved
