"""How each kind of value may stand in a file, and what is read from it."""
