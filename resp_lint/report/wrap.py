"""Long texts in several lines: broken between words only, by the cells that a terminal gives them."""

from __future__ import annotations

from resp_lint.regex import regex

# What most texts consist of: each character takes one cell.
_NARROW = regex(r"[ -~¡-¬®-ÿ“”‘’…–—→]*")


def wrap_text(text: str, first: int, rest: int) -> list[str]:
    """A text in lines of at most `first` cells for the first and `rest` for the others; a longer word stays whole."""
    if not text.startswith(" ") and count_cells(text) <= first:
        return [text]
    lines = [""]
    cells = 0
    for word in text.split(" "):
        room = first if len(lines) == 1 else rest
        more = count_cells(word)
        if not lines[-1]:
            lines[-1], cells = word, more
        elif cells + 1 + more > room:
            lines.append(word)
            cells = more
        else:
            lines[-1] += f" {word}"
            cells += 1 + more
    return lines


def count_cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len  # few texts need a table of widths

    return cell_len(text)


def shorten(text: str, room: int, dots: str = "…") -> str:
    """A text cut at its end.

    >>> shorten("a long text", 6), shorten("short", 6)
    ('a lon…', 'short')
    """
    if count_cells(text) <= room:
        return text
    if text.isascii():
        return text[: max(room - count_cells(dots), 0)] + dots
    text = text[: 4 * room]  # what comes later cannot fit
    while text and count_cells(text + dots) > room:
        text = text[:-1]
    return text + dots
