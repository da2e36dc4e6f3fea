"""Files of owners' names that a profile gives: one a line, a CODEOWNERS, or lists in YAML."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from resp_lint.io import read_file
from resp_lint.page.safe_yaml import YamlError, YamlLimitError, compose, convert_node

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 1_000_000
MAX_NAMES = 20_000
_CODEOWNERS = "codeowners"
_YAML = (".yaml", ".yml")


class OwnerFileError(Exception):
    """Why a file of names cannot be used, for people."""


def read_owner_file(path: str) -> list[str]:
    """The names in a file, each once.

    Raises `OwnerFileError`.
    """
    try:
        data = read_file(path, MAX_BYTES)
    except OSError as error:
        raise OwnerFileError(f"cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise OwnerFileError(f"larger than {MAX_BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OwnerFileError(f"not UTF-8: byte 0x{data[error.start]:02x}") from None
    names = list(dict.fromkeys(_read_names(os.path.basename(path).casefold(), text)))
    if not names:
        raise OwnerFileError("names nobody")
    if len(names) > MAX_NAMES:
        raise OwnerFileError(f"holds more than {MAX_NAMES} names")
    return names


def _read_names(name: str, text: str) -> Iterator[str]:
    if name.endswith(_YAML):
        yield from _read_yaml(text)
        return
    for line in text.replace("\r", "\n").split("\n"):
        said = _strip_comment(line)
        if name.partition(".")[0] == _CODEOWNERS:
            yield from _read_code_owners(said)
        elif said:
            yield said


def _strip_comment(line: str) -> str:
    """A line without white space around it and the comment at its end.

    >>> _strip_comment(" @ann  # until May "), _strip_comment("C# team")
    ('@ann', 'C# team')
    """
    text = line.strip()
    return "" if text.startswith("#") else text.partition(" #")[0].rstrip()


def _read_code_owners(line: str) -> Iterator[str]:
    """The owners of a line: what comes after the pattern, or, in the head of a section, after its name.

    >>> list(_read_code_owners("/docs/ @org/writers ann@example.com")), list(_read_code_owners("[Docs][2] @ann"))
    (['@org/writers', 'ann@example.com'], ['@ann'])
    """
    rest = line.rpartition("]")[2] if line.startswith(("[", "^[")) else line.partition(" ")[2]
    yield from (word for word in rest.split() if "@" in word)


def _read_yaml(text: str) -> Iterator[str]:
    """Every scalar of every list: `- ann`, `approvers: [ann, bob]`."""
    try:
        node = compose(text, max_bytes=MAX_BYTES, max_nodes=4 * MAX_NAMES)
    except YamlLimitError as error:
        raise OwnerFileError(str(error)) from None
    except YamlError as error:
        raise OwnerFileError(f"not YAML: {error} (line {error.line + 1})") from None
    yield from _list_scalars(convert_node(node), listed=False) if node is not None else ()


def _list_scalars(value: object, *, listed: bool) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _list_scalars(item, listed=False)
    elif isinstance(value, list):
        for item in value:
            yield from _list_scalars(item, listed=True)
    elif listed and isinstance(value, str) and value.strip():
        yield value.strip()
