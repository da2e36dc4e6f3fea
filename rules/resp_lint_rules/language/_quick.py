"""A quick look at a text before a close one: on most pages it ends here."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = re.compile(r"[A-Za-z]{3,}")
_PUNCTUATION = str.maketrans(dict.fromkeys('!"#$%&()*+,./:;<=>?@[\\]^_`{|}~“”‘’…', " "))


def letters_of(text: str) -> list[str]:
    """The words of three letters and more that stand anywhere in a text, code included."""
    return _WORDS.findall(text)


@lru_cache(maxsize=4)
def folded(text: str) -> list[str]:
    """A text's words in lower case without punctuation and markup: a quick look before a close one."""
    return text.lower().translate(_PUNCTUATION).split()


@lru_cache(maxsize=4)
def folded_set(text: str) -> frozenset[str]:
    """The same words, each once."""
    return frozenset(folded(text))
