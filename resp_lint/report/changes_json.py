"""What changed hands as one JSON document, one change a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.ownership.export import changes_data
from resp_lint.report.json import encode, separate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lint.ownership.export import ChangeSet
    from resp_lint.report.format import Screen


def render(changes: ChangeSet, _screen: Screen) -> Iterator[str]:
    data = changes_data(changes)
    yield f'{{"version": {data["version"]}, "old": {encode(data["old"])}, "new": {encode(data["new"])}, "changes": ['
    yield from separate(data["changes"])
    yield "]}"
