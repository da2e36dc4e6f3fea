"""Which findings count: suppressions in pages, the baseline of old findings, and what changed since a revision."""

import os

BASELINE = ".resp-lint-baseline.json"
"""The name of the baseline's file: to look whether there is one must cost nothing."""


def locate_baseline(root: str) -> str:
    """The file of the baseline that counts below a root."""
    return os.path.join(root, BASELINE)
