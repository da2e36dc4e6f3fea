"""`cached_property`, as Python 3.12 and later have it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property
else:

    class cached_property:  # noqa: N801 -- the name that it has in functools
        """The same without the lock that Python 3.11 takes at each first look: a page has a hundred of them."""

        def __init__(self, make) -> None:  # noqa: ANN001 -- mypy sees the one in functools
            self._make = make
            self._name = make.__name__
            self.__doc__ = make.__doc__

        def __get__(self, instance, owner=None):  # noqa: ANN001, ANN204 -- as above
            if instance is None:
                return self
            value = instance.__dict__[self._name] = self._make(instance)
            return value


__all__ = ["cached_property"]
