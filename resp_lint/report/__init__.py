"""What a run found, told: one format a file, each registered like a stranger's, and `safe` the only way out."""
