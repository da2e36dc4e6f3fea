r"""What fixes change, as a unified diff.

As everywhere in diffs, `\n` alone ends a line: a `\r` before it, or anywhere else, is part of the line and shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_NEWLINE = "\\ No newline at end of file"


def unified_diff(path: str, before: str, after: str) -> Iterator[str]:
    r"""The lines of a unified diff from one text of a page to another; none where they are the same.

    >>> list(unified_diff("p.md", "a\nb", "a\nc\n"))[2:]
    ['@@ -1,2 +1,2 @@', ' a', '-b', '\\ No newline at end of file', '+c']
    """
    from difflib import unified_diff as compare  # noqa: PLC0415 -- only who wants to see a diff pays for it

    name = path.lstrip("/")
    for line in compare(_lines(before), _lines(after), f"a/{name}", f"b/{name}"):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_NEWLINE


def _lines(text: str) -> list[str]:
    *lines, last = text.split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]
