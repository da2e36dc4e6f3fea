"""What several tests about ownership share: pages of text read by the profile `ibm-cloud`."""

from __future__ import annotations

from resp_lint import Page, PageOwnership, read_ownership
from resp_lint.page.parser import parse
from resp_lint.plugins import load_registry
from resp_lint.source import Source

FRONT_MATTER = "---\nsubcollection: nimbus\n---\n\n# Responsibilities\n{: #responsibilities}\n\n"


def parse_page(data: bytes, path: str = "responsibilities.md") -> Page:
    """A page of these bytes."""
    profile = load_registry().profile("ibm-cloud")
    return parse(Source.from_bytes(path, data), profile.conventions)


def read_page(data: bytes, path: str = "responsibilities.md") -> PageOwnership:
    """Who owns what by a page of these bytes."""
    return read_ownership(parse_page(data, path))


def read_body(body: str, path: str = "responsibilities.md") -> PageOwnership:
    """Who owns what by a page with this body."""
    return read_page((FRONT_MATTER + body).encode(), path)


def read_rows(*rows: str, heading: str = "## Change management\n{: #change-management}\n\n") -> PageOwnership:
    """Who owns what by a page with one task table."""
    head = "| Task | IBM responsibilities | Your responsibilities |\n|---|---|---|\n"
    return read_body(heading + head + "".join(f"{row}\n" for row in rows))
