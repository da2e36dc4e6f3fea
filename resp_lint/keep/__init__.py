"""Which findings count: suppressions in pages, the baseline of old findings, and what changed since a revision."""
