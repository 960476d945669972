"""A block's Markdown as HTML that may stand in anybody's page.

CommonMark with GitHub's tables, strikethrough, task lists and autolinks. Raw HTML is shown as text. What comes out of
the Markdown library is sanitised again, so that no page depends on that library alone.

Elements carry `data-at`, where they start in the source in code points, for a click to find its character.
"""

import html
import re

import nh3
from comrak import ExtensionOptions, ParseOptions, RenderOptions, render_markdown
from django.utils.safestring import SafeString, mark_safe

EXTENSIONS = ExtensionOptions()
EXTENSIONS.table = EXTENSIONS.strikethrough = EXTENSIONS.tasklist = EXTENSIONS.autolink = True
PARSING = ParseOptions()
PARSING.sourcepos_chars = True
RENDERING = RenderOptions()
RENDERING.escape = RENDERING.sourcepos = True

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_TEXT = {"p", "blockquote", "pre", "code", "em", "strong", "del", "br", "hr", "ul", "ol", "li"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
SANITISER = nh3.Cleaner(
    tags=_HEADINGS | _TEXT | _TABLE | {"a", "img", "input"},
    clean_content_tags={"script", "style"},
    attributes={
        "*": {"data-at"},
        "a": {"href", "title"},
        "img": {"src", "alt", "title"},
        "input": {"type", "checked", "disabled"},
        "ol": {"start"},
        "th": {"align"},
        "td": {"align"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow",
)

SOURCE_POSITION = re.compile(r'(<pre )?data-sourcepos="(\d+):(\d+)-[\d:]+"')
FENCE = re.compile("```|~~~")
INDENTED = re.compile(r"( {4}|\t)$")
TAG = re.compile(r"<[^>]*>")
KIND = re.compile(
    r"(?P<h>#{1,6})(?:\s|$)|(?P<code>```|~~~)|(?P<quote>>)|(?P<list>(?:[-*+]|\d{1,9}[.)])\s)|(?P<table>\|)"
)


def to_html(text: str) -> SafeString:
    rendered = render_markdown(text, EXTENSIONS, PARSING, RENDERING)
    return mark_safe(SANITISER.clean(_with_offsets(rendered, text)))  # noqa: S308 - sanitised right here


def to_plain_text(text: str) -> str:
    """The first line of what a reader sees of a block."""
    rendered = TAG.sub("", render_markdown(text, EXTENSIONS, PARSING, RENDERING)).strip()
    return html.unescape(rendered.split("\n")[0]).strip()


def kind(text: str) -> str:
    """What a block is by how its Markdown begins: h1 to h6, code, quote, list, table, or p for a paragraph."""
    found = KIND.match(text.lstrip(" "))
    if not found or not found.lastgroup:
        return "p"
    return f"h{len(found['h'])}" if found["h"] else found.lastgroup


def _with_offsets(rendered: str, text: str) -> str:
    """Lines and columns of the source as offsets from its start. (In a text the quotes would be escaped.)"""
    lines = [0]
    for line in text.split("\n"):
        lines.append(lines[-1] + len(line) + 1)

    def offset(match: re.Match[str]) -> str:
        pre, line, column = match[1] or "", int(match[2]), int(match[3])
        start = lines[line - 1] + column - 1
        if pre and FENCE.match(text, start) and not INDENTED.search(text, lines[line - 1], start):
            start = min(lines[line], len(text))  # code is below its fence
        return f'{pre}data-at="{start}"'

    return SOURCE_POSITION.sub(offset, rendered)
