"""The way from Markdown to HTML. Most blocks need two steps of it, the first and the last."""

import html
import logging
import re

from comrak import ExtensionOptions, ParseOptions, RenderOptions, render_markdown
from django.utils.safestring import SafeString, mark_safe

from . import anchors, callouts, footnotes, formulas, highlighting
from .offsets import with_offsets
from .sanitiser import clean

logger = logging.getLogger(__name__)

EXTENSIONS = ExtensionOptions()
EXTENSIONS.table = EXTENSIONS.strikethrough = EXTENSIONS.tasklist = EXTENSIONS.autolink = True
EXTENSIONS.alerts = EXTENSIONS.footnotes = EXTENSIONS.math_dollars = True
PARSING = ParseOptions()
PARSING.leave_footnote_definitions = True
RENDERING = RenderOptions()
RENDERING.escape = RENDERING.sourcepos = True

TAG = re.compile(r"<[^>]*>")
OWN_PICTURE = re.compile(r'(<img [^>]*?src="files/[^"#]*)#([1-9][0-9]{0,4})x([1-9][0-9]{0,4})"')
IMAGE_ALONE = re.compile(r'<p (data-at="\d+")>(<img [^>]*?(?: title="([^"]*)")? />)</p>\s*')


def to_html(text: str) -> SafeString:
    """Never raises: a block that the libraries choke on shows its source, and hinders nobody else's."""
    try:
        rendered = clean(formulas.block(text) or _rendered(text))
    except BaseException as error:  # a panic in Rust is none of Python's own exceptions
        _report(error)
        rendered = f"<pre>{html.escape(text)}</pre>"
    return mark_safe(rendered)  # noqa: S308 - sanitised or escaped right here


def to_plain_text(text: str) -> str:
    """The first line of what a reader sees of a block. Never raises."""
    return html.unescape(_without_tags(text).split("\n")[0]).strip()


def to_words(text: str) -> str:
    """All of what a reader sees of a block, in one line. Never raises."""
    return " ".join(html.unescape(_without_tags(text)).split())


def _without_tags(text: str) -> str:
    try:
        rendered = render_markdown(text, EXTENSIONS, PARSING, RENDERING)
    except BaseException as error:
        _report(error)
        rendered = html.escape(text)
    return TAG.sub("", rendered).strip()


def _report(error: BaseException) -> None:
    if isinstance(error, KeyboardInterrupt | SystemExit):
        raise error
    logger.error("A block cannot be rendered: %r", error)


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
    if "<h" in rendered or 'href="#' in rendered:
        rendered = anchors.drawn(rendered)
    if "<input" in rendered:  # a task's box: a click is the command of its name
        rendered = rendered.replace("<input ", '<input name="check" ')
    return _with_pictures(rendered) if "<img" in rendered else rendered


def _with_pictures(rendered: str) -> str:
    """One that is alone is set by itself. None keeps the words from being shown, and one whose size stands in its
    address (`files/…#640x480`) keeps its place."""
    rendered = OWN_PICTURE.sub(r'\1" width="\2" height="\3"', rendered)
    if alone := IMAGE_ALONE.fullmatch(rendered):
        rendered = _figure(*alone.groups())
    return rendered.replace("<img ", '<img decoding="async" ')


def _figure(at: str, image: str, title: str | None) -> str:
    caption = f"<figcaption>{title}</figcaption>" if title else ""
    return f"<figure {at}>{image}{caption}</figure>"
