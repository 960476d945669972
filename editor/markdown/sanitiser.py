"""What may stand in a page, whatever the libraries before it let through. The rest is left out, and its text stays."""

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

SANITISER = nh3.Cleaner(
    tags=_HEADINGS | _TEXT | _TABLE | _PICTURE | {"a", "input", "math"} | _TOKENS | _LAYOUT | _SCRIPTS,
    clean_content_tags={"script", "style"},
    attributes={
        "*": {"data-at"},
        "a": {"href", "title"},
        "img": {"src", "alt", "title"},
        "input": {"checked", "disabled"},
        "ol": {"start"},
        "th": {"align"},
        "td": {"align"},
        "div": {"id"},
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
    allowed_classes={
        "div": {"callout", "footnote", *TYPES},
        "p": {"title"},
        "code": {"tex"},
        "span": {*OF_CODE.values()} - {""},
        "mtable": {*OF_FORMULAS.values()},
        "mtd": {*OF_FORMULAS.values()},
    },
    tag_attribute_values={"input": {"type": {"checkbox"}}},
    set_tag_attribute_values={"img": {"loading": "lazy"}, "input": {"aria-label": "Done"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow",
)
