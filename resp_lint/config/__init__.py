"""Configuration files: found, read, checked, merged, and what they come to for each page."""

PYPROJECT = "pyproject.toml"
"""A file that we share with other tools."""
