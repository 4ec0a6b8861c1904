"""Files to values and back: the only place that knows syntax."""
