"""What is not stored yet: the page says so, and it survives the page."""

from collections.abc import Callable

from e2e.network import Network
from e2e.people import Arrive, Person, Stored, agree

Ways = Callable[[], Network]

ASKS_BEFORE_LEAVING = """() => {
    const leaving = new Event("beforeunload", { cancelable: true });
    dispatchEvent(leaving);
    return leaving.defaultPrevented;
}"""
KEPT = "() => Object.keys(localStorage).length"
NOTICES = "() => [...document.querySelectorAll('#notices textarea')].map((field) => field.value.length)"
NOWHERE = "about:blank"


def test_the_page_counts_what_it_keeps(person: Arrive, network: Ways, room: str, stored: Stored) -> None:
    way = network()
    ada = person("Ada", room, way)
    ada.click_block(0)
    ada.write("one")
    ada.settled()
    ada.is_told("Saved")
    assert not ada.seat.js(ASKS_BEFORE_LEAVING)

    way.cut()
    ada.is_told("Offline – reconnecting…")
    ada.write(" two")
    ada.is_told("Offline – 1 change kept here")
    ada.press("Home")
    ada.write("zero ")
    ada.is_told("Offline – 2 changes kept here")
    assert ada.seat.js(ASKS_BEFORE_LEAVING)
    assert ada.seat.js(KEPT) == 1

    way.restore()
    ada.is_told("Saved")
    assert agree(room, stored, ada) == ["zero one two"]
    assert not ada.seat.js(ASKS_BEFORE_LEAVING)
    assert ada.seat.js(KEPT) == 0


def test_what_was_typed_offline_is_there_after_coming_back(
    person: Arrive, network: Ways, room: str, stored: Stored
) -> None:
    way = network()
    ada, boris = person("Ada", room, way), person("Boris", room)
    address = ada.seat.address()
    ada.click_block(0)
    ada.write("before")
    boris.sees("before")
    way.cut()
    ada.is_shown("offline")
    ada.write(", offline")
    ada.seat.goto(NOWHERE)
    boris.click_before("before")
    boris.write("long ")
    boris.settled()

    way.restore()
    ada.seat.goto(address)
    ada.sees("long before, offline")
    nothing_is_kept(ada)
    assert agree(room, stored, ada, boris) == ["long before, offline"]


def test_an_edit_whose_answer_never_came_is_stored_once(
    person: Arrive, network: Ways, room: str, stored: Stored
) -> None:
    way = network()
    ada, boris = person("Ada", room, way), person("Boris", room)
    address = ada.seat.address()
    ada.click_block(0)
    way.slow_down(1)
    ada.write("once")
    boris.sees("o")
    way.cut()
    ada.is_shown("offline")
    ada.write(" only")
    ada.seat.goto(NOWHERE)
    way.restore()
    ada.seat.goto(address)
    boris.sees("once only")
    nothing_is_kept(ada)
    assert agree(room, stored, ada, boris) == ["once only"]


def test_what_is_refused_can_be_copied_and_typing_goes_on(person: Arrive, room: str, stored: Stored) -> None:
    ada = person("Ada", room)
    ada.click_block(0)
    ada.write("keep")
    ada.settled()
    for times in (1, 2):
        ada.insert("x" * 100_001)
        ada.waits_for(NOTICES, [100_001] * times)
        ada.has_caret("keep|")
    ada.write("!")
    assert agree(room, stored, ada) == ["keep!"]
    assert ada.seat.js(NOTICES) == [100_001, 100_001], "until they are dismissed"


def nothing_is_kept(person: Person) -> None:
    person.waits_for(KEPT, 0)
