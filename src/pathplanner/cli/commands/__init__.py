"""The commands, one file each: read flags, do one thing, print."""
