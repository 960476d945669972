"""Find and replace, the outline, links within the document, and what is told about it."""

from collections.abc import Callable

import pytest

from e2e.people import Arrive, Person, Stored, agree
from e2e.seats import Seat
from e2e.server import Server

TEXT = (
    "# The mill\nThe mill is old.\n## The wheel\nIt turns the millstone, see [there](#the-mill).[^1]\n[^1]: By a mill."
)
PLACED = "() => document.querySelector('#found [aria-current]')?.dataset.place"
OUTLINE = "() => [...document.querySelectorAll('#outline a')].map((link) => link.textContent).join()"
FOCUS = "() => document.activeElement.id"
IS_SEEN = "(css) => document.querySelector(css).getClientRects().length > 0"
TARGET = "() => document.querySelector(':target')?.textContent"


@pytest.fixture
def ada(person: Arrive, room: str) -> Person:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.insert(TEXT)
    ada.settled()
    return ada


def opens_find(one: Person) -> None:
    one.seat.click("#toolbar [popovertarget=find]")
    one.waits_for(FOCUS, "find-what")


def is_told(one: Person, said: str) -> None:
    one.seat.wait_until(lambda: one.seat.text("#find-said").strip() == said, lambda: one.seat.text("#find-said"))


def test_enter_goes_from_match_to_match_and_the_field_keeps_the_focus(ada: Person) -> None:
    opens_find(ada)
    ada.write("mill")
    is_told(ada, "1 of 5")
    for number in (2, 3, 4, 5, 1):
        ada.press("Enter")
        is_told(ada, f"{number} of 5")
    assert ada.seat.js(FOCUS) == "find-what"
    ada.seat.click("#find-previous")
    is_told(ada, "5 of 5")
    ada.seat.click("#find [name=words]")
    is_told(ada, "4 of 4")


def test_the_count_follows_what_others_write_as_long_as_the_panel_is_open(
    ada: Person, person: Arrive, room: str
) -> None:
    opens_find(ada)
    ada.write("mill")
    is_told(ada, "1 of 5")
    boris = person("Boris", room)
    boris.click_before("old", n=1)
    boris.write("a mill and ")
    is_told(ada, "1 of 6")
    ada.seat.click("#find-close")
    ada.waits_for("() => document.querySelectorAll('#found [hx-get]').length", 0)


def test_replacing_one_and_all_while_another_types_and_taking_it_back(
    ada: Person, person: Arrive, room: str, stored: Stored
) -> None:
    boris = person("Boris", room)
    boris.click_before("old", n=1)
    boris.write("very ")
    opens_find(ada)
    ada.write("mill")
    is_told(ada, "1 of 5")
    ada.seat.click("#find-replace")
    ada.write("factory")
    ada.seat.click("#find-one")
    is_told(ada, "1 of 4")
    boris.has_blocks("# The factory", "The mill is very old.", *TEXT.split("\n")[2:])
    ada.seat.click("#find-all")
    boris.write("very ")
    is_told(ada, "Replaced 4.")
    boris.has_caret("The factory is very very |old.")
    ada.click_block(0)
    ada.press("Control", "z")
    ada.has_blocks("# The factory", "The mill is very very old.", *TEXT.split("\n")[2:])
    ada.press("Control", "z")
    assert agree(room, stored, ada, boris) == ["# The mill", "The mill is very very old.", *TEXT.split("\n")[2:]]


def test_a_wrong_expression_is_told_in_a_sentence(ada: Person) -> None:
    opens_find(ada)
    ada.seat.click("#find [name=regex]")
    ada.seat.click("#find-what")
    ada.write("(mill")
    is_told(ada, "This is no regular expression: missing ): (mill.")
    ada.write("s?)")
    is_told(ada, "1 of 5")


def test_the_outline_follows_the_headings(ada: Person, person: Arrive, room: str) -> None:
    ada.waits_for(OUTLINE, "The mill,The wheel")
    boris = person("Boris", room)
    boris.waits_for(OUTLINE, "The mill,The wheel")
    ada.click_before("wheel", n=2)
    ada.write("great ")
    boris.waits_for(OUTLINE, "The mill,The great wheel")
    ada.click_block(1)
    ada.press("Home")
    ada.write("### ")
    boris.waits_for(OUTLINE, "The mill,The mill is old.,The great wheel")


def test_words_and_characters_are_told_as_they_are_written(ada: Person, person: Arrive, room: str) -> None:
    boris = person("Boris", room)
    before = boris.seat.text("#counts")
    words, characters = (int(part.split()[0]) for part in before.split("·"))
    ada.click_block(1)
    ada.press("End")
    ada.write(" So old")
    after = f"{words + 2} words · {characters + 7} characters"
    boris.seat.wait_until(lambda: boris.seat.text("#counts") == after, lambda: boris.seat.text("#counts"))


def test_links_lead_to_headings_notes_and_back(ada: Person) -> None:
    ada.click_block(0)
    ada.seat.click(".rendered a[href='#h-the-mill']")
    ada.waits_for(TARGET, "The mill")
    ada.seat.click(".rendered a[href='#fn-1']")
    ada.waits_for("() => document.querySelector(':target')?.className", "footnote")
    ada.seat.click(".rendered a[href='#fnref-1']")
    ada.waits_for(TARGET, "1")


def test_a_page_without_scripts_finds(ada: Person, unscripted: Callable[[], Seat], server: Server, room: str) -> None:
    boris, document = unscripted(), f"{server.url}/document/{room}/"
    boris.goto(document)
    assert boris.js(IS_SEEN, ".find-page")
    assert not ada.seat.js(IS_SEEN, ".find-page")
    boris.goto(f"{document}find")
    boris.click("#find-what")
    boris.type("wheel\n")
    boris.wait_until(lambda: "find=wheel" in boris.address(), boris.address)
    boris.click("#found a")
    boris.wait_until(lambda: boris.address().startswith(f"{document}#b-"), boris.address)


@pytest.mark.parametrize("css", ["#outline [href='#b-1']", "#title a", "#found a"])
def test_what_has_a_place_puts_the_caret_there(ada: Person, css: str) -> None:
    ada.seat.resize(1280, 800)  # there is room for the outline beside the text
    opens_find(ada)
    ada.write("turns")
    is_told(ada, "1 of 1")
    ada.seat.wait_until(lambda: ada.seat.count(css), lambda: f"no {css}")
    ada.seat.click(css)
    ada.has_caret({"#found a": "It |turns| the millstone, see [there](#the-mill).[^1]"}.get(css, "# The mill|"))


@pytest.mark.parametrize("keys", [("Control", "h"), ("Control", "Shift", "F")])
def test_keys_open_the_panel(ada: Person, keys: tuple[str, ...]) -> None:
    ada.press(*keys)
    ada.waits_for(FOCUS, "find-what")
    ada.press("Escape")
    ada.waits_for("() => document.querySelector('#find').matches(':popover-open')", False)
