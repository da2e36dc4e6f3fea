"""The signs of a page that are not ASCII: several rules look for some of them."""

from __future__ import annotations

from functools import lru_cache

_ASCII = bytes(range(128))


@lru_cache(maxsize=2)
def find_non_ascii(text: str) -> frozenset[str]:
    """The characters of a text that are not ASCII."""
    if text.isascii():
        return frozenset()
    return frozenset(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))
