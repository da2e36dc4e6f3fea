"""Mending: fixes are applied to a page's text in rounds, held against what they may do, and written as a whole."""
