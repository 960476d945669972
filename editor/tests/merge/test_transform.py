"""The law of `editor.merge`, line by line. The names of the tests are those of the law."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.merge import Delete, Insert, Join, MemoryBlocks, Move, Operation, Split, apply, cross, rebase

from .histories import START, after, histories

WITHOUT_MOVES = ("insert", "insert", "delete", "split", "join")
STRUCTURE = ("move", "move", "join", "split", "delete")


def both_ways(
    mine: list[Operation], theirs: list[Operation], start: tuple[tuple[str, str], ...] = START
) -> list[tuple[str, str]]:
    """The state after both histories, `theirs` accepted first; asserts the law."""
    mine_after, theirs_after = cross(mine, theirs)
    server = after(MemoryBlocks(start), theirs, mine_after).items()
    writer = after(MemoryBlocks(start), mine, theirs_after).items()
    assert dict(server) == dict(writer), (mine_after, theirs_after)
    assert rebase(mine, theirs) == mine_after
    if not any(isinstance(operation, Move) for operation in [*mine, *theirs]):
        assert server == writer, (mine_after, theirs_after)
    return server


@settings(max_examples=3000)
@given(histories("m"), histories("t"))
def test_convergence(mine: list[Operation], theirs: list[Operation]) -> None:
    both_ways(mine, theirs)


@settings(max_examples=1000)
@given(histories("m", kinds=WITHOUT_MOVES, most=8), histories("t", kinds=WITHOUT_MOVES, most=8))
def test_convergence_without_moves(mine: list[Operation], theirs: list[Operation]) -> None:
    both_ways(mine, theirs)


@settings(max_examples=1000)
@given(histories("m", kinds=STRUCTURE, most=8), histories("t", kinds=STRUCTURE, most=8))
def test_convergence_of_borders_and_moves(mine: list[Operation], theirs: list[Operation]) -> None:
    both_ways(mine, theirs)


@settings(max_examples=1000)
@given(
    histories("m", inserted=st.text("XYZ", min_size=1, max_size=3)),
    histories("t", inserted=st.text("UVW", min_size=1, max_size=3)),
)
def test_no_character_is_lost_or_doubled(mine: list[Operation], theirs: list[Operation]) -> None:
    """Deleting counts its own: what nobody deleted, newlines and borders included, is there once and in order."""
    merged = "\n".join(text for _, text in both_ways(mine, theirs))
    alone = {
        "XYZ": "\n".join(text for _, text in after(MemoryBlocks(START), mine).items()),
        "UVW": "\n".join(text for _, text in after(MemoryBlocks(START), theirs).items()),
    }
    for letters, text in alone.items():
        assert sorted(c for c in merged if c in letters) == sorted(c for c in text if c in letters)


@settings(max_examples=1000)
@given(st.data(), st.lists(st.integers(0, 6), max_size=12), st.lists(st.integers(0, 6), max_size=12))
def test_each_persons_typing_stays_in_order(data: st.DataObject, gaps: list[int], other_gaps: list[int]) -> None:
    start = (("A", "abc\ndef"),)
    at, other_at = data.draw(st.integers(0, 7)), data.draw(st.integers(0, 7))
    mine: list[Operation] = [Insert("A", at + i, chr(0x100 + i)) for i in range(len(gaps))]
    theirs: list[Operation] = [Insert("A", other_at + i, chr(0x200 + i)) for i in range(len(other_gaps))]
    text = both_ways(mine, [*theirs, Split("A", 3 + len(theirs) * (other_at <= 3), "N")], start)
    typed = "".join(text for _, text in text)
    assert [c for c in typed if 0x100 <= ord(c) < 0x200] == [chr(0x100 + i) for i in range(len(gaps))]
    assert [c for c in typed if ord(c) >= 0x200] == [chr(0x200 + i) for i in range(len(other_gaps))]


@settings(max_examples=1000)
@given(histories("m", most=8))
def test_undoing_every_operation_restores_the_text(done: list[Operation]) -> None:
    blocks = MemoryBlocks(START)
    inverses = [apply(blocks, operation) for operation in done]
    assert after(blocks, *inverses[::-1]).items() == list(START)


def test_insertions_at_one_place_stand_in_the_order_in_which_they_were_accepted() -> None:
    assert both_ways([Insert("A", 1, "mine")], [Insert("A", 1, "theirs")], (("A", "xy"),)) == [("A", "xtheirsminey")]


def test_a_deletion_takes_only_what_its_writer_saw() -> None:
    assert both_ways([Delete("A", 0, 4)], [Insert("A", 2, "new")], (("A", "abcd"),)) == [("A", "new")]
    assert both_ways([Insert("A", 2, "new")], [Delete("A", 0, 4)], (("A", "abcd"),)) == [("A", "new")]


def test_a_split_or_join_loses_no_character() -> None:
    assert both_ways([Insert("A", 3, "x")], [Split("A", 1, "N")], (("A", "a\nbc"),)) == [
        ("A", "a"),
        ("N", "bxc"),
    ]
    assert both_ways([Insert("B", 1, "x")], [Join("B", "A", 1)], (("A", "a"), ("B", "bc"))) == [("A", "a\nbxc")]
    assert both_ways([Delete("A", 0, 4)], [Split("A", 1, "N")], (("A", "a\nbc"),)) == [("A", "")]


def test_of_two_splits_of_one_newline_the_first_ones_block_stays() -> None:
    mine: list[Operation] = [Split("A", 1, "mine"), Insert("mine", 0, "x")]
    assert both_ways(mine, [Split("A", 1, "theirs")], (("A", "a\nb"),)) == [("A", "a"), ("theirs", "xb")]


@pytest.mark.parametrize("after_key", ["A", "C", None])
def test_a_joined_block_goes_where_the_other_one_is(after_key: str | None) -> None:
    start = (("A", "a"), ("B", "b"), ("C", "c"))
    assert both_ways([Join("B", "A", 1)], [Move("B", after_key)], start) == [("A", "a\nb"), ("C", "c")]
    assert both_ways([Move("B", after_key)], [Join("B", "A", 1)], start) == [("A", "a\nb"), ("C", "c")]


def test_of_moves_of_one_block_the_last_accepted_decides() -> None:
    start = (("A", ""), ("B", ""), ("C", ""))
    assert both_ways([Move("A", "C")], [Move("A", "B")], start) == [("B", ""), ("C", ""), ("A", "")]


def test_of_moves_to_one_place_the_last_accepted_stands_closest() -> None:
    start = (("A", ""), ("B", ""), ("C", ""))
    assert both_ways([Move("C", "A")], [Move("B", "A")], start) == [("A", ""), ("C", ""), ("B", "")]


def test_what_was_put_after_a_joined_block_comes_after_its_text() -> None:
    start = (("A", "a"), ("B", "b"), ("C", "c"), ("D", "d"))
    assert both_ways([Move("D", "B")], [Join("B", "A", 1)], start) == [("A", "a\nb"), ("D", "d"), ("C", "c")]


def test_both_parts_of_a_split_block_move() -> None:
    start = (("A", "a\nb"), ("B", ""))
    assert both_ways([Move("A", "B")], [Split("A", 1, "N")], start) == [("B", ""), ("A", "a"), ("N", "b")]


def test_what_was_put_after_a_split_block_comes_after_its_last_part() -> None:
    start = (("A", "a\nb"), ("B", ""), ("C", ""))
    assert both_ways([Move("C", "A")], [Split("A", 1, "N")], start) == [
        ("A", "a"),
        ("N", "b"),
        ("C", ""),
        ("B", ""),
    ]


def test_of_joins_that_exclude_another_the_first_is_done_and_no_text_is_lost() -> None:
    start = (("A", "a"), ("B", "b"), ("C", "c"))
    mine: list[Operation] = [Join("B", "A", 1), Delete("A", 1, 1)]
    theirs: list[Operation] = [Move("C", "A"), Join("C", "A", 1), Delete("A", 1, 1)]
    assert both_ways(mine, theirs, start) == [("A", "ac"), ("B", "b")]
