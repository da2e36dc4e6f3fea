"""How many cores this process may use: those that it is allowed to run on, as far as its control group grants time."""

from __future__ import annotations

import math
import os

GROUPS = "/sys/fs/cgroup"


def count_cores(group: str = "/proc/self/cgroup", groups: str = GROUPS) -> int:
    """The number of cores that are worth a process each, at least 1."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(allowed, *(math.ceil(quota) for quota in _read_quotas(group, groups)), allowed))


def _read_quotas(group: str, groups: str) -> list[float]:
    """The cores whose time the control group grants, and each group above it; none where nobody does (cgroup v2)."""
    own = next((line[3:] for line in _read(group).split("\n") if line.startswith("0::")), "")
    found: list[float] = []
    while own.startswith("/"):
        quota, _, period = _read(f"{groups}{own.rstrip('/')}/cpu.max").partition(" ")
        if quota.isdigit() and period.strip().isdigit():
            found.append(int(quota) / int(period))
        if own == "/":
            break
        own = own.rpartition("/")[0] or "/"
    return found


def _read(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read(1 << 16).decode("utf-8", "replace")
    except OSError:
        return ""
