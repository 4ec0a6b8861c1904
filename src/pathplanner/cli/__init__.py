"""The command line: the only place that reads the clock and the disk."""
