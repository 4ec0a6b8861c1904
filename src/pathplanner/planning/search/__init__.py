"""Which: the sets of steps that are best, by finish and by cost."""
