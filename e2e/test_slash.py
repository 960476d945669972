"""A slash in an empty block asks what the block is to become, and tasks are ticked with a click."""

import pytest

from e2e.people import Arrive, Person, Stored, agree
from e2e.test_accessibility import complaints

# The menu's values, if all of its corners are on top of everything else
OFFERED = """() => {
    const menu = document.querySelector(".slash");
    const checks = { contentVisibilityAuto: true, opacityProperty: true };
    if (!menu?.checkVisibility(checks)) return [];
    const { left, right, top, bottom } = menu.getBoundingClientRect();
    const corners = [[left + 9, top + 9], [right - 9, top + 9], [left + 9, bottom - 9], [right - 9, bottom - 9]];
    if (!corners.every(([x, y]) => menu.contains(document.elementFromPoint(x, y)))) return ["it is covered or cut off"];
    return [...menu.children].map((button) => button.value);
}"""
CHOSEN = "() => document.activeElement.value"
TICKED = "() => [...document.querySelectorAll('.rendered input')].map((box) => box.checked)"


@pytest.fixture
def ada(person: Arrive, room: str) -> Person:
    """Someone with the caret in an empty document."""
    ada = person("Ada", room)
    ada.click_block(0)
    return ada


def test_enter_takes_what_fits_best(ada: Person, room: str, stored: Stored) -> None:
    ada.write("Title\n/head")
    ada.waits_for(OFFERED, ["h1", "h2", "h3", "h4", "h5", "h6"])
    ada.write("ing 2")
    ada.waits_for(OFFERED, ["h2"])
    ada.press("Enter")
    ada.has_caret("## |")
    ada.write("Below")
    assert agree(room, stored, ada) == ["Title", "## Below"]
    ada.press("Control", "z")
    ada.press("Control", "z")
    ada.has_blocks("Title", "/heading 2")


def test_arrows_go_into_the_menu_and_back(ada: Person) -> None:
    ada.write("/list")
    ada.waits_for(OFFERED, ["bullets", "numbers", "tasks"])
    ada.settled()
    ada.press("ArrowDown", times=2)
    ada.waits_for(CHOSEN, "numbers")
    ada.press("ArrowUp")
    ada.waits_for(CHOSEN, "bullets")
    ada.press("Escape")
    ada.has_caret("/list|")
    ada.press("ArrowDown", times=3)
    ada.waits_for(CHOSEN, "tasks")
    ada.press("Enter")
    ada.has_caret("- [ ] |")


def test_a_click_takes_one(ada: Person, room: str, stored: Stored) -> None:
    ada.write("/")
    ada.waits_for("() => document.querySelectorAll('.slash button').length", 14)
    ada.seat.click(".slash [value=h3]")
    ada.has_caret("### |")
    ada.write("Below")
    assert agree(room, stored, ada) == ["### Below"]


def test_only_the_writer_sees_the_menu(ada: Person, person: Arrive, room: str) -> None:
    ada.write("/")
    ada.settled()
    boris = person("Boris", room)
    boris.sees("/")
    boris.waits_for(OFFERED, [])


def test_the_menu_is_whole_wherever_its_block_is(ada: Person) -> None:
    ada.insert("\n".join(f"paragraph {number}" for number in range(60)) + "\n")
    ada.sees("paragraph 59")
    ada.press("Control", "End")
    ada.write("/ta")
    ada.waits_for(OFFERED, ["tasks", "table"])
    assert complaints(ada.seat) == []
    ada.click_block(0)
    ada.waits_for(OFFERED, [])


def test_a_slash_that_is_none_is_a_text(ada: Person, room: str, stored: Stored) -> None:
    ada.write("/etc\n/ and so on\n")
    assert agree(room, stored, ada) == ["/etc", "/ and so on", ""]


def test_a_task_is_ticked_with_a_click_that_moves_nobodys_caret(
    ada: Person, person: Arrive, room: str, stored: Stored
) -> None:
    ada.write("- [ ] tea\nmilk\n\nwords")
    ada.has_caret("words|")
    ada.settled()
    boris = person("Boris", room)
    boris.seat.click("li:nth-child(2) > input")
    boris.waits_for(TICKED, [False, True])
    ada.waits_for(TICKED, [False, True])
    ada.has_caret("words|")
    assert boris.caret() == "(nowhere)"
    boris.seat.click("li:nth-child(2) > input")
    boris.waits_for(TICKED, [False, False])
    boris.seat.click("li:nth-child(1) > input")
    assert agree(room, stored, ada, boris) == ["- [x] tea\n- [ ] milk", "words"]
