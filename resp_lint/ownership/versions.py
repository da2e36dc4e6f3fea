"""Two versions of many pages, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lint.ownership.compare import WEIGHTS, compare_ownership

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.ownership.model import Change, PageOwnership

    Pair = tuple[PageOwnership | None, PageOwnership | None]


class AmbiguousServiceError(ValueError):
    """Several pages of one service went and came, so that nobody can tell which became which."""


def compare_pages(old: Iterable[PageOwnership], new: Iterable[PageOwnership]) -> tuple[Change, ...]:
    """What changed from some pages to others, page by page, the weightiest first on each.

    Pages are the same by their paths or, where a path is on one side alone, by their service.  Raises
    `AmbiguousServiceError`.
    """
    pairs = sorted(pair_pages(old, new), key=_path)
    changes = [change for one, other in pairs for change in compare_ownership(one, other)]
    changes.sort(key=lambda change: (change.path, WEIGHTS[change.change]))
    return tuple(changes)


def pair_pages(old: Iterable[PageOwnership], new: Iterable[PageOwnership]) -> Iterator[Pair]:
    """The pages of two versions that are the same, and those that only one has, beside None.

    Raises `AmbiguousServiceError`.
    """
    before, after = {page.path: page for page in old}, {page.path: page for page in new}
    yield from ((before.pop(path), after.pop(path)) for path in list(before) if path in after)
    for service, gone in _by_service(before.values()).items():
        came = _by_service(after.values()).get(service, [])
        if not came:
            continue
        if len(gone) > 1 or len(came) > 1:
            paths = ", ".join(page.path for page in (*gone, *came))
            raise AmbiguousServiceError(f"several pages of the service “{service}” cannot be told apart: {paths}")
        yield before.pop(gone[0].path), after.pop(came[0].path)
    yield from ((page, None) for page in before.values())
    yield from ((None, page) for page in after.values())


def _by_service(pages: Iterable[PageOwnership]) -> dict[str, list[PageOwnership]]:
    found: dict[str, list[PageOwnership]] = {}
    for page in pages:
        if page.service:
            found.setdefault(page.service, []).append(page)
    return found


def _path(pair: Pair) -> str:
    page = pair[1] or pair[0]
    return page.path if page else ""
