"""Plain text from elsewhere becomes what a person means by it, where it is put."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.commands import Selection
from editor.commands.paste import paste
from editor.merge import MemoryBlocks, acceptable, apply_all

from .page import run


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("a|b", "x", ["ax|b"]),
        ("a‹old›b", "x", ["ax|b"]),
        ("a|b", "a line\n", ["aa line|b"]),
        ("a|b", "hard-wrapped\nprose", ["ahard-wrapped\nprose|b"]),
        ("a‹old›b", "x\n\n\ny", ["ax", "y|b"]),
        ("|", "\n\nx\n\n", ["x|"]),
        ("|", "\n \n", ["|"]),
        ("a|", "\n\nx", ["a", "x|"]),  # the next piece of a large paste
        ("a|", "\nx", ["a\nx|"]),
        ("a\n|\nb", "x\n\ny", ["a\nx", "y|", "b"]),
        ("# a|", "x\ny", ["# ax", "y|"]),
    ],
)
def test_paragraphs(before: str, text: str, after: list[str]) -> None:
    assert run("paste", before, argument=text) == after


@pytest.mark.parametrize(
    "block",
    [
        "```py\nx\n\n\ny\n```",
        "~~~\nnot closed\n\n- x",
        "- a\n  - b\n\n  more of b\n\n- c",
        "1. a\nwrapped\n2. b",
        "> a\n>\n> b",
        "| a | b |\n| --- | --- |\n| c | d |",
        "two\nlines, 3. of which\n-\n3. is no item",
    ],
)
def test_what_is_one_thing_in_markdown_is_one_block(block: str) -> None:
    assert run("paste", "|", argument=block) == [block + "|"]
    if not block.startswith("~"):
        assert run("paste", "|", argument=f"# head\n{block}\n\n\nend")[::2] == ["# head", "end|"]
    if not block.startswith("two"):
        assert run("paste", "head|", argument=block) == ["head", block + "|"]


def test_blocks_that_follow_each_other_without_an_empty_line() -> None:
    text = "# Head\ntext\n- item\n- item\n> quote\n```\ncode\n```\n| a |\n# text"
    expected = ["# Head", "text", "- item\n- item", "> quote", "```\ncode\n```", "| a |", "# text|"]
    assert run("paste", "|", argument=text) == expected


def test_what_stands_behind_code_and_tables_becomes_a_block() -> None:
    assert run("paste", "a|b", argument="```\nx\n```") == ["a", "```\nx\n```|", "b"]
    assert run("paste", "a|\nb", argument="x\ty\nz\t") == ["a", "| x | y |\n| --- | --- |\n| z |  ||", "b"]
    assert run("paste", "a|b", argument="- x\n- y") == ["a", "- x\n- y|b"]


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("- a|", "x\ny", ["- ax\n- y|"]),
        ("- a|\n- b", "x\ny", ["- ax\n- y|\n- b"]),
        ("1. |", "x\ny\nz", ["1. x\n2. y\n3. z|"]),
        ("- [x] a|", "x\ny", ["- [x] ax\n- [ ] y|"]),
        ("- |", "* x\n* y", ["- x\n* y|"]),
        ("- a|", "* x\n* y", ["- a\n* x\n* y|"]),
        ("- a\n  - b|", "x\n- y\n  z", ["- a\n  - bx\n  - y\n    z|"]),
        ("- a|\n- b", "x\ny\n\nz", ["- ax\n- y", "z|", "- b"]),
        ("- a|", "\n- b\n\n- c", ["- a\n- b\n- c|"]),
        ("- a|", "\n\nb", ["- a", "b|"]),
        ("- a|", "# x\ny", ["- a", "# x", "y|"]),
        ("> a|b", "x\ny", ["> ax\n> y|b"]),
        ("> a|", "x\n> y\n\nz", ["> ax\n> y", "z|"]),
        ("> |", "> x\n> y", ["> x\n> y|"]),
    ],
)
def test_in_lists_and_quotes(before: str, text: str, after: list[str]) -> None:
    assert run("paste", before, argument=text) == after


def test_in_a_cell_there_is_one_line() -> None:
    blocks = MemoryBlocks([("B", "| a | b |")])
    operations, caret = paste(blocks, Selection("B", 3, 3), "x\ny", iter(()))
    apply_all(blocks, operations)
    assert caret
    assert (blocks.items(), caret.start) == ([("B", "| ax y | b |")], 6)


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("```\na|\n```", "x\n\n# y\n", ["```\nax\n\n# y\n|\n```"]),
        ("```\na|", "x\n\ny", ["```\nax\n\ny|"]),
        ("```\na|", "x\n```\ny\n\nz", ["```\nax\n```", "y", "z|"]),  # a large paste was cut in its code
        ("```\na\n```|", "x\n\ny", ["```\na\n```", "x", "y|"]),
        ("```\n‹a›\n```", "https://a.example", ["```\nhttps://a.example|\n```"]),
    ],
)
def test_in_code(before: str, text: str, after: list[str]) -> None:
    assert run("paste", before, argument=text) == after


def test_an_address_makes_a_link_of_the_selection() -> None:
    assert (
        run("paste", "see ‹this› x", argument=" https://a.example/(x) \n")[0]
        == "see [this](https://a.example/%28x%29)| x"
    )
    assert run("paste", "see | x", argument="https://a.example/(x)") == ["see https://a.example/(x)| x"]
    assert run("paste", "‹http://old.example›", argument="https://a.example") == ["https://a.example|"]
    assert run("paste", "‹this›", argument="javascript:alert(1)") == ["javascript:alert(1)|"]


def test_a_spreadsheet_becomes_a_table() -> None:
    table = "| a | b\\|c |\n| --- | --- |\n|  | d |"
    assert run("paste", "|", argument="a\tb|c\n\td\n") == [table + "|"]
    assert run("paste", "|", argument="\ta\n\tb") == ["\ta\n\tb|"]  # indented
    assert run("paste", "|", argument="a\tb\nc") == ["a\tb\nc|"]


def test_a_long_text_without_empty_lines_is_cut_between_lines() -> None:
    line = "x" * 999
    page = run("paste", "|", argument="\n".join([line] * 100))
    assert len(page) == 5
    assert {part for text in page for part in text.strip("|").split("\n")} == {line}


BEFORE = ["", "a", "# a", "- a\n", "- a\n- b", "1. ", "> q", "```\nc\n", "```\nc\n```", "| t |", "two\nlines"]
BEHIND = ["", "z", "\nz", "\n- z", "\n```", " |"]
LINE = st.sampled_from(
    ["", " ", "x", "# x", "- x", "  - x", "2. x", "> x", "```", "~~~~", "| x |", "x\ty", "\tx", "\\", "😀", "\r", "\0"]
)


@given(st.sampled_from(BEFORE), st.sampled_from(BEHIND), st.lists(LINE).map("\n".join) | st.text())
def test_whatever_is_pasted_no_word_is_lost_and_no_block_is_empty(before: str, behind: str, text: str) -> None:
    text = acceptable(text)
    page = [("A", "above"), ("B", before + behind), ("C", "below")]
    blocks = MemoryBlocks(page)
    operations, caret = paste(blocks, Selection("B", len(before), len(before)), text, iter(f"n{n}" for n in range(999)))
    inverse = apply_all(blocks, operations)
    assert caret

    texts = [text for _, text in blocks.items()]
    assert words("".join(texts)) == words("above" + before + text + behind + "below")
    assert all(text.strip() for text in texts) or len(texts) == 3
    last = blocks.text(caret.block)[: caret.start]
    assert words("".join(texts)).startswith(words("above" + before + text))
    assert words("".join(texts)).endswith(words(blocks.text(caret.block)[len(last) :] + "below"))
    assert words(blocks.text(caret.block)[caret.start :]) in words(behind)

    apply_all(blocks, inverse)
    assert blocks.items() == page


def words(text: str) -> str:
    return "".join(character for character in text if character.isalpha() or character == "😀")
