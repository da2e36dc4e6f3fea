"""Mending: edits are applied to a page's text."""
