"""A first configuration, and a new page."""
