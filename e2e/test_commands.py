"""Keys and buttons change the Markdown at the caret; one's own undo takes back one's own alone."""

import pytest

from e2e.people import Arrive, Person, Stored, agree


@pytest.fixture
def ada(person: Arrive, room: str) -> Person:
    """Someone with the caret in an empty document."""
    ada = person("Ada", room)
    ada.click_block(0)
    return ada


def test_shortcuts(ada: Person) -> None:
    ada.write("some words")
    for key, marked in (
        ("b", "some **|words|**"),
        ("i", "some *|words|*"),
        ("e", "some `|words|`"),
        ("k", "some [words](|)"),
    ):
        ada.press("End")
        for _ in "words":
            ada.press("Shift", "ArrowLeft")
        ada.settled()
        ada.press("Control", key)
        ada.has_caret(marked)
        ada.press("Control", "z")
        ada.has_blocks("some words")
        ada.press("Control", "y")
        ada.has_blocks(marked.replace("|", ""))
        ada.press("Control", "z")
        ada.has_blocks("some words")


def test_a_button_of_the_toolbar_leaves_the_caret_where_it_is(ada: Person) -> None:
    ada.write("A title")
    ada.settled()
    ada.seat.click("#toolbar [value=h2]")
    ada.has_caret("## A title|")
    ada.write("!")
    ada.has_caret("## A title!|")
    ada.seat.click("#toolbar [value=h2]")
    ada.has_caret("A title!|")


def test_a_list_is_written_as_one_expects(ada: Person, room: str, stored: Stored) -> None:
    ada.write("- tea\nmilk")
    ada.has_caret("- tea\n- milk|")
    ada.press("Enter")
    ada.has_caret("- tea\n- milk\n- |")
    ada.press("Tab")
    ada.has_caret("- tea\n- milk\n  - |")
    ada.write("whole")
    ada.press("Shift", "Tab")
    ada.has_caret("- tea\n- milk\n- whole|")
    ada.press("Enter")
    ada.has_caret("- tea\n- milk\n- whole\n- |")
    ada.press("Enter")
    ada.has_caret("|")
    ada.write("after")
    assert agree(room, stored, ada) == ["- tea\n- milk\n- whole", "after"]


def test_backspace_takes_the_mark_first_and_then_joins(ada: Person) -> None:
    ada.write("one\n# two")
    ada.has_blocks("one", "# two")
    ada.press("ArrowLeft", times=3)
    ada.has_caret("# |two")
    ada.press("Backspace")
    ada.has_caret("|two")
    ada.press("Backspace")
    ada.has_caret("one|two")


def test_undo_takes_back_a_burst_and_leaves_what_others_write_in_the_same_word(
    ada: Person, person: Arrive, room: str, stored: Stored
) -> None:
    ada.write("word")
    ada.settled()
    boris = person("Boris", room)
    boris.click_before("word", index=2)
    boris.has_caret("wo|rd")
    boris.write("αβ")
    ada.press("Control", "a")
    ada.press("Control", "b")
    boris.write("γδ")
    boris.has_caret("**woαβγδ|rd**")
    ada.press("Control", "z")
    boris.write("εζ")
    boris.has_caret("woαβγδεζ|rd")
    ada.press("Control", "z")
    boris.write("ηθ")
    boris.has_caret("αβγδεζηθ|")
    assert agree(room, stored, ada, boris) == ["αβγδεζηθ"]
    ada.press("Control", "Shift", "z")
    boris.has_caret("woαβγδεζηθ|rd")
    assert agree(room, stored, ada, boris) == ["woαβγδεζηθrd"]


def test_undo_after_a_reload(ada: Person, room: str, stored: Stored) -> None:
    ada.write("first")
    ada.settled()
    ada.comes()
    ada.click_block(0)
    ada.seat.click("#toolbar [name=undo]")
    ada.has_blocks("")
    ada.seat.click("#toolbar [name=redo]")
    assert agree(room, stored, ada) == ["first"]


def test_a_block_moves_while_another_writes_in_it(ada: Person, person: Arrive, room: str, stored: Stored) -> None:
    ada.write("one\ntwo\nthree")
    ada.has_blocks("one", "two", "three")
    boris = person("Boris", room)
    boris.click_before("two", n=1)
    boris.write("num")
    ada.click_before("two", n=1)
    ada.press("Alt", "ArrowUp")
    boris.has_blocks("numtwo", "one", "three")
    boris.has_caret("num|two")
    boris.write("ber ")
    ada.press("Alt", "ArrowDown")
    ada.press("Alt", "ArrowDown")
    boris.has_blocks("one", "three", "number two")
    boris.has_caret("number |two")
    assert agree(room, stored, ada, boris) == ["one", "three", "number two"]
