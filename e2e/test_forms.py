"""A document without JavaScript: one person writes by forms, another live, and both have the same in the end."""

from collections.abc import Callable

import pytest

from e2e.people import NTH_BLOCK, SOURCES, Arrive, Stored, agree
from e2e.seats import Seat
from e2e.server import Server

IS_SEEN = "(css) => document.querySelector(css).checkVisibility({ visibilityProperty: true })"
FOCUSED = "() => document.activeElement.id"
FILL = "(css, text) => { document.querySelector(css).value = text; }"
NEVER_STARTED = "() => document.querySelector('#editor').classList.remove('live')"
# The block that the address names, if one sees where it begins, and that it is marked; else where it is
LED_TO = """() => {
    const rendered = document.querySelector(".block:target > .rendered"), { top } = rendered.getBoundingClientRect();
    const unmarked = document.querySelector(".block:not(:target) > .rendered");
    if (getComputedStyle(rendered).backgroundColor === getComputedStyle(unmarked).backgroundColor) return "unmarked";
    const bars = [...document.querySelectorAll(".bar, .tools")].map((bar) => bar.getBoundingClientRect().bottom);
    const low = Math.max(...bars.filter((bottom) => bottom < innerHeight / 2));
    return low <= top && top < innerHeight / 2 ? rendered.innerText.match(/^paragraph \\d+/)[0] : `${low}, ${top}`;
}"""
LINK, FIELD, TEXT = ".block > a", ".block > .source", "#text"


class FormWriter:
    """Someone whose browser runs no scripts."""

    def __init__(self, seat: Seat, document: str) -> None:
        self.seat = seat
        self.document = document

    def opens(self, n: int) -> None:
        """Load the document and follow the Edit link of the n-th block."""
        self.seat.goto(self.document)
        self._presses(f"#{self.seat.js(NTH_BLOCK, n)} > a")

    def writes(self, text: str) -> None:
        """Type it in place of what is in the form, where the caret is from the start."""
        self.seat.wait_until(
            lambda: self.seat.js(FOCUSED) == "text", lambda: f"the caret is in {self.seat.js(FOCUSED)}"
        )
        self.seat.press("Control", "a")
        self.seat.type(text)

    def presses(self, action: str) -> None:
        self._presses(f"button[value={action}]")

    def sees(self, *blocks: str) -> None:
        """One is back at the document, with these blocks in it."""
        assert self.seat.address().startswith(self.document + "#b-")
        self.seat.wait_until(lambda: self.seat.js(SOURCES) == list(blocks), lambda: str(self.seat.js(SOURCES)))

    def _presses(self, css: str) -> None:
        """Wait for the page that comes then, which has another address."""
        before = self.seat.address()
        self.seat.click(css)
        self.seat.wait_until(lambda: self.seat.address() != before, lambda: f"still at {before}")


@pytest.fixture
def boris(unscripted: Callable[[], Seat], server: Server, room: str) -> FormWriter:
    return FormWriter(unscripted(), f"{server.url}/document/{room}/")


def test_all_that_can_be_done_with_blocks(person: Arrive, boris: FormWriter, room: str, stored: Stored) -> None:
    ada = person("Ada", room)
    boris.opens(0)
    boris.writes("# Lists\n\n\nshopping\n\n- tea\n- milk")
    boris.presses("split")
    boris.sees("# Lists", "shopping", "- tea\n- milk")
    ada.has_blocks("# Lists", "shopping", "- tea\n- milk")

    boris.opens(2)
    boris.presses("up")
    boris.sees("# Lists", "- tea\n- milk", "shopping")
    ada.has_blocks("# Lists", "- tea\n- milk", "shopping")

    boris.opens(0)
    boris.presses("down")
    boris.sees("- tea\n- milk", "# Lists", "shopping")
    ada.has_blocks("- tea\n- milk", "# Lists", "shopping")

    boris.opens(2)
    boris.presses("join")
    boris.sees("- tea\n- milk", "# Lists\nshopping")
    ada.has_blocks("- tea\n- milk", "# Lists\nshopping")

    boris.opens(1)
    boris.presses("add")
    boris.writes("and **more**")
    boris.presses("save")
    boris.sees("- tea\n- milk", "# Lists\nshopping", "and **more**")
    ada.sees("and more")

    boris.opens(0)
    boris.presses("delete")
    boris.sees("# Lists\nshopping", "and **more**")
    ada.has_blocks("# Lists\nshopping", "and **more**")
    assert agree(room, stored, ada) == ["# Lists\nshopping", "and **more**"]


def test_one_writes_in_a_form_and_the_other_meanwhile_live(
    person: Arrive, boris: FormWriter, room: str, stored: Stored
) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.write("We meet on Friday\nat seven")
    ada.settled()
    boris.opens(0)
    boris.writes("We all meet on Friday\nat the mill")

    ada.click_before("We meet")
    ada.press("End")
    ada.write(" night")
    ada.has_caret("We meet on Friday night|")
    ada.settled()
    boris.presses("save")
    boris.sees("We all meet on Friday night", "at the mill", "at seven")
    ada.has_caret("We all meet on Friday night|")
    ada.write("!")
    assert agree(room, stored, ada) == ["We all meet on Friday night!", "at the mill", "at seven"]


def test_a_text_that_is_refused_stays_in_the_form(boris: FormWriter, room: str, stored: Stored) -> None:
    boris.opens(0)
    boris.seat.js(FILL, TEXT, "long " * 20_001)
    boris.seat.click("button[value=save]")
    boris.seat.wait_until(lambda: boris.seat.count(".refused") == 1, lambda: "nothing is said")
    assert "too long" in boris.seat.text(".refused")
    assert boris.seat.value(TEXT) == "long " * 20_001

    boris.writes("short")
    boris.presses("save")
    boris.sees("short")
    assert stored(room) == "short"


def test_a_link_to_a_block_leads_to_it_however_far_down(person: Arrive, boris: FormWriter, room: str) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.insert("\n".join(f"paragraph {number} {'of a book ' * (number % 40)}" for number in range(400)))
    ada.settled()
    boris.seat.goto(f"{boris.document}block/{ada.seat.js(NTH_BLOCK, 300).removeprefix('b-')}")
    link = boris.seat.value("#link")
    ada.seat.goto("about:blank")
    ada.seat.goto(link)
    ada.settled()
    ada.waits_for(LED_TO, "paragraph 300")
    boris.seat.goto(link)
    boris.seat.wait_until(lambda: boris.seat.js(LED_TO) == "paragraph 300", lambda: boris.seat.js(LED_TO))


def test_links_are_for_those_without_scripts_and_fields_for_those_with(
    person: Arrive, boris: FormWriter, room: str
) -> None:
    ada = person("Ada", room).seat
    assert not ada.js(IS_SEEN, LINK)
    assert ada.js(IS_SEEN, FIELD)

    boris.opens(0)
    boris.writes("Hello")
    boris.presses("save")
    assert boris.seat.js(IS_SEEN, LINK)
    assert not boris.seat.js(IS_SEEN, FIELD)


def test_where_the_scripts_do_not_start_the_links_come_after_a_while(person: Arrive, room: str) -> None:
    ada = person("Ada", room).seat
    ada.js(NEVER_STARTED)
    assert not ada.js(IS_SEEN, FIELD)
    ada.wait_until(lambda: ada.js(IS_SEEN, LINK), lambda: "there is no link")
