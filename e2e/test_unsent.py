"""What is not stored yet: the page says so, and it survives the page."""

from collections.abc import Callable

from e2e.network import Network
from e2e.own_browser import OwnBrowserSeat
from e2e.people import Arrive, Person, Stored, agree

Ways = Callable[[], Network]
OwnBrowser = Callable[[], OwnBrowserSeat]

ASKS_BEFORE_LEAVING = """() => {
    const leaving = new Event("beforeunload", { cancelable: true });
    dispatchEvent(leaving);
    return leaving.defaultPrevented;
}"""
KEPT = """() => new Promise((resolve) => {
    const opening = indexedDB.open(location.pathname);
    opening.onsuccess = () => {
        const counting = opening.result.transaction("edits").objectStore("edits").count();
        counting.onsuccess = () => resolve(counting.result);
    };
})"""
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
    ada.waits_for(KEPT, 1)

    way.restore()
    ada.is_told("Saved")
    assert agree(room, stored, ada) == ["zero one two"]
    assert not ada.seat.js(ASKS_BEFORE_LEAVING)
    nothing_is_kept(ada)


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


def test_a_page_that_crashes_gives_it_back(
    person: Arrive, own_browser: OwnBrowser, network: Ways, room: str, stored: Stored
) -> None:
    way, seat = network(), own_browser()
    ada, boris = person("Ada", room, way, seat), person("Boris", room)
    ada.click_block(0)
    ada.write("before")
    boris.sees("before")
    way.stall()
    ada.write(", under way and waiting")
    ada.waits_for(KEPT, 1)
    seat.crash()
    boris.click_before("before")
    boris.write("long ")
    boris.settled()

    way.restore()
    ada.comes()
    ada.sees("long before, under way and waiting")
    nothing_is_kept(ada)
    assert agree(room, stored, ada, boris) == ["long before, under way and waiting"]


def test_what_a_closed_tab_kept_is_stored_by_the_next_visit(
    person: Arrive, network: Ways, room: str, stored: Stored
) -> None:
    way = network()
    ada = person("Ada", room, way)
    other = ada.tab()
    ada.click_block(0)
    other.click_block(0)
    way.cut()
    ada.is_shown("offline")
    ada.write("left behind")
    ada.waits_for(KEPT, 1)
    other.is_shown("offline")
    other.write("a word from here")
    other.waits_for(KEPT, 2)
    ada.seat.close()
    way.restore()
    other.settled()
    other.waits_for(KEPT, 1)
    other.comes()
    nothing_is_kept(other)
    other.sees("left behind")
    assert agree(room, stored, other) == ["a word from hereleft behind"]


def test_leaving_a_page_with_unsent_text_asks_first(person: Arrive, network: Ways, room: str) -> None:
    way = network()
    ada = person("Ada", room, way)
    ada.click_block(0)
    ada.write("saved")
    ada.settled()
    ada.seat.reload()
    ada.settled()
    assert not ada.seat.asked_before_leaving()
    ada.click_block(0)
    way.block_websockets(hang=True)
    ada.press("End")
    ada.write(", not saved")
    ada.waits_for(KEPT, 1)
    ada.seat.reload()
    assert ada.seat.asked_before_leaving()
    way.restore()
    ada.sees("saved, not saved")


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
