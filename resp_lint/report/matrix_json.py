"""A matrix as one JSON document, one task a line, in ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.ownership.export import matrix_data
from resp_lint.report.json import encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.ownership.export import Matrix
    from resp_lint.report.format import Screen


def render(matrix: Matrix, _screen: Screen) -> Iterator[str]:
    data = matrix_data(matrix)
    yield f'{{"version": {data["version"]}, "revision": {encode(data["revision"])}, "pages": ['
    for number, page in enumerate(data["pages"]):
        tasks = page.pop("tasks")
        yield f'{encode(page)[:-1]}, "tasks": ['
        yield from _separate([encode(task) for task in tasks])
        yield "]}" + ("," if number < len(data["pages"]) - 1 else "")
    yield '], "skipped": ['
    yield from _separate([encode(skipped) for skipped in data["skipped"]])
    yield "]}"


def _separate(lines: list[str]) -> Iterator[str]:
    yield from (f"{line}," for line in lines[:-1])
    yield from lines[-1:]
