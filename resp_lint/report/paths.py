"""A page's path as others want it: relative to the root of the project, with slashes, or as an address."""

from __future__ import annotations

import os
import platform
from urllib.parse import quote


def make_relative(path: str, root: str) -> str:
    """A path as the project sees it, which need not be the folder that we run in."""
    path = os.path.relpath(path, root) if root else path
    return path.replace(os.sep, "/").removeprefix("./")


def make_address(path: str) -> str:
    """A relative path as a relative URI, its bytes as they are on the disk; an absolute one as a `file:` URI."""
    quoted = quote(os.fsencode(path), safe="/")
    return f"file://{quoted}" if quoted.startswith("/") else quoted


def make_file_address(path: str) -> str:
    """A file's address with the name of this machine, as a terminal may show another's."""
    return f"file://{quote(platform.node())}{quote(os.fsencode(os.path.abspath(path)))}"
