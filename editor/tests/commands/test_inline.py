"""Marks around words come, and go again."""

import pytest

from editor.commands import Selection
from editor.commands.inline import bold
from editor.merge import MemoryBlocks, apply_all

from .page import run


@pytest.mark.parametrize(
    ("name", "mark"), [("bold", "**"), ("italic", "*"), ("strike", "~~"), ("code", "`")], ids=lambda value: value
)
@pytest.mark.parametrize(
    ("plain", "marked"),
    [
        ("a ‹word› here", "a M‹word›M here"),
        ("a wo|rd here", "a Mwo|rdM here"),
        ("a | here", "a M|M here"),
        ("|", "M|M"),
        ("😀 ‹two words›", "😀 M‹two words›M"),
    ],
)
def test_a_mark_comes_and_goes(name: str, mark: str, plain: str, marked: str) -> None:
    marked = marked.replace("M", mark)
    assert run(name, plain) == [marked]
    assert run(name, marked) == [plain]


def test_spaces_at_the_ends_stay_outside() -> None:
    assert run("bold", "a‹ word ›here")[0].replace("‹", "").replace("›", "") == "a **word** here"


def test_marks_that_are_selected_go_too() -> None:
    assert run("bold", "a ‹**word**› here") == ["a ‹word› here"]


def test_bold_and_italic_do_not_take_each_others_mark_for_their_own() -> None:
    assert run("italic", "**‹word›**") == ["***‹word›***"]
    assert run("bold", "*‹word›*") == ["***‹word›***"]
    assert run("bold", "***‹word›***") == ["*‹word›*"]
    assert run("italic", "***‹word›***") == ["**‹word›**"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("**a ‹b› c**", "**a** ‹b› **c**"),
        ("**‹a› b**", "‹a› **b**"),
        ("**a b|c d**", "**a** b|c **d**"),
        ("a ‹b **c› d**", "a **‹b c› d**"),
        ("‹**a** b **c**›", "‹**a b c**›"),
        ("‹**a** b›", "‹**a b›**"),
        ("**a**‹b›**c**", "**a‹b›c**"),
        ("\\*\\*‹x›", "\\*\\***‹x›**"),
        ("‹***a***›", "‹*a*›"),
        ("**a** ‹b›", "**a** **‹b›**"),
    ],
)
def test_what_is_partly_bold(before: str, after: str) -> None:
    assert run("bold", before) == [after]


def test_a_bold_word_that_is_selected_with_its_marks_gets_italic_too() -> None:
    assert run("italic", "‹**a**›") == ["‹***a***›"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a ‹b c›", "- a **‹b c›**"),
        ("‹- a\n  1. b›", "‹- **a**\n  1. **b›**"),
        ("‹> [!NOTE]\n> a›", "‹> [!NOTE]\n> **a›**"),
        ("‹# a›", "‹# **a›**"),
        ("‹[^1]: a›", "‹[^1]: **a›**"),
        ("```\n‹a›\n```", "```\n‹a›\n```"),
        ("$$\n‹a›\n$$", "$$\n‹a›\n$$"),
    ],
)
def test_the_words_of_lines_get_marks_and_nothing_else(before: str, after: str) -> None:
    assert run("bold", before) == [after]


def test_each_cell_gets_marks() -> None:
    blocks = MemoryBlocks([("T", "| a | b |\n| --- | --- |\n| c |  |")])
    operations, _ = bold(blocks, Selection("T", 0, len(blocks.text("T"))), "", iter(()))
    apply_all(blocks, operations)
    assert blocks.text("T") == "| **a** | **b** |\n| --- | --- |\n| **c** |  |"


def test_a_link_leaves_its_address_to_be_typed() -> None:
    assert run("link", "see ‹this› there") == ["see [this](|) there"]
    assert run("link", "see |") == ["see [](|)"]


def test_a_link_with_an_address_is_whole() -> None:
    assert run("link", "see ‹this› there", argument="https://a.example") == ["see [this](https://a.example)| there"]


@pytest.mark.parametrize("name", ["bold", "italic", "strike", "code", "link"])
def test_a_caret_in_code_changes_nothing(name: str) -> None:
    assert run(name, "```\nco|de\n```") == ["```\nco|de\n```"]
