"""YAML's own errors, said in plain words."""

from __future__ import annotations

import yaml

from pathplanner.errors import Fault

_HINTS = {
    "mapping values are not allowed": "A text with a colon in it must stand in quotes.",
    "cannot start any token": "Indent with spaces, not tabs, and put texts with @ or ` in quotes.",
    "did not find expected ',' or": "A bracket may be missing, or a comma.",
    "did not find expected '-'": "Check that the lines of the list start in one column.",
    "did not find expected key": "Check that the keys of the block start in one column.",
    "could not find expected ':'": "Write the key, a colon, a space and the value.",
    "expected alphabetic or numeric": "A text that starts with * or & must stand in quotes.",
    "unexpected end of stream": "A closing quote is missing.",
    "unknown escape character": "Use single quotes around a text with a backslash.",
}


def syntax_fault(error: yaml.YAMLError, file: str) -> Fault:
    """Return the fault for a YAML error; nothing after it could be read."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    hint = next((hint for words, hint in _HINTS.items() if words in problem), "")
    message = f"This cannot be read as YAML: {problem}." if problem else "This is not YAML."
    # From PyYAML 6.0.4 on the parser itself stops at so many brackets in a row.
    if "nesting depth" in problem:
        message, hint = "Too many levels deep.", "Nest less."
    return Fault(message, "", hint, file, line, column)
