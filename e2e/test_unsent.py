"""What is not stored yet: the page says so, and it survives the page."""

from collections.abc import Callable

from e2e.network import Network
from e2e.people import Arrive, Stored, agree

Ways = Callable[[], Network]


def test_the_page_counts_what_it_keeps_while_offline(person: Arrive, network: Ways, room: str, stored: Stored) -> None:
    way = network()
    ada = person("Ada", room, way)
    ada.click_block(0)
    ada.write("one")
    ada.settled()
    assert ada.seat.text("#status") == "Saved"
    way.cut()
    ada.is_told("Offline – reconnecting…")
    ada.write(" two")
    ada.is_told("Offline – 1 change kept here")
    ada.press("Home")
    ada.write("zero ")
    ada.is_told("Offline – 2 changes kept here")
    way.restore()
    ada.is_told("Saved")
    assert agree(room, stored, ada) == ["zero one two"]


def test_what_was_typed_offline_is_there_after_a_reload(
    person: Arrive, network: Ways, room: str, stored: Stored
) -> None:
    way = network()
    ada, boris = person("Ada", room, way), person("Boris", room)
    ada.click_block(0)
    ada.write("before")
    boris.sees("before")
    way.stall()
    ada.write(", under way")
    ada.is_shown("saving")
    way.cut()
    ada.is_shown("offline")
    ada.write(", waiting")
    boris.click_before("before")
    boris.write("long ")
    boris.settled()

    way.restore()
    ada.seat.reload()
    boris.sees("long before, under way, waiting")
    ada.sees("long before, under way, waiting")
    assert agree(room, stored, ada, boris) == ["long before, under way, waiting"]
    assert ada.seat.js("() => Object.keys(localStorage).length") == 0
