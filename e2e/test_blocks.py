"""Blocks are selected as a whole, and then copied, cut, deleted, moved, indented and turned into another kind."""

import pytest

from e2e.people import Arrive, Person, Stored, agree

FOUR = ("one", "two", "three", "four")


@pytest.fixture
def ada(person: Arrive, room: str) -> Person:
    """Someone with the caret at the end of the last of four paragraphs."""
    ada = person("Ada", room)
    ada.click_block(0)
    ada.write("\n".join(FOUR))
    ada.has_blocks(*FOUR)
    ada.settled()
    return ada


def test_shift_and_arrows(ada: Person) -> None:
    ada.press("Shift", "ArrowUp")
    ada.has_chosen("three", "four")
    ada.press("Shift", "ArrowUp")
    ada.has_chosen("two", "three", "four")
    ada.press("Shift", "ArrowDown")
    ada.has_chosen("three", "four")
    ada.press("ArrowUp")
    ada.has_caret("|three")
    ada.has_chosen()
    ada.press("Shift", "ArrowDown")
    ada.has_chosen("three", "four")
    ada.press("Shift", "ArrowUp")
    ada.has_caret("|three|")


def test_dragging_over_the_text(ada: Person) -> None:
    ada.drag(1, 2)
    ada.has_chosen("two", "three")
    ada.press("ArrowDown")
    ada.has_caret("three|")
    ada.drag(2, 0)  # out of the field that is being written in
    ada.has_chosen("one", "two", "three")
    ada.click_before("four", 3)
    ada.has_caret("|four")
    ada.has_chosen()


def test_all_of_it(ada: Person) -> None:
    ada.press("Control", "a")
    ada.has_caret("|four|")
    ada.press("Control", "a")
    ada.has_chosen(*FOUR)
    ada.press("Backspace")
    ada.has_blocks("")
    ada.has_caret("|")
    ada.press("Control", "z")
    ada.has_blocks(*FOUR)


def test_copying_and_cutting(ada: Person) -> None:
    ada.drag(0, 1)
    ada.press("Control", "c")
    ada.click_block(3)
    ada.press("End")
    ada.press("Enter")
    ada.press("Control", "v")
    ada.has_blocks(*FOUR, "one", "two")
    ada.drag(1, 2)
    ada.has_chosen("two", "three")
    ada.press("Control", "x")
    ada.has_blocks("one", "four", "one", "two")
    ada.has_caret("one|")


def test_what_is_typed_takes_the_place_of_the_blocks(ada: Person, room: str, stored: Stored) -> None:
    ada.drag(1, 3)
    ada.has_chosen("two", "three", "four")
    ada.write("instead")
    ada.has_blocks("one", "instead")
    ada.has_caret("instead|")
    assert agree(room, stored, ada) == ["one", "instead"]


def test_commands_change_them_all_and_leave_them_selected(ada: Person) -> None:
    ada.drag(1, 2)
    ada.seat.click("#toolbar [value=bullets]")
    ada.has_blocks("one", "- two", "- three", "four")
    ada.has_chosen("- two", "- three")
    ada.press("Alt", "ArrowUp")
    ada.has_blocks("- two", "- three", "one", "four")
    ada.has_chosen("- two", "- three")
    ada.press("Alt", "ArrowDown")
    ada.press("Alt", "ArrowDown")
    ada.has_blocks("one", "four", "- two", "- three")
    ada.press("Control", "z", times=3)
    ada.has_blocks("one", "- two", "- three", "four")
    ada.press("Control", "z")
    ada.has_blocks(*FOUR)


def test_others_write_in_blocks_that_are_selected(ada: Person, person: Arrive, room: str, stored: Stored) -> None:
    bob = person("Bob", room)
    ada.drag(1, 2)
    ada.has_chosen("two", "three")
    bob.click_block(2)
    bob.press("End")
    bob.write(" more")
    ada.has_chosen("two", "three more")
    ada.press("Alt", "ArrowUp")
    bob.write("!")
    assert agree(room, stored, ada, bob) == ["two", "three more!", "one", "four"]
    bob.has_caret("three more!|")
