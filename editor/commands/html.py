"""HTML out of word processors and web pages as Markdown.

nh3 parses it as a browser does and leaves only what may matter; `tidy` makes plain elements of what programs say by
styles; html-to-markdown writes it down. What comes out is text, rendered as safely as what people type.
"""

import html
import re
from itertools import accumulate

import nh3
from html_to_markdown import ConversionOptions, convert

from ..merge import acceptable
from .tidy import CODE, HEADINGS, LISTS, MARKS, SECTIONS, tidy

LARGEST = 500_000  # characters of HTML that are converted; of more, the text alone is taken
DEEPEST = 200  # elements within each other: parsing those takes the longer the more there are

_BLOCKS = {"p", "blockquote", "pre", "hr", "li", *LISTS, *HEADINGS, *SECTIONS}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_SANITISER = nh3.Cleaner(
    tags={"span", "font", "a", "br", "img", "input", *MARKS, *CODE, *_BLOCKS, *_TABLE},
    clean_content_tags={"script", "style", "title", "template", "iframe", "object", "xml"},
    attributes={
        "*": {"style"},
        "a": {"href"},
        "code": {"class"},
        "img": {"src", "alt"},
        "input": {"type", "checked"},
        "ol": {"start"},
        "pre": {"class"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
_STYLE = ConversionOptions(
    autolinks=False,
    bullets="-",
    compact_tables=True,
    default_title=False,
    escape_asterisks=True,
    escape_underscores=True,
    extract_metadata=False,
    newline_style="backslash",
)
_TAG = re.compile(r"<[^<>]*>")
_NESTING = re.compile(r"<(/?)(?!(?:p|li|t[dhr]|d[td]|br|hr|img|input|meta|link|col|wbr|o:p)\b)[a-z]", re.I)
_AMPERSAND = re.compile(r"&(?!#?\w{1,31};)")  # of itself alone; the parser takes long over many
_EMPTY_LINES = re.compile(r"\\\n(?:\\\n)+")


def to_markdown(source: str) -> str:
    """Never fails: of what cannot be converted, the text is taken."""
    if len(source) > LARGEST or _depth(source) > DEEPEST:
        return _text(source)
    try:
        markdown = convert(tidy(_SANITISER.clean(_AMPERSAND.sub("&amp;", source))), _STYLE).content or ""
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic in Rust is no Exception
        return _text(source)
    return acceptable(_EMPTY_LINES.sub("\n\n", markdown)).strip("\n")


def _depth(source: str) -> int:
    """How many elements are open at once, of those that do not end by themselves."""
    steps = (-1 if tag[1] else 1 for tag in _NESTING.finditer(source))
    return max(accumulate(steps, lambda depth, step: max(0, depth + step)), default=0)


def _text(source: str) -> str:
    return acceptable(html.unescape(_TAG.sub(" ", source))).strip()
