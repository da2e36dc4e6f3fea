"""Rules about the page as a whole: title, front matter, opening."""
