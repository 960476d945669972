"""Input methods: what others write meanwhile neither ends a composition nor gets mixed into it."""

import pytest

from e2e.people import Arrive, Person, Stored, agree
from e2e.playwright_seat import PlaywrightSeat

pytestmark = pytest.mark.engines("chromium")

Pair = tuple[Person, Person]

WATCH = """() => {
    window.composition = [];
    for (const type of ["compositionstart", "compositionend"])
        addEventListener(type, (event) => window.composition.push([type, event.data]), true);
}"""


class InputMethod:
    """A composition as Chromium's protocol lets one drive it; other engines have no such means."""

    def __init__(self, person: Person) -> None:
        assert isinstance(person.seat, PlaywrightSeat)
        page = person.seat.page
        self._person = person
        self._session = page.context.new_cdp_session(page)
        person.seat.js(WATCH)

    def compose(self, text: str) -> None:
        caret = {"selectionStart": len(text), "selectionEnd": len(text)}
        self._session.send("Input.imeSetComposition", {"text": text, **caret})

    def commit(self, text: str) -> None:
        self._session.send("Input.insertText", {"text": text})

    def events(self) -> list[list[str]]:
        """Type and text of every beginning and end."""
        return list(self._person.seat.js("() => window.composition"))


@pytest.fixture
def pair(person: Arrive, room: str) -> Pair:
    """Two people at a paragraph with "ab", the first with the caret between the letters."""
    ada, boris = person("Ada", room), person("Boris", room)
    ada.click_block(0)
    ada.write("ab\nelsewhere")
    for each in (ada, boris):
        each.has_blocks("ab", "elsewhere")
    ada.settled()
    ada.click_before("ab", index=1)
    ada.has_caret("a|b")
    return ada, boris


def test_others_write_in_the_same_paragraph(pair: Pair, room: str, stored: Stored) -> None:
    ada, boris = pair
    method = InputMethod(ada)
    method.compose("ni")
    ada.has_caret("ani|b")

    boris.click_before("b", index=0)
    boris.press("Home")
    boris.write("<")
    boris.press("End")
    boris.write(">")
    ada.catches_up_with(boris)
    assert "ni" in ada.caret().partition("|")[0]

    method.compose("nih")
    method.commit("你")
    ada.has_caret("<a你|b>")
    assert method.events() == [["compositionstart", ""], ["compositionend", "你"]]
    assert agree(room, stored, ada, boris) == ["<a你b>", "elsewhere"]


def test_others_write_elsewhere(pair: Pair, room: str, stored: Stored) -> None:
    ada, boris = pair
    method = InputMethod(ada)
    method.compose("ko")
    boris.click_block(1)
    boris.press("End")
    boris.write(", too")
    ada.sees("elsewhere, too")
    ada.has_caret("ako|b")

    method.compose("kon")
    method.commit("こん")
    ada.has_caret("aこん|b")
    assert len(method.events()) == 2
    assert agree(room, stored, ada, boris) == ["aこんb", "elsewhere, too"]


def test_giving_a_composition_up_leaves_no_trace(pair: Pair, room: str, stored: Stored) -> None:
    ada, boris = pair
    method = InputMethod(ada)
    method.compose("ni")
    method.compose("")
    ada.has_caret("a|b")
    assert agree(room, stored, ada, boris) == ["ab", "elsewhere"]
