"""Code in colours: what is coloured, and that nothing else becomes of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.markdown import to_html
from editor.markdown.highlighting import LANGUAGES, LONGEST
from editor.merge import acceptable

from .elements import Element, parse

EACH = sorted(LANGUAGES)


def code(language: str, text: str) -> Element:
    return parse(to_html(f"~~~~~ {language}\n{text}\n~~~~~")).one("pre").one("code")


def spans(language: str, text: str) -> list[tuple[str | None, str]]:
    return [(each.attributes.get("class"), each.text()) for each in code(language, text).elements]


def test_tokens_have_classes() -> None:
    assert spans("python", 'def f(): return "a<b", 1  # no') == [
        ("keyword", "def"),
        ("name", "f"),
        ("keyword", "return"),
        ("string", '"'),
        ("string", "a<b"),
        ("string", '"'),
        ("number", "1"),
        ("comment", "# no"),
    ]
    assert spans("diff", "-old\n+new") == [("deleted", "-old"), ("inserted", "+new")]


def test_a_language_is_the_first_word_in_any_case() -> None:
    assert spans("Python title=x", "None") == [("number", "None")]


@pytest.mark.parametrize("language", ["", "nonsense", "python&lt;", '"python"', "../python", "text"])
def test_code_of_other_languages_is_plain(language: str) -> None:
    assert spans(language, "def f(): pass") == []


@pytest.mark.parametrize("text", ["x = 1\n" * LONGEST, "\n" * 200 + "x = 1", "1" * 500, "\t " * 60 + "None"])
def test_what_could_take_long_is_plain(text: str) -> None:
    assert code("python", text).text() == text + "\n"
    assert not spans("python", text)


@pytest.mark.parametrize("language", EACH)
@settings(max_examples=10, deadline=None)
@given(st.text(max_size=60) | st.lists(st.sampled_from("a1 \n\t\"'`$#<>(){}[]/*-=:\\&;"), max_size=60).map("".join))
def test_no_character_of_the_code_changes(language: str, text: str) -> None:
    text = acceptable(text)
    assert code(language, text).text() == code("", text).text()
