"""Text to a tree of nodes with places, and changes to a text that leave the rest alone."""
