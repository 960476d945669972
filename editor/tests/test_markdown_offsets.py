"""`data-at`: where an element starts in its source, in code points, so that a click finds its character."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.markdown import to_html

from .elements import Element, parse

PIECES = [
    *("a", "b", " ", "  ", "\n", "\n\n", "*", "**", "_", "`", "~~", "# ", "- ", "1. ", "> ", "\\"),
    *("[", "](", ")", "![", "<", "http://x.org", "a@b.co", "\n===\n", "---\n", "[x] ", '"', "\t"),
    *("> [!NOTE] ", "> [!TIP]\n", "[^1]", "[^1]: ", "é", "\n~~~\n", "~~~ js\n", "let a = '", "![x](y)"),
    *("😀", "🇪🇺", "e\u0301", "שלום", "\u200d", "\u2028", "\x0b", "\x85", "\n```\n", "``` py\n", "<!--", "    "),
]
TABLES = ["| ", "|", "\n|---|\n"]  # by example: what is in an indented row the Markdown library finds too far left
TEXTS = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
TEXTS_WITH_TABLES = st.lists(st.sampled_from([*PIECES, *TABLES]), max_size=10).map("".join)
MARKS = {"em": "*_", "strong": "*_", "del": "~", "code": "`", "img": "!"}


def places(text: str) -> list[tuple[Element, int]]:
    return [(element, int(at)) for element in parse(to_html(text)).all() if (at := element.attributes.get("data-at"))]


def sources(text: str) -> list[tuple[str, str]]:
    """Each element's name and the source from there on."""
    return [(element.tag, text[at:]) for element, at in places(text)]


@settings(max_examples=500)
@given(TEXTS_WITH_TABLES)
def test_every_place_is_inside_the_source(text: str) -> None:
    for element, at in places(text):
        assert 0 <= at <= len(text), element


@settings(max_examples=500)
@given(TEXTS)
def test_what_an_element_shows_stands_behind_its_place(text: str) -> None:
    for element, at in places(text):
        source = iter(text[at:])
        shown = re.sub(r"\s", "", element.text())
        assert element.tag == "pre" or all(character in source for character in shown), (element, text[at:])


@settings(max_examples=500)
@given(TEXTS)
def test_inline_elements_start_at_their_marks(text: str) -> None:
    for element, at in places(text):
        if element.tag in MARKS:
            assert text[at] in MARKS[element.tag], (element, text[at:])


@pytest.mark.parametrize("text", ["```\n```", "```py\na\n```", "```\na", "~~~\na\n~~~\nb", "a\n\n```\nb\n```"])
def test_fenced_code_starts_below_its_fence(text: str) -> None:
    ((element, at),) = [place for place in places(text) if place[0].tag == "pre"]
    assert text[at:].startswith(element.text())


OTHER_CODE = ["    code", "\tcode", "a\n\n    code\n    more", "```", "```py", "- ```"]
LIKE_A_FENCE = ["\t`a`", "    ~a\n    b", "    ```\n    b", "\t~~~"]


@pytest.mark.parametrize("text", [*OTHER_CODE, *LIKE_A_FENCE])
def test_other_code_starts_inside_the_source(text: str) -> None:
    ((element, at),) = [place for place in places(text) if place[0].tag == "pre"]
    assert text[at:].startswith(element.text().split("\n")[0])


def test_places_by_example() -> None:
    assert sources("a **b** *c `d`*") == [
        ("p", "a **b** *c `d`*"),
        ("strong", "**b** *c `d`*"),
        ("em", "*c `d`*"),
        ("code", "`d`*"),
    ]
    assert sources("- [ ] one\n- two ~~three~~") == [
        ("ul", "- [ ] one\n- two ~~three~~"),
        ("li", "- [ ] one\n- two ~~three~~"),
        ("li", "- two ~~three~~"),
        ("del", "~~three~~"),
    ]
    assert sources("# 😀 e\u0301 [שלום](/x)") == [("h1", "# 😀 e\u0301 [שלום](/x)"), ("a", "[שלום](/x)")]
    assert sources("|a|\n|-|\n|**b**|")[-1] == ("strong", "**b**|")
    assert sources("> [!NOTE]\n> *a*")[1:] == [
        ("p", "NOTE]\n> *a*"),
        ("p", "*a*"),
        ("em", "*a*"),
    ]
    assert sources("> [!TIP]  Own\n> a")[1][1] == "Own\n> a"
    assert sources("é[^1] *a*[^ö]")[1:] == [("sup", "[^1] *a*[^ö]"), ("em", "*a*[^ö]"), ("sup", "[^ö]")]
    assert sources("[^1]: a *b*") == [("div", "[^1]: a *b*"), ("p", "a *b*"), ("em", "*b*")]
    assert sources("é $x$") == [("p", "é $x$"), ("math", "$x$")]
    assert sources("$$\nx\n$$") == [("math", "x\n$$")]
    assert sources("![é](/x)") == [("figure", "![é](/x)"), ("img", "![é](/x)")]


def test_no_text_can_speak_of_a_place() -> None:
    for text in ('data-at="7"', '<p data-at="7">', 'data-sourcepos="1:8-1:9"', '`data-sourcepos="9:9-9:9"`'):
        assert {at for _, at in places(text)} <= {0}
