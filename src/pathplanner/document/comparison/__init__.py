"""Plans beside each other, in words."""
