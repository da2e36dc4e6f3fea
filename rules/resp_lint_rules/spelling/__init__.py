"""The spelling engine: which words are misspelled, where they stand, and what was meant."""
