"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` makes of a pattern, from the first use on.

    A rule's patterns are mostly for what most pages do not hold, and to compile one takes 0.1 ms and more of every
    start; the docstrings of `re` tell what goes in and out.  Raises `re.error` at the first use.
    """
    return cast("re.Pattern[AnyStr]", _Waiting(pattern, flags))


class _Waiting:
    """A pattern that nobody has used yet; what was asked for once is found as an attribute afterwards."""

    def __init__(self, pattern: Any, flags: int) -> None:  # noqa: ANN401 -- text or bytes, as the pattern goes
        self._given = (pattern, flags)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever a pattern has
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found
