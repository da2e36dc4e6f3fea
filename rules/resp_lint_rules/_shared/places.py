"""Places on a page that belong to no part of it."""

from __future__ import annotations

from resp_lint import Page, Part


def locate_line(page: Page, number: int) -> Part:
    """A 1-based line without its ending."""
    start = page.source.line_start(number)
    return Part(page.source, start, start + len(page.source.line_text(number)))


def locate_top(page: Page) -> Part:
    """Where the page as a whole is spoken of: at its title, or on its first line where it has none."""
    return page.title or locate_line(page, 1)
