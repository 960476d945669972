"""Accounts: a guest writes, signs up, goes on as the same person, and is that person in another browser."""

from collections.abc import Callable

import pytest

from e2e.people import Arrive, Stored
from e2e.seats import Seat
from e2e.server import Server
from e2e.test_accessibility import complaints

pytestmark = pytest.mark.any_engine

PASSWORD = "correct horse 8"
UNDO = "Control", "z"
PAGES = [
    "/accounts/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/delete/",
    "/accounts/2fa/totp/activate/",
]


def test_a_guest_stays_who_they_are(person: Arrive, server: Server, room: str) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.write("Notes")
    ada.settled()
    ada.seat.click("#self")
    fill(ada.seat, {"#own-name": "Ada"})
    ada.waits_for("() => document.querySelector('#you').title", "Ada (you)")
    guest = ada.seat.attribute("#editor", "data-person")

    ada.seat.click("#self")
    ada.seat.click("#naming .account-link")
    ada.seat.click(".told a")
    assert ada.seat.value("#id_name") == "Ada"
    fill(ada.seat, {"#id_email": address(room), "#id_password1": PASSWORD})
    comes_to(ada.seat, f"{server.url}/document/{room}/")
    ada.settled()
    assert ada.seat.attribute("#editor", "data-person") == guest
    ada.click_block(0)
    ada.press(*UNDO)
    ada.has_blocks("")
    ada.settled()

    ada.seat.goto(f"{server.url}/document/{room}/share")
    assert f"{address(room)} Owner (you)" in " ".join(ada.seat.text("main").split()), "the document is theirs"

    sign_out(ada.seat, server)
    ada.comes()
    assert ada.seat.attribute("#editor", "data-person") != guest

    elsewhere = person("Ada elsewhere", room)
    elsewhere.seat.goto(f"{server.url}/accounts/login/?next=/document/{room}/")
    fill(elsewhere.seat, {"#id_login": address(room), "#id_password": PASSWORD})
    comes_to(elsewhere.seat, f"{server.url}/document/{room}/")
    elsewhere.settled()
    assert elsewhere.seat.attribute("#editor", "data-person") == guest
    assert elsewhere.seat.attribute("#you", "title") == "Ada (you)"
    assert ada.seat.trouble() == elsewhere.seat.trouble() == []


def test_signing_out_puts_out_the_other_tabs(person: Arrive, server: Server, room: str, stored: Stored) -> None:
    ada = person("Ada", room)
    ada.seat.goto(f"{server.url}/accounts/signup/?next=/document/{room}/")
    fill(ada.seat, {"#id_email": address(room), "#id_password1": PASSWORD})
    comes_to(ada.seat, f"{server.url}/document/{room}/")
    other = ada.tab()
    other.click_block(0)
    other.write("Taken")
    other.settled()
    sign_out(ada.seat, server)
    other.is_shown("stopped")
    assert "you have been signed out" in other.seat.text("#notices")
    other.write(", late")
    assert other.blocks() == ["Taken, late"], "it can be copied"
    assert stored(room) == "Taken"


def test_everyone_can_use_the_pages(seat: Callable[[], Seat], server: Server, room: str) -> None:
    """They are accessible, on a phone too, and the content policy stops nothing on them."""
    ada = seat()
    ada.resize(360, 740)
    ada.goto(f"{server.url}/accounts/login/")
    assert complaints(ada) == []
    ada.goto(f"{server.url}/accounts/signup/")
    assert complaints(ada) == []
    fill(ada, {"#id_email": address(room), "#id_password1": PASSWORD})
    comes_to(ada, f"{server.url}/")
    ada.goto(f"{server.url}/accounts/reauthenticate/")
    fill(ada, {"#id_password": PASSWORD})
    comes_to(ada, f"{server.url}/")
    for page in PAGES:
        ada.goto(f"{server.url}{page}")
        assert complaints(ada) == []
        assert ada.js("() => document.documentElement.scrollWidth <= innerWidth"), page
    assert ada.js("() => document.querySelector('.account img').naturalWidth > 0"), "the picture of the secret"
    assert ada.trouble() == []


def test_no_scripts_are_needed(unscripted: Callable[[], Seat], server: Server, room: str) -> None:
    ada = unscripted()
    ada.goto(f"{server.url}/accounts/signup/?next=/document/{room}/")
    fill(ada, {"#id_email": address(room), "#id_password1": PASSWORD})
    comes_to(ada, f"{server.url}/document/{room}/")


def address(room: str) -> str:
    """Nobody else's."""
    return f"{room}@example.org"


def fill(seat: Seat, fields: dict[str, str]) -> None:
    """Write that into the fields, and press Enter in the last one."""
    for field, text in fields.items():
        seat.click(field)
        seat.type(text)
    seat.press("Enter")


def sign_out(seat: Seat, server: Server) -> None:
    seat.goto(f"{server.url}/accounts/")
    seat.click("form[action='/accounts/logout/'] button")
    comes_to(seat, f"{server.url}/")


def comes_to(seat: Seat, address: str) -> None:
    seat.wait_until(lambda: seat.address() == address, lambda: seat.address())
