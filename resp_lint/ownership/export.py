"""Matrices and changes as plain data with the names that the schemas promise, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from resp_lint.ownership.model import (
    SCHEMA_VERSION,
    Area,
    Change,
    PageOwnership,
    Skipped,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOT_EXPORTED = ("section_ids", "keyrefs", "skipped")


class SchemaError(ValueError):
    """A file does not hold exported data that we can read."""


class Matrix(Struct, frozen=True):
    """Who owns what by some pages; `keyrefs` are those that are known, for formats that people read.

    `revision` is where the pages come from, where that is not the folder.
    """

    pages: tuple[PageOwnership, ...]
    revision: str | None = None
    keyrefs: Mapping[str, str] = {}

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What was not read on any page."""
        return tuple(skipped for page in self.pages for skipped in page.skipped)


class ChangeSet(Struct, frozen=True):
    """What changed between two versions of some pages; `old` and `new` say which ones."""

    old: str
    new: str
    changes: tuple[Change, ...]
    keyrefs: Mapping[str, str] = {}


class PageEntry(Struct, frozen=True):
    """A page as the schema has it."""

    path: str
    service: str | None
    title: str
    areas: tuple[Area, ...]
    tasks: tuple[Task, ...]


class MatrixFile(Struct, frozen=True):
    """Who owns what, as `resp-lint matrix --output-format json` writes it."""

    version: int
    revision: str | None
    pages: tuple[PageEntry, ...]
    skipped: tuple[Skipped, ...]


class ChangesFile(Struct, frozen=True):
    """What changed hands, as `resp-lint changes --output-format json` writes it."""

    version: int
    old: str
    new: str
    changes: tuple[Change, ...]


def describe_schema(kind: type[MatrixFile | ChangesFile]) -> dict[str, Any]:
    """The JSON schema of an exported file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(kind)}


def matrix_data(matrix: Matrix) -> dict[str, Any]:
    """A matrix as the schema has it."""
    return {
        "version": SCHEMA_VERSION,
        "revision": matrix.revision,
        "pages": [page_data(page) for page in matrix.pages],
        "skipped": [msgspec.to_builtins(skipped) for skipped in matrix.skipped],
    }


def page_data(page: PageOwnership) -> dict[str, Any]:
    """A page as the schema has it."""
    return {
        field: msgspec.to_builtins(getattr(page, field))
        for field in PageOwnership.__struct_fields__
        if field not in _NOT_EXPORTED
    }


def changes_data(changes: ChangeSet) -> dict[str, Any]:
    """What changed, as the schema has it."""
    return {
        "version": SCHEMA_VERSION,
        "old": changes.old,
        "new": changes.new,
        "changes": [msgspec.to_builtins(change) for change in changes.changes],
    }


def read_matrix(data: bytes) -> Matrix:
    """A matrix from the bytes of an exported file.

    Raises `SchemaError` where they hold something else, or what a newer version wrote.
    """
    try:
        version = msgspec.json.decode(data, type=_Versioned).version
        if version > SCHEMA_VERSION:
            raise SchemaError(f"written by a newer resp-lint: version {version}, and this one reads {SCHEMA_VERSION}")
        read = msgspec.json.decode(data, type=MatrixFile)
    except msgspec.MsgspecError as error:
        raise SchemaError(f"not a matrix as JSON: {error}") from None
    except RecursionError:
        raise SchemaError("not a matrix as JSON: it is nested too deeply") from None
    skipped: dict[str, list[Skipped]] = {}
    for one in read.skipped:
        skipped.setdefault(one.path, []).append(one)
    pages = (
        PageOwnership(page.path, page.service, page.title, page.areas, page.tasks, tuple(skipped.get(page.path, ())))
        for page in read.pages
    )
    return Matrix(tuple(pages), read.revision)


class _Versioned(Struct, frozen=True):
    version: int
