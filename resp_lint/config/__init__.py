"""Configuration files: found, read, checked, merged, and what they come to for each page."""
