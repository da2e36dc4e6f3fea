"""Names of several words that are written out although the profile has a keyref for them."""

import re
from collections.abc import Iterator, Mapping

from resp_lint import regex

_PRODUCT = regex(r"[A-Z]\w+ (?:on|for)\s+\Z")


def collect_names(keyrefs: Mapping[str, str]) -> dict[str, str]:
    """The names of several words, each with the first keyref that stands for it."""
    return {name: keyref for keyref, name in reversed([*keyrefs.items()]) if " " in name}


def find_written_names(text: str, names: Mapping[str, str]) -> Iterator[re.Match[str]]:
    """Where names stand in a text, those apart that go on as the name of a product, or stand at the end of one.

    >>> [match[0] for match in find_written_names("IBM Cloud, IBM Cloud Logs, Nimbus on IBM Cloud", {"IBM Cloud": "{{x}}"})]
    ['IBM Cloud']
    """
    if any(name in text for name in names):
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-]|®| (?:for |on )?[A-Z])")
        yield from (match for match in pattern.finditer(text) if not _PRODUCT.search(text, 0, match.start()))
