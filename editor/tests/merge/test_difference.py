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
        Insert("A", 4, "2"),
        Delete("A", 5, 3),
        Insert("A", 11, " four"),
    ]


def test_what_others_wrote_between_two_changes_stays_where_it_is() -> None:
    mine, _ = cross(difference("A", "a b c", "x b z"), [Insert("A", 3, " others")])
    blocks = MemoryBlocks([("A", "a b others c")])
    apply_all(blocks, mine)
    assert blocks.text("A") == "x b others z"


def test_what_others_appended_to_a_word_comes_after_the_new_one() -> None:
    mine, _ = cross(difference("A", "two", "2"), [Insert("A", 0, "number "), Insert("A", 10, " of them")])
    blocks = MemoryBlocks([("A", "number two of them")])
    apply_all(blocks, mine)
    assert blocks.text("A") == "number 2 of them"


@given(TEXTS, TEXTS, st.lists(st.tuples(st.integers(0, 30), st.text("xyz", min_size=1)), max_size=4))
def test_no_letter_that_others_wrote_meanwhile_is_lost(before: str, after: str, written: list[tuple[int, str]]) -> None:
    theirs = [Insert("A", min(at, len(before)), text) for at, text in written]
    mine, _ = cross(difference("A", before, after), theirs)
    blocks = MemoryBlocks([("A", before)])
    apply_all(blocks, [*theirs, *mine])
    assert sorted(blocks.text("A")) == sorted(after + "".join(text for _, text in written))


def test_what_is_too_long_or_says_always_the_same_is_one_change() -> None:
    for before, after in [("a" + " x" * 900 + "b", "b" + " y x" * 450 + "a"), ("a, " * 3_000, "b; " * 3_000 + "b")]:
        assert difference("A", before, after) == [Insert("A", 0, after), Delete("A", len(after), len(before))]
