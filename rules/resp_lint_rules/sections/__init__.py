"""Rules about the areas and their headings."""
