"""How the command line looks and speaks in a terminal."""
