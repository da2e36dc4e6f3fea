"""Print what resp-lint needs to run, one requirement a line, as pyproject.toml asks for it."""

from __future__ import annotations

import tomllib
from pathlib import Path

print(*tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_bytes().decode())["project"]["dependencies"])
