"""What may stand in a page, whatever the libraries before it let through. The rest is left out, and its text stays."""

import re
from typing import Any

import nh3

from .callouts import TYPES
from .formulas import CLASSES as OF_FORMULAS
from .highlighting import CLASSES as OF_CODE

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_TEXT = {"p", "blockquote", "pre", "code", "em", "strong", "del", "sup", "br", "hr", "ul", "ol", "li", "div", "span"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
_PICTURE = {"img", "figure", "figcaption"}

# What draws, of MathML Core: nothing that leads anywhere, acts, or holds HTML
_TOKENS = {"mi", "mn", "mo", "mtext", "mspace"}
_LAYOUT = {"mrow", "mfrac", "msqrt", "mroot", "mpadded", "mphantom", "menclose", "mtable", "mtr", "mtd"}
_SCRIPTS = {"msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts"}

_TAGS = _HEADINGS | _TEXT | _TABLE | _PICTURE | {"a", "input", "math"} | _TOKENS | _LAYOUT | _SCRIPTS
_RULES: dict[str, Any] = {
    "clean_content_tags": {"script", "style"},
    "attributes": {
        "*": {"data-at"},
        "a": {"href", "title"},
        "img": {"src", "alt", "title", "width", "height"},
        "input": {"checked"},  # and not disabled: a click is the command of its name
        "ol": {"start"},
        "th": {"align"},
        "td": {"align"},
        **{name: {"id"} for name in (*_HEADINGS, "sup", "div")},
        "code": {"title"},
        "math": {"display"},
        "mi": {"mathvariant"},
        "mo": {"form", "lspace", "rspace", "minsize", "maxsize", "stretchy", "symmetric", "movablelimits"},
        "mspace": {"width", "height"},
        "mpadded": {"width", "height", "lspace", "voffset"},
        "mfrac": {"linethickness"},
        "menclose": {"notation"},
        "mover": {"accent"},
        "munder": {"accentunder"},
        "munderover": {"accent", "accentunder"},
        "mrow": {"displaystyle", "scriptlevel"},
        "mtable": {"displaystyle", "scriptlevel"},
    },
    "allowed_classes": {
        "div": {"callout", "footnote", *TYPES},
        "p": {"title"},
        "code": {"tex"},
        "span": {*OF_CODE.values()} - {""},
        "mtable": {*OF_FORMULAS.values()},
        "mtd": {*OF_FORMULAS.values()},
    },
    "tag_attribute_values": {
        "input": {"type": {"checkbox"}, "name": {"check"}},
        "img": {"decoding": {"async"}},
        "p": {"dir": {"auto"}},
    },
    "set_tag_attribute_values": {"img": {"loading": "lazy"}, "input": {"aria-label": "Done"}},
    "url_schemes": {"http", "https", "mailto"},
    "link_rel": "noopener noreferrer nofollow",
}

# Pictures are the document's own files, or from elsewhere: none makes its reader ask another page of this site
_PICTURE_ADDRESS = re.compile(r"https?://|files/[a-z0-9]+/[^/?#\\]+\Z", re.IGNORECASE)
_PIXELS = re.compile(r"[1-9][0-9]{0,4}\Z")
_OF_PICTURES = {("img", "src"): _PICTURE_ADDRESS, ("img", "width"): _PIXELS, ("img", "height"): _PIXELS}


def _checked(tag: str, name: str, value: str) -> str | None:
    allowed = _OF_PICTURES.get((tag, name))
    return value if allowed is None or allowed.match(value) else None


_without_pictures = nh3.Cleaner(tags=_TAGS - {"img"}, **_RULES)  # a third faster, for nothing is asked of Python
_with_pictures = nh3.Cleaner(tags=_TAGS, attribute_filter=_checked, **_RULES)


def clean(html: str) -> str:
    return (_with_pictures if "<img" in html else _without_pictures).clean(html)
