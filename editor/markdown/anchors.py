"""Headings that links lead to: `[see](#the-plan)` finds "The plan", in whichever block it is.

The names are those that GitHub gives to headings, behind a prefix, so that no writer's heading takes the name of
anything in the page. Of headings with one name the first is found. `#b-…` is the name of a block.
"""

import html
import re
from urllib.parse import quote, unquote

PREFIX = "h-"
HEADING = re.compile(r'<h([1-6]) (data-at="\d+")>(.*?)</h\1>', re.DOTALL)
LINK = re.compile(r'(<a data-at="\d+" href=")#(?!b-|fn-|fnref-)([^"]+)"')
TAG = re.compile(r"<[^>]*>")
NO_NAME = re.compile(r"[^\w -]")


def drawn(rendered: str) -> str:
    if "<h" in rendered:
        rendered = HEADING.sub(_heading, rendered)
    return LINK.sub(lambda link: f'{link[1]}#{_id(unquote(html.unescape(link[2])))}"', rendered)


def _heading(match: re.Match[str]) -> str:
    level, at, inside = match.groups()
    name = _id(html.unescape(TAG.sub("", inside)))
    return f'<h{level} {at} id="{name}">{inside}</h{level}>' if name != PREFIX else match[0]


def _id(heading: str) -> str:
    """Of letters, digits, `-._~%` alone."""
    name = NO_NAME.sub("", heading.strip().casefold()).replace(" ", "-")
    return PREFIX + quote(name, safe="")
