"""Your documents: what one began is listed, thrown away and taken back, with scripts and without."""

from collections.abc import Callable

import pytest

from e2e.people import STATE
from e2e.seats import Seat
from e2e.server import Server

NEW_DOCUMENT = "form[method=post] button.primary"
SHELF = "() => document.querySelector('#shelf').innerText"
PAGE = "() => { window.stays = true; }"
STAYS = "() => window.stays === true"
MENU = "#shelf :popover-open"
AT_THE_DOTS = """() => {
    const [dots, menu] = [".dots", ":popover-open"].map((css) => document.querySelector(css).getBoundingClientRect());
    return Math.abs(menu.top - dots.bottom) < 2 && Math.abs(menu.right - dots.right) < 2 && menu.left >= 0;
}"""


@pytest.fixture
def ada(seat: Callable[[], Seat], server: Server) -> Seat:
    """She has just begun a document."""
    ada = seat()
    ada.goto(f"{server.url}/documents/")
    ada.click(NEW_DOCUMENT)
    ada.wait_until(lambda: "/document/" in ada.address(), ada.address)
    ada.wait_until(lambda: ada.js(STATE) == "saved", lambda: str(ada.js(STATE)))
    ada.click("#blocks .block")
    ada.type("# Plans for spring")
    ada.wait_until(lambda: "Plans for spring" in ada.text("#title"), lambda: ada.text("#title"))
    ada.wait_until(lambda: ada.js(STATE) == "saved", lambda: str(ada.js(STATE)))
    return ada


def lists(one: Seat, words: str) -> None:
    one.wait_until(lambda: words in one.js(SHELF), lambda: str(one.js(SHELF)))


def press(one: Seat, name: str) -> None:
    """A button behind the dots of the only document in the list."""
    one.click("#shelf .dots")
    one.click(f"{MENU} [name={name}]")


@pytest.mark.any_engine
def test_what_is_thrown_away_is_in_the_trash_and_comes_back(ada: Seat, server: Server) -> None:
    ada.goto(f"{server.url}/documents/")
    lists(ada, "Plans for spring")
    ada.js(PAGE)
    press(ada, "trash")
    lists(ada, "No documents yet")
    assert ada.js(STAYS), "the list alone was drawn anew"

    ada.goto(f"{server.url}/documents/trash/")
    lists(ada, "Plans for spring")
    press(ada, "restore")
    lists(ada, "The trash is empty")
    ada.goto(f"{server.url}/documents/")
    lists(ada, "Plans for spring")


def test_the_menu_of_a_document_stands_at_its_dots_and_is_left_by_escape_or_a_click_elsewhere(
    ada: Seat, server: Server
) -> None:
    ada.goto(f"{server.url}/documents/")
    ada.resize(390, 700)
    ada.click("#shelf .dots")
    assert ada.js(AT_THE_DOTS)
    ada.press("Tab")
    assert ada.js("() => document.activeElement.closest(':popover-open') !== null"), "the next stop is in it"
    ada.press("Escape")
    assert ada.count(MENU) == 0
    assert ada.js("() => document.activeElement.className") == "dots"
    ada.press("Enter")
    assert ada.count(MENU) == 1
    ada.click("h1")
    assert ada.count(MENU) == 0


@pytest.mark.any_engine
def test_without_scripts_a_page_comes_instead_of_a_list(unscripted: Callable[[], Seat], server: Server) -> None:
    boris = unscripted()
    boris.goto(f"{server.url}/documents/")
    boris.click(NEW_DOCUMENT)
    boris.wait_until(lambda: "/document/" in boris.address(), boris.address)
    boris.goto(f"{server.url}/documents/")
    lists(boris, "Untitled")
    press(boris, "trash")
    lists(boris, "No documents yet")
    boris.goto(f"{server.url}/documents/trash/")
    boris.click("#shelf .dots")
    boris.click(f"{MENU} a.delete")
    boris.wait_until(lambda: "Nothing brings it back" in boris.text("main"), lambda: boris.text("main"))
    boris.click("button.delete")
    lists(boris, "The trash is empty")
