"""Rules about attribute lists: captions, summaries, and lists that are lost."""
