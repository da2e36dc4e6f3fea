"""Which findings count: suppressions in pages, the baseline of old findings, and what changed since a revision."""

BASELINE = ".resp-lint-baseline.json"
"""The name of the baseline's file: to look whether there is one must cost nothing."""
