"""Words compared without regard to case and white space."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def normalized(text: str) -> str:
    """Text for comparison: case folded, white space folded, a possessive apostrophe straight.

    >>> normalized("  Your   Responsibilities ")
    'your responsibilities'
    """
    return " ".join(text.casefold().replace("’", "'").split())
