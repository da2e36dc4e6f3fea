"""Comments in pages that suppress findings: parsed, scoped, applied, reported and written."""
