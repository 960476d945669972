"""Keys that go further than a character: through all kinds of lines, by pages, to the ends, out of a selection."""

import pytest

from e2e.people import Arrive, Person

# Where the caret is in the copy of the field that is kept for measuring
COLUMN = """() => {
    const { selectionEnd } = document.activeElement, range = document.createRange();
    range.setStart(document.querySelector("#mirror").firstChild, selectionEnd);
    range.setEnd(document.querySelector("#mirror").firstChild, selectionEnd + 1);
    return range.getClientRects()[0].left;
}"""
NUMBER = "() => [...document.querySelectorAll('textarea.source')].indexOf(document.activeElement)"
IN_SIGHT = """() => {
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    return top > 0 && bottom < innerHeight;
}"""
LETTER = 16  # pixels: no letter is wider


@pytest.fixture
def ada(person: Arrive, room: str) -> Person:
    ada = person("Ada", room)
    ada.click_block(0)
    return ada


def test_arrows_keep_the_column_through_lines_of_every_kind(ada: Person) -> None:
    long = "many words that go on and on, line by line, " * 6
    ada.insert(
        f"{long}\n# A heading that is long\n{long}\n- an item that is long\n- and another that is long\n\n{long}"
    )
    ada.sees("another that is long")
    ada.settled()
    ada.click_before("many words", 0, 9)
    ada.press("ArrowDown")
    ada.press("ArrowUp")
    column, steps = ada.seat.js(COLUMN), 0
    while ada.seat.js(NUMBER) < 4 and steps < 40:
        ada.press("ArrowDown")
        steps += 1
        assert abs(ada.seat.js(COLUMN) - column) < LETTER, ada.caret()
    assert ada.seat.js(NUMBER) == 4
    ada.press("ArrowUp", times=steps)
    assert ada.seat.js(NUMBER) == 0
    assert abs(ada.seat.js(COLUMN) - column) < LETTER, ada.caret()


def test_to_the_ends_and_by_pages(ada: Person) -> None:
    ada.insert("\n".join(f"paragraph {number}" for number in range(60)))
    ada.sees("paragraph 59")
    ada.settled()
    ada.press("Control", "Home")
    ada.has_caret("|paragraph 0")
    ada.press("End")
    ada.has_caret("paragraph 0|")
    ada.press("PageDown")
    below = ada.seat.js(NUMBER)
    assert below > 5
    ada.waits_for(IN_SIGHT, True)
    ada.press("PageDown")
    assert ada.seat.js(NUMBER) > below + 5
    ada.press("PageDown", times=12)
    ada.waits_for(NUMBER, 59)
    ada.press("PageUp")
    assert 5 < ada.seat.js(NUMBER) < 55
    ada.press("PageUp", times=12)
    ada.waits_for(NUMBER, 0)
    ada.press("Control", "End")
    ada.has_caret("paragraph 59|")
    ada.press("Home")
    ada.has_caret("|paragraph 59")
    ada.waits_for(IN_SIGHT, True)


def test_shift_and_arrows_out_of_the_middle_of_a_list(ada: Person) -> None:
    ada.write("above\n- one\ntwo\nthree\n\nbelow")
    ada.has_blocks("above", "- one\n- two\n- three", "below")
    ada.settled()
    ada.click_before("two", 1, 1)
    ada.press("Shift", "ArrowDown")
    ada.has_caret("- one\n- t|wo\n- t|hree")
    ada.press("Shift", "ArrowDown")
    ada.has_chosen("- one\n- two\n- three", "below")
    ada.press("Shift", "ArrowUp")
    ada.has_caret("|- one\n- two\n- three|")
    ada.press("Shift", "ArrowDown")
    ada.has_chosen("- one\n- two\n- three", "below")
    ada.press("Escape")
    ada.has_caret("|- one\n- two\n- three")
    ada.has_chosen()


def test_enter_in_code_keeps_the_indentation(ada: Person) -> None:
    ada.write("```py\ndef f():\n    x = 1\nreturn x")
    ada.has_caret("```py\ndef f():\n    x = 1\n    return x|")
