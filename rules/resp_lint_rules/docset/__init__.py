"""Rules about pages as a set."""
