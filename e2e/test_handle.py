"""The handle beside a block: it is dragged to where the block is to stand, and selects the block for the keyboard."""

import pytest

from e2e.people import NTH_BLOCK, Arrive, Person, Stored, agree

# As the mouse does it, from the handle of a block to the upper or lower part of another; not every driver can drag
DRAG = """(from, to, part) => {
    const [start, end] = [from, to].map((n) => document.querySelectorAll("#blocks .block")[n]);
    const { left, top, height } = end.getBoundingClientRect(), dataTransfer = new DataTransfer();
    const point = { clientX: left + 99, clientY: top + height * part };
    const happens = (type, target, more) => {
        const event = new DragEvent(type, { bubbles: true, cancelable: true, ...more });
        Object.defineProperty(event, "dataTransfer", { value: dataTransfer }); // which WebKit takes from nobody
        return target.dispatchEvent(event);
    };
    const target = document.elementFromPoint(point.clientX, point.clientY);
    happens("dragstart", start.querySelector(":scope > a"));
    if (happens("dragover", target, point)) throw new Error("nothing can be dropped here");
    const shown = document.querySelector("[data-drop]")?.dataset.drop;
    happens("drop", target, point);
    happens("dragend", start.querySelector(":scope > a"));
    return shown;
}"""
MARKED = "() => document.querySelectorAll('[data-drop]').length"
IS_HANDLE = "() => document.activeElement === document.querySelectorAll('.block > a')[1]"
FOUR = ("one", "two", "three", "four")


def writes_four(person: Arrive, room: str) -> tuple[Person, Person]:
    ada, bob = person("Ada", room), person("Bob", room)
    ada.click_block(0)
    ada.write("\n".join(FOUR))
    bob.has_blocks(*FOUR)
    return ada, bob


def test_a_block_is_dropped_where_the_line_shows_it(person: Arrive, room: str, stored: Stored) -> None:
    ada, bob = writes_four(person, room)
    bob.click_before("two", 1, 1)
    bob.write("w")
    ada.sees("twwo")
    assert ada.seat.js(DRAG, 1, 3, 0.9) == "below"
    for each in (ada, bob):
        each.has_blocks("one", "three", "four", "twwo")
    bob.has_caret("tw|wo")
    bob.write("o")
    ada.sees("twowo")
    assert ada.seat.js(DRAG, 3, 0, 0.1) == "above"
    for each in (ada, bob):
        each.has_blocks("twowo", "one", "three", "four")
    bob.has_caret("two|wo")
    assert ada.seat.js(DRAG, 3, 2, 0.2) == "above"
    ada.has_blocks("twowo", "one", "four", "three")
    ada.seat.js(DRAG, 1, 1, 0.9)
    ada.waits_for(MARKED, 0)
    assert agree(room, stored, ada, bob) == ["twowo", "one", "four", "three"]
    ada.press("Control", "z")
    bob.has_blocks("twowo", "one", "three", "four")


def test_what_is_selected_is_dragged_together(person: Arrive, room: str, stored: Stored) -> None:
    ada, bob = writes_four(person, room)
    ada.drag(1, 2)
    ada.has_chosen("two", "three")
    ada.seat.js(DRAG, 2, 0, 0.1)
    bob.has_blocks("two", "three", "one", "four")
    ada.has_chosen("two", "three")
    ada.seat.js(DRAG, 3, 0, 0.9)  # another one goes alone
    assert agree(room, stored, ada, bob) == ["two", "four", "three", "one"]


@pytest.mark.engines("chromium")  # others' drivers drag nothing that can be dropped; there, events stand for the mouse
def test_by_the_mouse_itself(person: Arrive, room: str) -> None:
    ada, bob = writes_four(person, room)
    ada.click_block(1)
    start, end = (ada.seat.js(NTH_BLOCK, n) for n in (1, 3))
    ada.seat.drag(f"#{start} > a", f"#{end} > .rendered")
    bob.sees("one\nthree\n")


def test_by_the_keyboard(person: Arrive, room: str, stored: Stored) -> None:
    ada, bob = writes_four(person, room)
    ada.click_before("two", 1)
    ada.press("Shift", "Tab")
    ada.waits_for(IS_HANDLE, True)
    ada.press("Enter")
    ada.has_caret("|two|")
    ada.press("Alt", "ArrowUp")
    bob.has_blocks("two", "one", "three", "four")
    ada.press("Alt", "ArrowDown", times=2)
    ada.has_caret("|two|")
    assert agree(room, stored, ada, bob) == ["one", "three", "two", "four"]
