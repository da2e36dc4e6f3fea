"""Gives packages a README whose links and pictures lead to the repository: on an index nothing stands beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_RELATIVE = re.compile(r"(!?)(\[[^\]]*\]\()(?![a-z]+:|#)([^)]+\))")


class ReadmeHook(MetadataHookInterface):
    """What hatchling calls while it builds a package."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the README to what the package says of itself."""
        text = (Path(self.root) / "README.md").read_bytes().decode()
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": complete_links(text, metadata["urls"]["Source"]),
        }


def complete_links(text: str, source: str) -> str:
    """A page of the repository for readers elsewhere.

    >>> complete_links("[a](docs/a.md) ![b](b.svg) [c](https://c) [d](#d)", "https://x")
    '[a](https://x/blob/main/docs/a.md) ![b](https://x/raw/main/b.svg) [c](https://c) [d](#d)'
    """

    def complete(link: re.Match[str]) -> str:
        return f"{link[1]}{link[2]}{source}/{'raw' if link[1] else 'blob'}/main/{link[3]}"

    return _RELATIVE.sub(complete, text)
