"""Texts that do harm where a renderer does not escape them."""

from __future__ import annotations

PLAIN = "Ordinary words"
"""Stands where a payload stands, to see what a payload changes."""

PAYLOADS = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>",
    "attribute": '" onmouseover="alert(1)" \' onfocus=\'alert(1)',
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "xml": ']]><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x><![CDATA[',
    "markdown": "[x](javascript:alert(1)) ![x](file:///etc/passwd) **bold** `code` | a | b |",
    "lines": "x\n# heading\n- [x] done\n1. one\n```\ncode",
    "crlf": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX-EVIL:1\r\nATTACH:file:///etc/passwd\r\n",
    "folded": "x\nX-EVIL;VALUE=URI:file:///etc/passwd\\nX-EVIL:1;,",
    "formula": "=cmd|' /C calc'!A0",
    "plus": '+HYPERLINK("http://evil.example","x")',
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "tab": "\t=1+1",
    "cell": 'x","=1+1\n"=1+1',
    "script-url": "javascript:alert(1)//http://x",
    "file-url": "file:///etc/passwd",
    "data-url": "data:text/html;base64,PHNjcmlwdD4=",
    "diagram": '"]; click A "javascript:alert(1)" -->|x| B{{C}} %%{init: {}}%% [label="x"];',
    "code": '#read("/etc/passwd") $x^2$ \\input{/etc/passwd} {{7*7}} {0} {name} %s ${x}',
    "direction": "\u202egnp.exe\u202c \u2066abc\u2069 \u200f",
    "control": "a\x00b\x07c\x1b[31md\x7fe\x9b31m",
    "not-text": "\ud800 \ufffe \U000e0041",
    "long": "W" * 400,
}
"""Payloads by name."""
