"""The way from Markdown to HTML. Most blocks need two steps of it, the first and the last."""

import html
import re

from comrak import ExtensionOptions, ParseOptions, RenderOptions, render_markdown
from django.utils.safestring import SafeString, mark_safe

from . import callouts, footnotes, formulas, highlighting
from .offsets import with_offsets
from .sanitiser import SANITISER

EXTENSIONS = ExtensionOptions()
EXTENSIONS.table = EXTENSIONS.strikethrough = EXTENSIONS.tasklist = EXTENSIONS.autolink = True
EXTENSIONS.alerts = EXTENSIONS.footnotes = EXTENSIONS.math_dollars = True
PARSING = ParseOptions()
PARSING.leave_footnote_definitions = True
RENDERING = RenderOptions()
RENDERING.escape = RENDERING.sourcepos = True

TAG = re.compile(r"<[^>]*>")
IMAGE_ALONE = re.compile(r'<p (data-at="\d+")>(<img [^>]*?(?: title="([^"]*)")? />)</p>\s*')


def to_html(text: str) -> SafeString:
    return mark_safe(SANITISER.clean(formulas.block(text) or _rendered(text)))  # noqa: S308 - sanitised right here


def to_plain_text(text: str) -> str:
    """The first line of what a reader sees of a block."""
    rendered = TAG.sub("", render_markdown(text, EXTENSIONS, PARSING, RENDERING)).strip()
    return html.unescape(rendered.split("\n")[0]).strip()


def _rendered(text: str) -> str:
    noted = footnotes.defined(text)
    rendered = with_offsets(render_markdown(noted + text, EXTENSIONS, PARSING, RENDERING), text, noted)
    if "[^" in text:
        rendered = footnotes.drawn(rendered, noted)
    if "[!" in text:
        rendered = callouts.drawn(rendered, text)
    if "$" in text:
        rendered = formulas.drawn(rendered)
    if "<pre" in rendered:
        rendered = highlighting.highlighted(rendered)
    if "<img" in rendered and (alone := IMAGE_ALONE.fullmatch(rendered)):
        rendered = _figure(*alone.groups())
    return rendered


def _figure(at: str, image: str, title: str | None) -> str:
    caption = f"<figcaption>{title}</figcaption>" if title else ""
    return f"<figure {at}>{image}{caption}</figure>"
