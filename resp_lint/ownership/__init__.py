"""Who owns what: pages in, data out."""
