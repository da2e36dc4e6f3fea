"""Paths as `file:` URIs and back."""

from __future__ import annotations

import os
import sys
from urllib.parse import quote, unquote, urlsplit

if sys.platform == "win32":
    from urllib.request import url2pathname
else:

    def url2pathname(url: str) -> str:
        """What `urllib.request` has by this name, without the 30 ms that its import takes."""
        return unquote(url)


def path_of(uri: str) -> str:
    """The absolute path of a `file:` URI; empty for any other.

    >>> path_of("file:///docs/a%20b.md"), path_of("untitled:Untitled-1")
    ('/docs/a b.md', '')
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return ""
    if parts.scheme != "file" or "\0" in unquote(parts.path):
        return ""
    host = f"//{parts.netloc}" if parts.netloc not in {"", "localhost"} else ""
    return os.path.normpath(url2pathname(host + parts.path)) if parts.path else ""


def uri_of(path: str) -> str:
    """The URI of an absolute path.

    >>> uri_of("/docs/a b.md")
    'file:///docs/a%20b.md'
    """
    slashed = path.replace(os.sep, "/")
    return "file://" + quote(os.fsencode(slashed if slashed.startswith("/") else f"/{slashed}"), safe="/")


def name_of(uri: str) -> str:
    """What to call a document that is no file: the last part of its URI.

    >>> name_of("untitled:Untitled-1"), name_of("vscode-vfs://host/r/page.md")
    ('Untitled-1', 'page.md')
    """
    return unquote(uri.partition(":")[2] or uri).rpartition("/")[2].replace("\0", "") or "untitled"
