"""A plan for assistants: the desk's answers as tools of the Model Context Protocol (MCP).

`arguments` says what each tool may be told, `answers` makes short answers, `tools` has the
tools, and `server` speaks the protocol on standard input and output. All but this package's
`server` works without the SDK.
"""
