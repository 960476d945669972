"""What a seat promises, in each engine: scenarios stand on it."""

from collections.abc import Callable

from e2e.network import Network
from e2e.own_browser import OwnBrowserSeat
from e2e.people import Arrive
from e2e.seats import Seat
from e2e.server import Server

ASK_BEFORE_LEAVING = "() => addEventListener('beforeunload', (event) => event.preventDefault())"
ASK_FOR_LOCK = "() => void navigator.locks.request('test', () => ((window.held = true), new Promise(() => {})))"
LAST_WORD = """() => {
    const say = ({ type }) => localStorage.setItem(type, "");
    for (const type of ["beforeunload", "visibilitychange", "pagehide", "unload"]) addEventListener(type, say);
}"""
CONNECT = """(path) => {
    const socket = new WebSocket(path);
    window.socket = "connecting";
    for (const type of ["open", "close"]) socket.addEventListener(type, () => (window.socket = type));
}"""


def test_without_scripts(unscripted: Callable[[], Seat], server: Server, room: str) -> None:
    seat = unscripted()
    seat.goto(f"{server.url}/")
    assert seat.js("() => matchMedia('(scripting: none)').matches")
    assert seat.js("() => typeof htmx") == "undefined"
    seat.click("form input[name=name]")
    seat.type(room)
    assert seat.value("form input[name=name]") == room
    seat.press("Enter")
    seat.wait_until(lambda: seat.address().endswith(f"/document/{room}/"), seat.address)
    seat.wait_until(lambda: seat.count("noscript") == 1, lambda: "the page has not come")
    assert seat.text("noscript")


def test_tabs_share_what_they_store_and_end_apart(seat: Callable[[], Seat], server: Server) -> None:
    first = seat()
    first.goto(f"{server.url}/")
    second = first.tab()
    second.goto(f"{server.url}/")
    second.js("() => localStorage.setItem('a', 'b')")
    first.wait_until(lambda: first.local_storage() == {"a": "b"}, lambda: str(first.local_storage()))
    second.js(ASK_FOR_LOCK)
    second.wait_until(lambda: second.js("() => window.held"), lambda: "no lock")
    first.js(ASK_FOR_LOCK)

    second.close()
    assert second.closed()
    first.wait_until(lambda: first.js("() => window.held"), lambda: "no lock")


def test_a_page_asks_before_it_is_left(seat: Callable[[], Seat], server: Server) -> None:
    window = seat()
    window.goto(f"{server.url}/")
    window.reload()
    assert not window.asked_before_leaving()
    window.js(ASK_BEFORE_LEAVING)
    window.click("form input[name=name]")
    window.type("x")
    window.reload()
    assert window.asked_before_leaving()
    window.reload()
    assert not window.asked_before_leaving()


def test_blocked_websockets(person: Arrive, network: Callable[[], Network], room: str) -> None:
    way = network()
    ada = person("Ada", room, way)
    seat = ada.seat

    def is_seen(state: str) -> None:
        seat.wait_until(lambda: seat.js("() => window.socket") == state, lambda: f"not {state}")

    path = f"/ws/editor/{room}/?client=someone1&since=0"
    seat.js(CONNECT, path)
    is_seen("open")
    way.block_websockets()
    is_seen("close")
    seat.js(CONNECT, path)
    is_seen("close")
    seat.reload()
    assert seat.text("h1, main")

    way.block_websockets(hang=True)
    seat.js(CONNECT, path)
    seat.reload()
    seat.js(CONNECT, path)
    assert seat.js("async () => (await fetch('/healthz')).status") == 200
    is_seen("connecting")
    way.restore()
    seat.wait_until(lambda: seat.js("() => window.socket") != "connecting", lambda: "it still hangs")
    seat.js(CONNECT, path)
    is_seen("open")
    ada.settled()


def test_a_window_in_the_background(own_browser: Callable[[], OwnBrowserSeat], server: Server) -> None:
    seat = own_browser()
    seat.goto(f"{server.url}/")
    assert not seat.hidden()
    other = seat.tab()
    other.goto(f"{server.url}/")
    assert not seat.hidden()
    seat.hide()
    assert seat.hidden()
    assert not other.hidden()
    seat.show()
    assert not seat.hidden()


def test_a_crash_leaves_what_was_stored_and_no_time_for_a_last_word(
    own_browser: Callable[[], OwnBrowserSeat], server: Server
) -> None:
    seat = own_browser()
    seat.goto(f"{server.url}/")
    other = seat.tab()
    other.goto(f"{server.url}/")
    other.js(ASK_FOR_LOCK)
    seat.js(LAST_WORD)
    seat.js("() => localStorage.setItem('last', 'word')")

    seat.crash()
    seat.goto(f"{server.url}/")
    assert seat.local_storage() == {"last": "word"}
    seat.js(ASK_FOR_LOCK)
    seat.wait_until(lambda: seat.js("() => window.held"), lambda: "no lock")
