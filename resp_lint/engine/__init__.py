"""From paths to a `Run`: which files, read how, checked by whom."""
