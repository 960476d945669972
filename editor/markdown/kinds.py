"""What a block is, told by how its Markdown begins: so its source can be set alike while it is written."""

import re

KIND = re.compile(
    r"(?P<h>#{1,6})(?:\s|$)"
    r"|(?P<code>```|~~~)"
    r"|(?P<math>\$\$(?:[ \t]*(?:\n|\Z)|.*\$\$\s*\Z))"
    r"|(?P<callout>>\s?\[!(?:note|tip|important|warning|caution)\])"
    r"|(?P<quote>>)"
    r"|(?P<divider>(?P<mark>[-*_])[ \t]*(?:(?P=mark)[ \t]*){2,}\Z)"
    r"|(?P<list>(?:[-*+]|\d{1,9}[.)])\s)"
    r"|(?P<table>\|)"
    r"|(?P<footnote>\[\^[^\]\s]+\]:)"
    r"|(?P<image>!\[(?:\\.|[^\]\\])*\]\([^()\n]*\)\s*\Z)",
    re.IGNORECASE,
)


def kind(text: str) -> str:
    """h1 to h6, code, math, callout, quote, divider, list, table, footnote, image, or p for a paragraph."""
    found = KIND.match(text.lstrip(" "))
    if not found or not found.lastgroup:
        return "p"
    return f"h{len(found['h'])}" if found["h"] else found.lastgroup
