from hypothesis import given
from hypothesis import strategies as st

from editor.merge import Delete, Insert, MemoryBlocks, apply_all, cross, difference

from .histories import ALPHABET

TEXTS = st.text(ALPHABET + "   cde", max_size=30)


@given(TEXTS, TEXTS)
def test_the_difference_makes_one_text_of_the_other(before: str, after: str) -> None:
    blocks = MemoryBlocks([("A", before)])
    apply_all(blocks, difference("A", before, after))
    assert blocks.text("A") == after


def test_only_words_that_changed_are_touched() -> None:
    assert difference("A", "one two three", "one 2 three four") == [
        Delete("A", 4, 3),
        Insert("A", 4, "2"),
        Insert("A", 11, " four"),
    ]


def test_what_others_wrote_between_two_changes_stays_where_it_is() -> None:
    mine, _ = cross(difference("A", "a b c", "x b z"), [Insert("A", 3, " others")])
    blocks = MemoryBlocks([("A", "a b others c")])
    apply_all(blocks, mine)
    assert blocks.text("A") == "x b others z"
