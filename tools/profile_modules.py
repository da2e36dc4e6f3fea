"""The built-in profiles as Python: to read one from its TOML file takes four milliseconds of every start."""

from __future__ import annotations

import subprocess
import sys
from enum import Enum
from typing import TYPE_CHECKING, Any

import msgspec

from resp_lint.config.profiles import read_profile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = '''"""What {name} says, written by `make docs`; loading it takes a twentieth of the time."""

# ruff: noqa: E501 -- as the profile has it

from __future__ import annotations
'''


def profile_module(path: Path) -> str:
    """A module whose `PROFILE` is what a profile's file says."""
    profile = read_profile(path, {}, "")
    names: dict[str, set[str]] = {}
    for kind in types_in(profile):
        names.setdefault(kind.__module__, set()).add(kind.__name__)
    imports = "".join(f"from {module} import {', '.join(sorted(names[module]))}\n" for module in sorted(names))
    return formatted(f"{HEAD.format(name=path.name)}\n{imports}\nPROFILE = {written(profile)}\n")


def formatted(source: str) -> str:
    """Python as the formatter writes it."""
    ruff = [sys.executable, "-m", "ruff", "format", "-"]
    return subprocess.run(ruff, input=source.encode(), capture_output=True, check=True).stdout.decode()


def types_in(value: Any) -> Iterator[type]:  # noqa: ANN401 -- whatever a profile holds
    """The types of a value, and of all that is written of it."""
    if isinstance(value, msgspec.Struct):
        yield type(value)
        value = tuple(one for _, one in given(value))
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for one in value:
            yield from types_in(one)
    elif isinstance(value, Enum):
        yield type(value)


def written(value: Any) -> str:  # noqa: ANN401 -- as above
    """A value as Python source."""
    if isinstance(value, msgspec.Struct):
        fields = (f"{name}={written(one)}" for name, one in given(value))
        return f"{type(value).__name__}({', '.join(fields)})"
    if isinstance(value, tuple):
        return f"({''.join(f'{written(one)}, ' for one in value)})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{written(key)}: {written(one)}' for key, one in value.items())}}}"
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    return repr(value)


def given(struct: msgspec.Struct) -> list[tuple[str, Any]]:
    """The fields that do not hold their default, by name."""
    fields = ((field, getattr(struct, field.name)) for field in msgspec.structs.fields(struct))
    return [(field.name, value) for field, value in fields if value != default(field)]


def default(field: msgspec.structs.FieldInfo) -> Any:  # noqa: ANN401 -- as above
    """What a field holds where nothing is said, or `msgspec.NODEFAULT`."""
    return field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
