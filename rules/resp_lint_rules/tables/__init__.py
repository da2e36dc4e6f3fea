"""Rules about tables: headers, rows, cells."""
