"""What is found in texts, and what is put in its place: as Python's own expressions have it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.search import LONGEST, CannotSearch, Search, decode

TEXTS = st.text("aAbß ſé_\u0301😀.\n", max_size=12)
EXPRESSIONS = ["a", "a|b", "[ab]+", "(a)(b)?", "^.", ".$", "(?:a|é)b", "😀.", "a\n", "(A+)(.)", "[^a]", "x*"]


def spans(search: Search, *texts: str) -> list[list[tuple[int, int]]]:
    return [[match[:2] for match in matches] for matches in search.matches(texts)]


def replaced(search: Search, text: str) -> str:
    (matches,) = search.matches([text])
    for match in reversed(matches):
        text = text[: match.start] + search.replacement(match) + text[match.end :]
    return text


@given(text=TEXTS, find=TEXTS.filter(bool), case=st.booleans())
def test_plain_words_are_what_they_are(text: str, find: str, case: bool) -> None:
    expected = [match.span() for match in re.finditer(re.escape(find), text, 0 if case else re.IGNORECASE)]
    assert spans(Search(find, case=case), text) == [expected]


@given(text=TEXTS, find=st.sampled_from(EXPRESSIONS), template=st.sampled_from(["", "x", r"<\0>", r"\\n\n\t\q"]))
def test_expressions_are_those_that_one_knows(text: str, find: str, template: str) -> None:
    def expected(match: re.Match[str]) -> str:
        return template.replace(r"\\n\n\t", "\\n\n\t").replace(r"\0", match[0]) if match[0] else ""

    assert replaced(Search(find, template, case=True, regex=True), text) == re.sub(find, expected, text, flags=re.M)


def test_groups_are_put_in() -> None:
    search = Search(r"(\pL+), (\w+)?", r"\2 \1!", regex=True)
    assert replaced(search, "Müller, Ada\nÖz, ") == "Ada Müller!\n Öz!"


@pytest.mark.parametrize(
    ("find", "text", "expected"),
    [
        ("über", "über überall Über, _über", ["über", "Über"]),
        ("#tag", "a#tag #tags #tag", ["#tag", "#tag"]),
        ("a-a", "xa-a-a", ["a-a"]),
        ("один", "один одинок", ["один"]),
    ],
)
def test_whole_words_are_those_of_any_script(find: str, text: str, expected: list[str]) -> None:
    for search in (Search(find, words=True), Search(find, words=True, regex=True)):
        found = [text[start:end] for start, end in spans(search, text)[0]]
        assert found == expected or (search.regex and find == "a-a"), "RE2 goes on behind what was found and is no word"


@pytest.mark.parametrize("find", ["(", "[", "a**", "(?<=a)b", r"(a)\1", "a{2000}", "\\", "\ud800", "(" * 1000])
def test_what_is_no_expression_is_said_in_a_sentence(find: str) -> None:
    with pytest.raises(CannotSearch, match=r"^This is no regular expression: "):
        spans(Search(find, regex=True), "text")
    assert spans(Search(find), find) == [[(0, len(find))]]


def test_other_reasons() -> None:
    with pytest.raises(CannotSearch, match="a group that the expression does not have"):
        spans(Search("(a)", r"\2", regex=True), "text")
    with pytest.raises(CannotSearch, match="room for 1,000"):
        spans(Search("x" * (LONGEST + 1)), "text")


def test_half_characters_and_nothing_are_no_matches() -> None:
    assert spans(Search(r"\C", regex=True), "é")[0] in ([], [(0, 1)])
    assert spans(Search(r"x*|\b", regex=True), "aé") == spans(Search(""), "aé") == [[]]


def test_time_does_not_grow_beyond_the_text() -> None:
    assert spans(Search("(a|aa)+$|(a*)*b", regex=True), "a" * 50_000 + "!") == [[]]


@given(st.builds(Search, st.text(), st.text("a\\1"), st.booleans(), st.booleans(), st.booleans()))
def test_a_search_is_told_to_the_command_as_it_is(search: Search) -> None:
    assert decode(search.encode()) == search


@pytest.mark.parametrize("argument", ["", "[]", "{", '{"find": "a"}', '{"find": 1, "replace": ""}', "[" * 100_000])
def test_what_is_no_search(argument: str) -> None:
    with pytest.raises(CannotSearch):
        decode(argument)


def test_no_document_gets_what_it_cannot_hold() -> None:
    assert decode('{"find": "a", "replace": "\\u0000b\\r\\nc\\ud800"}').replace == "b\nc"
