"""An owner changes who may do what while others write: it counts at once, and nothing that was stored is lost."""

import re
from collections.abc import Callable

import pytest

from e2e.people import Arrive, Person
from e2e.seats import Seat
from e2e.server import Server
from e2e.test_accessibility import complaints
from e2e.test_accounts import PASSWORD, address, comes_to, fill

WORDS = ["one", "two", "three"]
SAID = """() => {
    const status = document.querySelector("#status").getBoundingClientRect();
    const words = document.querySelector("#status .saved").getBoundingClientRect();
    return words.width > 0 && words.right <= status.right && document.documentElement.scrollWidth <= innerWidth;
}"""
FREED = "() => document.querySelectorAll('#blocks textarea').length"


@pytest.fixture
def olga(person: Arrive, server: Server, room: str) -> Person:
    """She owns the document."""
    olga: Person = person("Olga", room)
    sign_up(olga.seat, server, room)
    olga.settled()
    olga.click_block(0)
    olga.write("Olga")
    olga.settled()
    return olga


def sign_up(seat: Seat, server: Server, room: str) -> None:
    seat.goto(f"{server.url}/accounts/signup/?next=/document/{room}/")
    fill(seat, {"#id_email": address(room), "#id_password1": PASSWORD})
    comes_to(seat, f"{server.url}/document/{room}/")


def share(owner: Person, button: str) -> None:
    """Press a button in the dialog."""
    owner.seat.click(".bar .share")
    owner.waits_for(f"() => !!document.querySelector('#share {button}')?.checkVisibility()", True)
    owner.seat.click(f"#share {button}")
    owner.waits_for(f"() => document.querySelector('#share {button}')?.ariaPressed", "true")
    owner.seat.click(".bar .share")


def test_five_write_while_it_changes(olga: Person, person: Arrive, room: str) -> None:
    olga.press("Enter", times=2)
    guests: list[Person] = [person(name, room) for name in ("Ada", "Boris", "Cleo", "Dina")]
    for guest in guests:
        guest.click_block(0)
        guest.press("End")
    for word in WORDS:
        for guest in guests:
            guest.write(f" {guest.name}{word}")
    for guest in guests:
        guest.settled()

    share(olga, '.choice [name=role][value="1"]')
    for guest in guests:
        guest.write(f" {guest.name}late")
    for guest in guests:
        guest.is_shown("stopped")
    olga.settled()
    olga.comes()
    text = olga.text()
    assert sorted(re.findall(r"[A-D][a-z]+(?:one|two|three)", text)) == sorted(
        f"{guest.name}{word}" for guest in guests for word in WORDS
    )
    assert "late" not in text
    assert "late" in guests[0].text(), "it can still be copied"

    ada, boris, *_ = guests
    for guest in (ada, boris):
        guest.seat.reload()
        guest.is_told("Read only")
        assert guest.seat.js(FREED) == 0
    olga.click_block(1)
    olga.write("goes on")
    ada.waits_for("() => document.querySelector('#blocks').innerText.includes('goes on')", True)

    share(olga, "[name=audience][value=named]")
    ada.seat.wait_until(lambda: heading(ada.seat) == "Nothing is written here.", lambda: str(heading(ada.seat)))
    assert olga.seat.trouble() == []


def heading(seat: Seat) -> str | None:
    """Of the page; none while it loads itself again."""
    try:
        return str(seat.js("() => document.querySelector('h1')?.innerText"))
    except Exception:  # whatever the engine's driver says of a page that goes
        return None


@pytest.mark.any_engine
def test_the_dialog(olga: Person) -> None:
    olga.seat.click(".bar .share")
    olga.waits_for("() => !!document.querySelector('#share-whom')?.checkVisibility()", True)
    assert complaints(olga.seat) == []
    olga.seat.click("#share-whom")
    olga.write("boris@example.org")
    olga.press("Enter")
    olga.waits_for("() => document.querySelectorAll('#share .given .who')[1]?.innerText", "boris@example.org")
    olga.seat.click("#share form[action$='links'] button")
    olga.waits_for("() => document.querySelectorAll('#share input.who').length", 1)
    assert olga.blocks() == ["Olga"], "what is typed in the dialog is not written in the document"
    olga.seat.resize(360, 740)
    assert complaints(olga.seat) == []
    assert olga.seat.js("() => document.documentElement.scrollWidth <= innerWidth")
    assert olga.seat.trouble() == []


@pytest.mark.any_engine
def test_readers_are_told_on_a_phone_too(olga: Person, seat: Callable[[], Seat], server: Server, room: str) -> None:
    share(olga, '.choice [name=role][value="1"]')
    boris = seat()
    boris.resize(360, 740)
    boris.goto(f"{server.url}/document/{room}/")
    boris.wait_until(lambda: boris.js(SAID), lambda: boris.text("#status"))
    assert boris.text("#status").strip() == "Read only"
