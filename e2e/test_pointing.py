"""What one points at and selects in rendered text stays what it was when others write there meanwhile."""

import pytest

from e2e.people import Arrive, Person, Stored, agree

Pair = tuple[Person, Person]

# From the middle of one word to that of another, as by Shift and a click: the second may stand before the first
SELECT = """(text, anchor, focus) => {
    const walker = document.createTreeWalker(document.querySelector("#blocks .rendered"), NodeFilter.SHOW_TEXT);
    while (!walker.nextNode().data.includes(text));
    getSelection().setBaseAndExtent(walker.currentNode, anchor, walker.currentNode, focus);
}"""
SELECTED = """() => {
    const selection = getSelection(), range = selection.getRangeAt(0), { startContainer, startOffset } = range;
    const forwards = selection.anchorNode === startContainer && selection.anchorOffset === startOffset;
    return [selection.toString(), forwards];
}"""


@pytest.fixture
def pair(person: Arrive, room: str) -> Pair:
    """Two people at a paragraph, in which the second writes."""
    ada, boris = person("Ada", room), person("Boris", room)
    boris.click_block(0)
    boris.write("some *plain* words\nelsewhere")
    ada.has_blocks("some *plain* words", "elsewhere")
    boris.settled()
    boris.click_before("some")
    return ada, boris


def test_a_click_while_another_writes_there(pair: Pair, room: str, stored: Stored) -> None:
    ada, boris = pair

    def types() -> None:
        for letter in "so ":
            boris.write(letter)
            ada.catches_up_with(boris)

    ada.click_before("words", index=2, meanwhile=types)
    ada.has_caret("so some *plain* wo|rds")
    ada.click_before("elsewhere", 1, meanwhile=types)
    ada.click_before("plain", index=2, meanwhile=types)
    ada.has_caret("so so so some *pl|ain* words")
    ada.write("!")
    assert agree(room, stored, ada, boris) == ["so so so some *pl!ain* words", "elsewhere"]


@pytest.mark.parametrize("forwards", [True, False])
def test_what_is_selected_while_another_writes_there(pair: Pair, forwards: bool) -> None:
    ada, boris = pair
    ends = (1, 4) if forwards else (4, 1)
    ada.seat.js(SELECT, "words", *ends)
    boris.write("12")
    boris.press("ArrowRight", times=len("so"))
    boris.write("3")
    boris.press("End")
    boris.write("4")
    ada.sees("12so3me plain words4")
    ada.waits_for(SELECTED, ["wor", forwards])
    boris.press("Home")
    boris.press("Enter")
    ada.has_blocks("", "12so3me *plain* words4", "elsewhere")
    ada.waits_for(SELECTED, ["wor", forwards])
