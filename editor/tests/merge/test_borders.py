from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.merge import Delete, Insert, Join, MemoryBlocks, Operation, apply_all, new_borders


def after(start: str, *done: Operation) -> list[str]:
    blocks = MemoryBlocks([("A", start), ("B", "below")])
    apply_all(blocks, done)
    apply_all(blocks, new_borders(blocks, done, (f"n{i}" for i in count())))
    return [text for _, text in blocks.items()][:-1]


def split(text: str) -> list[str]:
    return after("", Insert("A", 0, text)) if text else [""]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("one", ["one"]),
        ("one\ntwo", ["one", "two"]),
        ("# head\ntext", ["# head", "text"]),
        ("one\n\ntwo", ["one", "", "two"]),
        ("one\n", ["one", ""]),
        ("\none", ["", "one"]),
        ("hard\\\nbreak", ["hard\\\nbreak"]),
        ("no break\\\\\nat all", ["no break\\\\", "at all"]),
        ("- a\n- b\n  - c\nafter", ["- a\n- b\n  - c", "after"]),
        ("- a\n", ["- a\n"]),
        ("- a\n- \nafter", ["- a\n- ", "after"]),
        ("- a\n\n- b", ["- a\n\n- b"]),
        ("- a\n\nafter", ["- a\n", "after"]),
        ("1. a\n2. b", ["1. a\n2. b"]),
        ("> a\n> b\nafter", ["> a\n> b", "after"]),
        ("| a |\n|---|\n| b |\nafter", ["| a |\n|---|\n| b |", "after"]),
        ("```py\na\n\nb\n```\nafter", ["```py\na\n\nb\n```", "after"]),
        ("```\nnever\nclosed", ["```\nnever\nclosed"]),
        ("````\n```\n````\nafter", ["````\n```\n````", "after"]),
        ("~~~\na\n~~~\n~~~\nb\n~~~", ["~~~\na\n~~~", "~~~\nb\n~~~"]),
        ("text\n- a\n- b", ["text", "- a\n- b"]),
        ("> [!NOTE]\n> a\nafter", ["> [!NOTE]\n> a", "after"]),
        ("$$\na\n\n- b\n$$\nafter", ["$$\na\n\n- b\n$$", "after"]),
        ("$$ \na\nb$$\nafter", ["$$ \na\nb$$", "after"]),
        ("$$\nnever\nclosed", ["$$\nnever\nclosed"]),
        ("$$a$$\nafter", ["$$a$$", "after"]),
        ("$$ a\nafter", ["$$ a", "after"]),
        ("[^1]: a\n    b\n\n    c\n[^2]: d\nafter", ["[^1]: a\n    b\n\n    c\n[^2]: d", "after"]),
        ("[^1]: a\n", ["[^1]: a\n"]),
        ("[^1]: a\n\nafter", ["[^1]: a\n", "after"]),
        ("[^1] a\nafter", ["[^1] a", "after"]),
        ("---\nafter", ["---", "after"]),
    ],
)
def test_borders(text: str, blocks: list[str]) -> None:
    assert split(text) == blocks


@given(st.text("a`~-> |$[^]:\\\n", max_size=40))
def test_every_character_stays_and_nothing_is_left_to_split(text: str) -> None:
    assert "\n".join(split(text)) == text
    assert all(split(block) == [block] for block in split(text))


def test_newlines_that_were_there_stay() -> None:
    code = "```\na\nb\n```"
    assert after(code, Delete("A", 0, 1)) == ["``\na\nb\n```"]
    assert after("a\nb\nc", Insert("A", 5, "\nd")) == ["a\nb\nc", "d"]


def test_typed_newlines_are_followed_through_the_rest_of_the_edit() -> None:
    assert after("ab", Insert("A", 1, "\n"), Insert("A", 0, "xyz")) == ["xyza", "b"]
    assert after("ab", Insert("A", 1, "\n"), Delete("A", 1, 1)) == ["ab"]
    assert after("ab", Insert("B", 2, "\n"), Join("B", "A", 2)) == ["ab\nbe"]
