"""Whatever somebody writes: in another person's page it is an element and attribute of the list below, or text."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.markdown import to_html
from editor.markdown.sanitiser import SANITISER

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
    "p": {"class"},
    "code": {"class", "title"},
    "span": {"class"},
    "div": {"class", "id"},
    "th": {"align"},
    "td": {"align"},
    "ol": {"start"},
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title", "loading"},
    "input": {"type", "checked", "disabled", "aria-label"},
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


def scheme(address: str) -> str:
    """As browsers read an address: they drop control characters and spaces before and within."""
    return urlsplit(re.sub(r"[\x00-\x20]", "", address)).scheme.lower()


def _assert_values(element: Element) -> None:
    attributes = element.attributes
    assert re.fullmatch(r"\d*", attributes.get("data-at") or "")
    assert re.fullmatch(r"\d*", attributes.get("start") or "")
    assert attributes.get("align") in (None, "left", "center", "right")
    assert CLASS.fullmatch(attributes.get("class") or ""), element
    assert re.fullmatch(r"(fn-[\w.~%-]+)?", attributes.get("id") or "", re.ASCII), element
    if element.tag == "math":
        assert all(re.match("m", each.tag) for each in element.all()), element
    if element.tag == "input":
        assert attributes["type"] == "checkbox"
        assert "disabled" in attributes
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
        once = SANITISER.clean(html)
        assert_allowed(once)
        assert SANITISER.clean(once) == once, "what comes out is read otherwise the next time"


@pytest.mark.parametrize("payload", TEX)
def test_formulas_only_draw(payload: str) -> None:
    for place in PLACES:
        assert_safe(place.replace("{}", payload))


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_lead_to_pages_and_letterboxes_alone(address: str) -> None:
    for link in LINKS:
        assert_safe(link.replace("{}", address))


def test_good_addresses_stay() -> None:
    for address in ("https://x.org/a?b=c&d#e", "http://x.org", "mailto:a@x.org", "/here", "#there", "../up", "//x.org"):
        (link,) = [each for each in parse(to_html(f"[x](<{address}>)")).all() if each.tag == "a"]
        assert link.attributes["href"] == address


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
