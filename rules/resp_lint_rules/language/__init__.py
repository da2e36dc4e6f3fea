"""Rules about words: typos, slips, characters nobody sees."""
