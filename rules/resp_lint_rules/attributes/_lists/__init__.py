"""How attribute lists are read, judged and moved: what the rules about them share."""
