"""Values in files: how each may be written, how it is read, its JSON Schema, and its JSON."""
