"""Two people get in each other's way in the same block: nothing is lost, and no caret leaves its text."""

import pytest

from e2e.people import Arrive, Person, Stored, agree
from e2e.test_find import is_told, opens_find

Pair = tuple[Person, Person]
TICKED = "() => [...document.querySelectorAll('.rendered input')].map((box) => box.checked)"


@pytest.fixture
def pair(person: Arrive, room: str) -> Pair:
    """Ada with the caret in an empty document, and Bob."""
    ada, bob = person("Ada", room), person("Bob", room)
    ada.click_block(0)
    return ada, bob


def test_a_paragraph_is_cut_in_two_before_ones_caret_and_joined_again(pair: Pair, room: str, stored: Stored) -> None:
    ada, bob = pair
    ada.write("left right")
    bob.sees("left right")
    bob.click_before("right", index=3)
    ada.press("ArrowLeft", times=len("right"))
    for _ in range(2):
        ada.press("Enter")
        bob.write("-")
        ada.press("Backspace")
        bob.write("+")
    bob.has_caret("left rig-+-+|ht")
    assert agree(room, stored, ada, bob) == ["left rig-+-+ht"]


def test_a_block_is_moved_and_becomes_a_list_with_others_while_one_types_in_it(
    pair: Pair, room: str, stored: Stored
) -> None:
    ada, bob = pair
    ada.write("one\ntwo\nthree")
    bob.has_blocks("one", "two", "three")
    bob.click_before("two", 1)
    ada.click_before("two", 1)
    bob.write("a")
    ada.press("Alt", "ArrowUp")
    bob.write("b")
    ada.press("Alt", "ArrowDown", times=2)
    bob.write("c")
    bob.has_caret("abc|two")
    agree(room, stored, ada, bob)
    ada.drag(1, 2)
    ada.has_chosen("three", "abctwo")
    bob.write("d")
    ada.seat.click("#toolbar [value=bullets]")
    bob.write("e")
    ada.press("Alt", "ArrowUp")
    bob.write("f")
    bob.has_caret("- abcdef|two")
    assert agree(room, stored, ada, bob) == ["- three", "- abcdeftwo", "one"]


def test_all_is_replaced_where_another_types(pair: Pair, room: str, stored: Stored) -> None:
    ada, bob = pair
    ada.write("a mill, a mill")
    bob.sees("a mill, a mill")
    bob.click_before("a mill, a mill", index=5)
    opens_find(ada)
    ada.write("i")
    is_told(ada, "1 of 2")
    ada.seat.click("#find-replace")
    ada.write("oo")
    bob.write("x")
    ada.seat.click("#find-all")
    bob.write("yz")
    is_told(ada, "Replaced 2.")
    bob.has_caret("a moolxyz|l, a mooll")
    assert agree(room, stored, ada, bob) == ["a moolxyzl, a mooll"]


def test_what_another_types_in_is_cut(pair: Pair, room: str, stored: Stored) -> None:
    ada, bob = pair
    ada.write("one\ntwo\nthree\nfour")
    bob.has_blocks("one", "two", "three", "four")
    bob.click_before("three", 2, 2)
    ada.drag(1, 2)
    ada.has_chosen("two", "three")
    ada.press("Control", "x")
    bob.write("xyz")
    agree(room, stored, ada, bob)
    assert "xyz|" in bob.caret()
    ada.write("!")
    bob.write("?")
    assert "xyz?|" in bob.caret()
    left = "".join(agree(room, stored, ada, bob)).replace("xyz?", "")
    assert left == "one!four"


def test_a_task_is_ticked_while_another_writes_in_the_list(pair: Pair, room: str, stored: Stored) -> None:
    ada, bob = pair
    ada.write("- [ ] tea\nmilk\n\nwords")
    bob.has_blocks("- [ ] tea\n- [ ] milk", "words")
    bob.click_before("tea", index=1)
    bob.write("h")
    ada.seat.click("li:nth-child(2) > input")
    bob.write("r")
    ada.waits_for(TICKED, [False, True])
    bob.has_caret("- [ ] thr|ea\n- [x] milk")
    ada.seat.click("li:nth-child(1) > input")
    bob.write("e")
    ada.has_caret("words|")
    bob.has_caret("- [x] thre|ea\n- [x] milk")
    bob.seat.js("() => document.activeElement.blur()")
    bob.waits_for(TICKED, [True, True])
    assert agree(room, stored, ada, bob) == ["- [x] threea\n- [x] milk", "words"]
