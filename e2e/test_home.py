"""The home page: begin a document, open one by name, find those opened lately."""

import re
from collections.abc import Callable

import pytest

from e2e.people import STATE
from e2e.seats import Seat
from e2e.server import Server

pytestmark = pytest.mark.any_engine

NEW_DOCUMENT = "form[method=post] button"
NAME = "form input[name=name]"
COUNT = "(css) => document.querySelectorAll(css).length"


@pytest.fixture
def home(seat: Callable[[], Seat], server: Server) -> Seat:
    """A window with the home page."""
    home = seat()
    home.goto(f"{server.url}/")
    return home


def test_a_new_document_has_a_name_that_nobody_guesses(home: Seat, server: Server) -> None:
    rooms = set()
    for _ in range(2):
        home.goto(f"{server.url}/")
        home.click(NEW_DOCUMENT)
        rooms.add(opened(home))
    assert len(rooms) == 2
    assert all(len(room) >= 16 for room in rooms), rooms


def test_a_document_opens_by_its_name(home: Seat, room: str) -> None:
    home.click(NAME)
    home.type(room)
    home.press("Enter")
    assert opened(home) == room


def test_a_name_that_cannot_be_is_refused_by_the_server_too(home: Seat) -> None:
    home.js("(css) => { document.querySelector(css).form.noValidate = true; }", NAME)
    home.click(NAME)
    home.type("no/such name")
    home.press("Enter")
    home.wait_until(lambda: "?name=" in home.address(), home.address)
    home.wait_until(lambda: home.js(COUNT, ".error") == 1, lambda: "no error is shown")
    assert home.value(NAME) == "no/such name", "what was typed is there to be mended"


def test_documents_opened_lately_are_listed_for_oneself_alone(
    home: Seat, server: Server, seat: Callable[[], Seat], room: str
) -> None:
    home.goto(f"{server.url}/document/{room}/")
    opened(home)
    home.click("#blocks .block")
    home.type("# Plans for spring")
    home.wait_until(lambda: "Plans for spring" in home.text("#title"), lambda: home.text("#title"))

    home.goto(f"{server.url}/")
    entry = f"a[href='/document/{room}/']"
    assert "Plans for spring" in home.text(entry)
    home.click(entry)
    assert opened(home) == room

    stranger = seat()
    stranger.goto(f"{server.url}/")
    assert stranger.js(COUNT, entry) == 0


def opened(seat: Seat) -> str:
    """The name of the document in this window, once it is ready for typing."""
    pattern = re.compile(r"/document/([\w-]+)/$")
    seat.wait_until(lambda: pattern.search(seat.address()), seat.address)
    seat.wait_until(lambda: seat.js(STATE) == "saved", lambda: f"not saved but {seat.js(STATE)}")
    found = pattern.search(seat.address())
    return found[1] if found else ""
