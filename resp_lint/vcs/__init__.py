"""What git knows of pages and lines that changed, asked by commands that run nothing of the repository's own."""
