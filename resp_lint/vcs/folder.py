"""Compares the files of a folder with git's index, without git: it would run the filters that attributes name.

A page whose line ends alone git would turn has not changed.  What filters, `ident` or `working-tree-encoding` make of a
file is not known here, so that such a file counts as it stands in the folder.
"""

from __future__ import annotations

import hashlib
import os
import stat
from typing import TYPE_CHECKING

from msgspec import Struct

from resp_lint.io import read_file
from resp_lint.vcs.git import read_blobs, run_git

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

REGULAR = "100"
"""How the mode of a regular file starts; links and submodules hold no pages."""

_LINK = "120000"
_SHA256_DIGITS = 64
_SKIPPED = frozenset("Sh")  # not checked out, and assumed to be unchanged
_ENDING_ATTRIBUTES = ("text", "crlf", "eol")


class IndexEntry(Struct, frozen=True):
    """A file in the index; `id` is empty where it is a symbolic link, or not merged yet."""

    path: str
    id: str
    merged: bool = True
    skipped: bool = False

    @property
    def linked(self) -> bool:
        """Whether it is a symbolic link."""
        return self.merged and not self.id


def read_index(root: str, patterns: Sequence[str]) -> tuple[IndexEntry, ...]:
    """The regular files and symbolic links in the index that match path patterns.

    Raises `GitError`.
    """
    entries: dict[str, IndexEntry] = {}
    for record in run_git(root, "ls-files", "-z", "--stage", "-v", "--", *patterns).split(b"\0")[:-1]:
        head, _, name = record.partition(b"\t")
        tag, mode, blob, stage = head.decode("ascii").split(" ")
        if mode.startswith((REGULAR, _LINK)):
            path, merged = os.fsdecode(name), stage == "0"
            entries[path] = IndexEntry(path, blob if merged and mode != _LINK else "", merged, tag in _SKIPPED)
    return tuple(entries.values())


def find_edited(root: str, entries: Iterable[IndexEntry]) -> dict[str, bytes | None]:
    """The files that are not as the index has them, with line ends as git would store them; None where there is none.

    Raises `GitError`.
    """
    edited: dict[str, bytes | None] = {}
    unlike: dict[str, tuple[bytes, str]] = {}
    for entry in entries:
        if entry.skipped:
            continue
        data = read_page(os.path.join(root, entry.path))
        if data is None and not entry.linked:
            edited[entry.path] = None
        elif data is not None and hash_blob(data, entry.id) != entry.id:
            unlike[entry.path] = (data, entry.id)
    blobs = read_blobs(root, (blob for _, blob in unlike.values() if blob))
    turned = _find_turned_endings(root, [path for path, (data, _) in unlike.items() if b"\r\n" in data])
    for path, (data, blob) in unlike.items():
        stored = blobs.get(blob)
        kept = store_endings(data, turned.get(path, ""), stored or b"")
        if kept != stored:
            edited[path] = kept
    return edited


def read_page(path: str) -> bytes | None:
    """The bytes of a file; None where there is no regular one."""
    try:
        return read_file(path) if stat.S_ISREG(os.lstat(path).st_mode) else None
    except OSError:
        return None


def hash_blob(data: bytes, like: str) -> str:
    """The id that git gives to a content, in the form of another id."""
    algorithm = "sha256" if len(like) == _SHA256_DIGITS else "sha1"
    return hashlib.new(algorithm, b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest()


# --- line ends


def _find_turned_endings(root: str, paths: Sequence[str]) -> Mapping[str, str]:
    r"""How git stores the line ends of files: `text` turns each `\r\n`, `auto` only those of text that has no other."""
    if not paths:
        return {}
    names = b"".join(os.fsencode(path) + b"\0" for path in paths)
    output = run_git(root, "check-attr", "-z", "--stdin", *_ENDING_ATTRIBUTES, given=names)
    words = [os.fsdecode(word) for word in output.split(b"\0")]
    values: dict[str, dict[str, str]] = {path: {} for path in paths}
    for path, attribute, value in zip(words[::3], words[1::3], words[2::3], strict=False):
        values[path][attribute] = value
    configured = run_git(root, "config", "--default=false", "--get", "core.autocrlf").decode().strip().casefold()
    return {path: _choose_turning(found, configured) for path, found in values.items()}


def _choose_turning(attributes: Mapping[str, str], configured: str) -> str:
    """What the attributes of a file say of its line ends, else what the configuration says."""
    text = attributes["text"] if attributes["text"] != "unspecified" else attributes["crlf"]
    if text == "unset":
        return ""
    if text == "auto":
        return "auto"
    if text in {"set", "input"} or attributes["eol"] in {"lf", "crlf"}:
        return "text"
    return "" if configured in {"false", "no", "off", "0", ""} else "auto"


def store_endings(data: bytes, turned: str, stored: bytes) -> bytes:
    r"""The bytes of a file with line ends as git would store them, where it has `stored` by now.

    >>> store_endings(b"a\r\nb\r\n", "text", b"")
    b'a\nb\n'
    >>> store_endings(b"a\r\nb\r\n", "auto", b"a\r\n")
    b'a\r\nb\r\n'
    """
    if turned == "auto" and (b"\r\n" in stored or b"\0" in data or data.count(b"\r") != data.count(b"\r\n")):
        return data
    return data.replace(b"\r\n", b"\n") if turned else data
