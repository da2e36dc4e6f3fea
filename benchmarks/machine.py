"""What the measurements ran on, and whether anything else did."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).parent
BUSY = 0.05
"""A machine of which others use more than this share is no place to measure on."""


def machine() -> dict[str, str]:
    """Cores, system, Python, and the versions of everything that was measured."""
    return {
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "resp-lint": _commit(),
        **_versions(),
    }


def _processor() -> str:
    try:
        said = Path("/proc/cpuinfo").read_bytes().decode()
    except OSError:
        return platform.processor() or "unknown"
    found = re.search(r"^model name\s*: (.*)$", said, re.MULTILINE)
    return found[1] if found else "unknown"


def _commit() -> str:
    """The commit that was measured, with a mark where files differ from it."""
    command = ["git", "-C", str(HERE), "describe", "--always", "--dirty", "--exclude=*"]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.stdout.decode().strip() or "unknown"


def _versions() -> dict[str, str]:
    """The versions of the peers, as they are pinned."""
    pinned = (HERE / "requirements.txt").read_bytes().decode() + (HERE / "package.json").read_bytes().decode()
    names = {"rumdl": "rumdl", "typos": "typos", "codespell": "codespell", "pymarkdownlnt": "pymarkdown"}
    found = {shown: re.search(rf"^{name}==(.*)$", pinned, re.MULTILINE) for name, shown in names.items()}
    found["markdownlint-cli2"] = re.search(r'"markdownlint-cli2": "(.*)"', pinned)
    return {name: match[1] for name, match in found.items() if match}


def busy_share(seconds: float = 2.0) -> float:
    """The share of all cores that others use while we do nothing; 0 where the system does not say."""
    try:
        before = _ticks()
        time.sleep(seconds)
        after = _ticks()
    except OSError:
        return 0.0
    total = sum(after) - sum(before)
    idle = sum(after[3:5]) - sum(before[3:5])  # idle, and waiting for a disk
    return 1 - idle / total if total else 0.0


def _ticks() -> list[int]:
    first = Path("/proc/stat").read_bytes().partition(b"\n")[0]
    return [int(number) for number in first.split()[1:9]]
