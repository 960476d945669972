"""Whatever somebody writes: in another person's page it is an element and attribute of the list below, or text."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.markdown import to_html
from editor.markdown.sanitiser import clean

from .elements import Element, parse
from .payloads import ADDRESSES, HTML, LINKS, PLACES, TEX, raw

EVERYWHERE = {"data-at"}
ALLOWED: dict[str, set[str]] = {
    **{tag: set() for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "li", "br", "hr")},
    **{tag: set() for tag in ("em", "strong", "del", "sup", "table", "thead", "tbody", "tr", "figure", "figcaption")},
    **{
        tag: set()
        for tag in (
            "msqrt",
            "mroot",
            "mphantom",
            "msub",
            "msup",
            "msubsup",
            "mtr",
            "mn",
            "mtext",
            "mmultiscripts",
            "mprescripts",
        )
    },
    "p": {"class", "dir"},
    "code": {"class", "title"},
    "span": {"class"},
    "div": {"class", "id"},
    "sup": {"id"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
    "th": {"align"},
    "td": {"align"},
    "ol": {"start"},
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "input": {"type", "checked", "aria-label", "name"},
    "math": {"display"},
    "mrow": {"displaystyle", "scriptlevel"},
    "mi": {"mathvariant"},
    "mo": {"form", "lspace", "rspace", "minsize", "maxsize", "stretchy", "symmetric", "movablelimits"},
    "mspace": {"width", "height"},
    "mpadded": {"width", "height", "lspace", "voffset"},
    "mfrac": {"linethickness"},
    "menclose": {"notation"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "munderover": {"accent", "accentunder"},
    "mtable": {"displaystyle", "scriptlevel", "class"},
    "mtd": {"class"},
}
CLASS = re.compile(
    r"(callout (note|tip|important|warning|caution)|footnote|title|tex"
    r"|comment|keyword|builtin|name|string|number|deleted|inserted"
    r"|wide|half|left|right|apart|ruled-above|ruled-after|half right|)"
)
SCHEMES = {"", "http", "https", "mailto"}


def assert_safe(text: str) -> None:
    html = to_html(text)
    assert_allowed(html)
    for element in parse(html).all():
        _assert_values(element)


def assert_allowed(html: str) -> None:
    for element in parse(html).all():
        assert element.tag in ALLOWED, (html, element)
        assert element.attributes.keys() <= ALLOWED[element.tag] | EVERYWHERE, (html, element)
        for name in ("href", "src"):
            assert scheme(element.attributes.get(name) or "") in SCHEMES, (html, element)
        for name in ("width", "height") if element.tag == "img" else ():
            assert re.fullmatch(r"\d{1,5}", element.attributes.get(name, "1") or "", re.ASCII), (html, element)


def scheme(address: str) -> str:
    """As browsers read an address: they drop control characters and spaces before and within."""
    return urlsplit(re.sub(r"[\x00-\x20]", "", address)).scheme.lower()


def _assert_values(element: Element) -> None:
    attributes = element.attributes
    assert re.fullmatch(r"\d*", attributes.get("data-at") or "")
    assert re.fullmatch(r"\d*", attributes.get("start") or "")
    assert attributes.get("dir") in (None, "auto")
    assert attributes.get("align") in (None, "left", "center", "right")
    assert CLASS.fullmatch(attributes.get("class") or ""), element
    assert re.fullmatch(r"((fn|fnref|h)-[\w.~%-]+)?", attributes.get("id") or "", re.ASCII), element
    if element.tag == "math":
        assert all(re.match("m", each.tag) for each in element.all()), element
    if element.tag == "input":
        assert attributes["type"] == "checkbox"
        assert attributes["aria-label"]
        assert attributes["name"] == "check"
    if element.tag == "a":
        assert attributes["rel"] == "noopener noreferrer nofollow"


@pytest.mark.parametrize("payload", HTML)
def test_raw_html_is_text_wherever_it_stands(payload: str) -> None:
    for place in [*PLACES, *LINKS]:
        assert_safe(place.replace("{}", payload))
    assert not [each for each in parse(to_html(payload)).all() if each.tag not in ("p", "a", "code")]


def test_the_sanitiser_holds_by_itself() -> None:
    """As if the libraries before it let everything through."""
    for html in raw():
        once = clean(html)
        assert_allowed(once)
        assert clean(once) == once, "what comes out is read otherwise the next time"


@pytest.mark.parametrize("payload", TEX)
def test_formulas_only_draw(payload: str) -> None:
    for place in PLACES:
        assert_safe(place.replace("{}", payload))


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_lead_to_pages_and_letterboxes_alone(address: str) -> None:
    for link in LINKS:
        assert_safe(link.replace("{}", address))


def test_good_addresses_stay() -> None:
    for address in ("https://x.org/a?b=c&d#e", "http://x.org", "mailto:a@x.org", "/here", "#b-1x1", "../up", "//x.org"):
        (link,) = [each for each in parse(to_html(f"[x](<{address}>)")).all() if each.tag == "a"]
        assert link.attributes["href"] == address


PICTURES = {
    "https://x.org/a.png": True,
    "http://x": True,
    "files/abc234/a-%C3%A9.png": True,
    **dict.fromkeys(("", "a.png", "/a.png", "//x.org/a.png", "../files/abc/a.png", "/files/abc/a.png", "./a"), False),
    **dict.fromkeys(("files/a.png", "files/abc/a/b", "files/abc/", "files/abc/a?b=c", "files/abc/a#b"), False),
    **dict.fromkeys(("files/../a", "data:image/png;base64,AA", "mailto:a@x.org", " files/a"), False),
}


@pytest.mark.parametrize("address", PICTURES)
def test_pictures_are_the_documents_files_or_from_elsewhere(address: str) -> None:
    """None makes whoever reads it ask another page of this site."""
    for html in (to_html(f"![x](<{address}>)"), clean(f'<img src="{address}">')):
        (picture,) = [each for each in parse(html).all() if each.tag == "img"]
        assert picture.attributes.get("src") == (address if PICTURES[address] else None)


WRONG_SIZES = ("0x9", "640x", "x480", "100000x1", "-1x1", "1x1#1x1", "640x480x", "6e2x480", "٣x٣", "1x1&quot;onload=x")


@pytest.mark.parametrize(
    ("address", "size"),
    [
        ("files/abc/a.png#640x480", ("640", "480")),
        ("files/abc/a.png#99999x1", ("99999", "1")),
        ("files/abc/a.png", (None, None)),
        ("https://x.org/a.png#640x480", (None, None)),
        *[
            (f"files/abc/a.png#{wrong}", (None, None))
            for wrong in ("0x9", "640x", "x480", "100000x1", "-1x1", "1x1#1x1")
        ],
        *[(f"files/abc/a.png#{wrong}", (None, None)) for wrong in WRONG_SIZES],
    ],
)
def test_a_picture_is_as_large_as_its_address_says_or_nothing_is_said(
    address: str, size: tuple[str | None, str | None]
) -> None:
    """Whoever says so: the server, or somebody who writes it."""
    for text in (f"![x](<{address}>)", f'see ![x](<{address}> "y") there'):
        assert_safe(text)
        (picture,) = [each for each in parse(to_html(text)).all() if each.tag == "img"]
        assert (picture.attributes.get("width"), picture.attributes.get("height")) == size
        if size != (None, None):
            assert picture.attributes["src"] == "files/abc/a.png"


PIECES = [
    *HTML,
    *TEX,
    *ADDRESSES,
    "$",
    "$$",
    "[^",
    "]:",
    "> [!NOTE] ",
    "```html\n",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "\n",
    "\n\n",
    "`",
    "```\n",
    '"',
    "'",
    "|",
    "*",
    " ",
    "&",
    "\\",
    "![x](files/abc/a#",
    "640x480",
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_no_mixture_gives_anything_else(text: str) -> None:
    assert_safe(text)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=4), st.data())
def test_no_cut_gives_anything_else(pieces: list[str], data: st.DataObject) -> None:
    """Everyone who types passes through every beginning of what they type."""
    text = "".join(pieces)
    assert_safe(text[data.draw(st.integers(0, len(text))) :])
    assert_safe(text[: data.draw(st.integers(0, len(text)))])
