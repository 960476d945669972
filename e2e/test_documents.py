"""Your documents: what one began is listed, thrown away and taken back, with scripts and without."""

from collections.abc import Callable

import pytest

from e2e.people import STATE
from e2e.seats import Seat
from e2e.server import Server

pytestmark = pytest.mark.any_engine

NEW_DOCUMENT = "form[method=post] button.primary"
SHELF = "() => document.querySelector('#shelf').innerText"
PAGE = "() => { window.stays = true; }"
STAYS = "() => window.stays === true"


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
    one.click("#shelf summary")
    one.click(f"#shelf button[name={name}]")


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
    press(boris, "remove")
    lists(boris, "The trash is empty")
