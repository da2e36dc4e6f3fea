"""The baseline as a file: one finding a line, sorted, so that people can read it and git can merge it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, field

from resp_lint.baseline.fingerprint import Mark
from resp_lint.baseline.model import Baseline, KnownPage, Scope
from resp_lint.config.errors import shorten_path
from resp_lint.config.load import read_bytes
from resp_lint.errors import ConfigError
from resp_lint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

VERSION = 1
MAX_BYTES = 50_000_000
_AT_BYTE = regex(r" \(byte (\d+)\)$")


class Line(Struct, omit_defaults=True, forbid_unknown_fields=True, frozen=True):
    """A finding in the file; the rule's name is there for people."""

    rule: str
    name: str = ""
    section: str = ""
    row: str = ""
    column: str = ""
    text: str = ""
    about: tuple[str, ...] = ()
    count: int = 1


class PageForm(Struct, forbid_unknown_fields=True, frozen=True):
    """A page in the file."""

    title: str
    findings: tuple[Line, ...]


class FileForm(Struct, frozen=True):
    """The whole file."""

    version: int
    pages: dict[str, PageForm] = field(default_factory=dict)


def read_baseline(path: str) -> Baseline:
    """Read a baseline.

    Raises `ConfigError` where the file cannot be read or holds something else.
    """
    shown = shorten_path(path)
    data = read_bytes(path, shown, MAX_BYTES)
    try:
        form = msgspec.json.decode(data, type=FileForm)
    except msgspec.ValidationError as error:
        raise ConfigError(
            f"{shown}: not a baseline: {_lower_text(str(error))}; write it anew: resp-lint baseline"
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError(_explain_json_error(shown, data, str(error))) from None
    if form.version != VERSION:
        raise ConfigError(
            f"{shown}: version = {form.version}: a version that this program does not know; it knows {VERSION}"
        )
    return Baseline({path: _read_page(page) for path, page in form.pages.items()})


def _lower_text(text: str) -> str:
    return text[:1].lower() + text[1:]


def _explain_json_error(shown: str, data: bytes, problem: str) -> str:
    at = _AT_BYTE.search(problem)
    line = data.count(b"\n", 0, int(at[1])) + 1 if at else 0
    place = f"{shown}:{line}" if at else shown
    what = "a merge is not finished" if re.search(rb"^<<<<<<< ", data, re.MULTILINE) else "not JSON"
    return f"{place}: {what}; fix it, or write it anew: resp-lint baseline"


def _read_page(form: PageForm) -> KnownPage:
    marks: dict[Mark, int] = {}
    for line in form.findings:
        known = Mark(line.rule, line.section, line.row, line.column, line.text, line.about)
        # Two branches may have brought the same line.
        marks[known] = max(marks.get(known, 0), line.count)
    return KnownPage(form.title, marks)


def format_baseline(baseline: Baseline, names: Mapping[str, str]) -> bytes:
    """A baseline as it is to stand in its file; `names` are the rules' names by code."""
    return "\n".join([*_format_lines(baseline, names), ""]).encode()


def _format_lines(baseline: Baseline, names: Mapping[str, str]) -> Iterator[str]:
    yield "{"
    yield f'  "version": {VERSION},'
    yield '  "pages": {'
    pages = sorted(baseline.pages.items())
    for number, (path, page) in enumerate(pages, 1):
        yield f"    {_encode_json(path)}: {{"
        yield f'      "title": {_encode_json(page.title)},'
        yield '      "findings": ['
        lines = [_encode_json(_format_line(known, count, names)) for known, count in sorted(page.marks.items())]
        yield from (f"        {line}," for line in lines[:-1])
        yield from (f"        {line}" for line in lines[-1:])
        yield "      ]"
        yield "    }" + ("," if number < len(pages) else "")
    yield "  }"
    yield "}"


def _format_line(known: Mark, count: int, names: Mapping[str, str]) -> Line:
    name = names.get(known.rule, "")
    return Line(known.rule, name, known.section, known.row, known.column, known.text, known.about, count)


def _encode_json(value: object) -> str:
    """A value on one line; a character that nobody could see becomes an escape."""
    if isinstance(value, Struct):
        value = {key: it for key, it in msgspec.structs.asdict(value).items() if it not in {"", (), 1} or key == "rule"}
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_encode_json(key)}: {_encode_json(it)}" for key, it in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_encode_json, value)) + "]"
    if isinstance(value, int):
        return str(value)
    return '"' + "".join(map(_escape_character, str(value))) + '"'


def _escape_character(character: str) -> str:
    if character in {'"', "\\"}:
        return "\\" + character
    if character.isprintable():
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


# --- where it stands


def determine_scope(root: str, rules: Callable[[str], frozenset[str]], paths: Iterable[str]) -> Scope:
    """What a run over some paths looked at, for the baseline of a root; `rules` says what ran on a page."""
    top = os.path.realpath(root)

    def name(path: str) -> str:
        folder = os.path.realpath(os.path.dirname(path) or os.curdir)
        relative = os.path.relpath(os.path.join(folder, os.path.basename(path)), top)
        return _STRANGE.sub(lambda match: f"\\x{ord(match[0]) - _ESCAPED:02x}", relative.replace(os.sep, "/"))

    def exists(path: str) -> bool:
        written = _SHOWN.sub(lambda match: chr(_ESCAPED + int(match[1], 16)), path)
        return any(os.path.lexists(os.path.join(top, *it.split("/"))) for it in {path, written})

    folders = tuple(os.path.join(os.path.realpath(path), "") for path in paths if os.path.isdir(path))

    def looked(path: str) -> bool:
        return os.path.join(top, *path.split("/")).startswith(folders)

    return Scope(name, rules, exists, looked)


# Bytes of a file's name that are no UTF-8, as Python decodes them and as the baseline shows them.
_ESCAPED = 0xDC00
_STRANGE = regex("[\udc80-\udcff]")
_SHOWN = regex(r"\\x([89a-f][0-9a-f])")
