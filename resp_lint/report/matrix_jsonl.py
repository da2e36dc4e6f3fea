"""A matrix as JSON lines: one task a line, with the page that it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.ownership.export import page_data
from resp_lint.report.json import encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.ownership.export import Matrix
    from resp_lint.report.format import Screen


def render(matrix: Matrix, _screen: Screen) -> Iterator[str]:
    for page in matrix.pages:
        data = page_data(page)
        for task in data["tasks"]:
            yield encode({"path": data["path"], "service": data["service"], "title": data["title"], **task})
