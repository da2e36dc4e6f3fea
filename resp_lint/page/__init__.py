"""Bytes to `Page`: what is written on a page, and where.  The lowest layer: it knows no rule and no product."""
