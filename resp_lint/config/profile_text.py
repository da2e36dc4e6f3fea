"""What a profile comes to, as text: the whole of it as TOML, and what contradicts itself in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from resp_lint.config.toml import toml_document
from resp_lint.page.kind import normalized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lint.profile import Profile


def profile_toml(profile: Profile) -> str:
    """A profile as a file of its own would hold it, with all that it extends; what is blank is left out."""
    plain: Any = msgspec.to_builtins(profile)
    plain.pop("files", None)  # where it was read is no part of what it says
    return toml_document(_written(plain))


def _written(value: Any) -> Any:  # noqa: ANN401 -- a part of a profile
    if isinstance(value, dict):
        parts = {key: _written(item) for key, item in value.items()}
        return {key: item for key, item in parts.items() if item not in ("", [], {}) or key in _MAY_BE_BLANK}
    if isinstance(value, (list, tuple)):
        return [_written(item) for item in value]
    return value


_MAY_BE_BLANK = frozenset({"wrong", "right"})


def profile_problems(profile: Profile) -> Iterator[str]:
    """What contradicts itself in a profile, in lines for people; each part alone is as it should be."""
    yield from _twice(
        "area title", ((title, area.title) for area in profile.areas for title in (area.title, *area.variants))
    )
    yield from _twice("area id", ((part, area.title) for area in profile.areas for part in area.ids))
    yield from _twice("owner spelling", ((text, owner.name) for owner in profile.owners for text in owner.spellings))
    yield from _twice("wording", ((wording.wrong, wording.right) for wording in profile.wordings))
    markers = [(text, "empty") for text in profile.cells.empty_markers]
    yield from _twice("cell marker", [*markers, *((text, "undecided") for text in profile.cells.undecided_markers)])
    for wrong, right in profile.spelling.misspellings.items():
        if wrong in profile.spelling.right or wrong in profile.spelling.vocabulary:
            yield f"“{wrong}” stands among the right words and among the misspellings (of “{right}”)"
    if profile.new_page.header and len(profile.new_page.header) != len(profile.new_page.row):
        yield f"new-page: {len(profile.new_page.header)} headers, but {len(profile.new_page.row)} cells"


def _twice(what: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What stands for two things."""
    seen: dict[str, str] = {}
    for text, of in pairs:
        key = normalized(text)
        if seen.setdefault(key, of) != of:
            yield f"{what} “{text}” stands for “{seen[key]}” and for “{of}”"
