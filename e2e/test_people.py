"""Who is here and what they are called, as people see and change it."""

import json
from collections.abc import Callable

from websockets.sync.client import connect

from e2e.people import Arrive
from e2e.seats import Seat
from e2e.server import Server
from e2e.test_accessibility import complaints

OTHERS = """() => [...document.querySelectorAll("#presence .person")]
    .filter((each) => each.getClientRects().length).map((each) => each.title)"""
LISTED = "() => [...document.querySelectorAll('#people bdi')].map((each) => each.textContent)"
OWN_NAME = "() => document.querySelector('#you').title"
FOCUSED = "() => document.activeElement.id"
OPEN = "() => document.querySelectorAll(':popover-open').length"


def test_a_name_of_ones_own(person: Arrive, room: str) -> None:
    ada, boris = person("Ada", room), person("Boris", room)
    made_up = str(boris.seat.js(OWN_NAME)).removesuffix(" (you)")
    ada.waits_for(OTHERS, [made_up])
    boris.seat.click("#self")
    boris.waits_for(FOCUSED, "own-name")
    assert complaints(boris.seat) == []
    boris.write("Boris\n")
    ada.waits_for(OTHERS, ["Boris"])
    boris.waits_for(OWN_NAME, "Boris (you)")
    boris.waits_for(OPEN, 0)
    boris.waits_for(FOCUSED, "self")
    boris.comes()
    assert boris.seat.value("#own-name") == "Boris"
    assert boris.seat.trouble() == []


def test_the_focus_stays_on_another_while_people_come_and_go(person: Arrive, room: str) -> None:
    ada, boris = person("Ada", room), person("Boris", room)
    other = str(boris.seat.attribute("#editor", "data-person"))
    ada.waits_for("() => document.querySelectorAll('#presence li').length", 2)
    ada.seat.js("(id) => document.getElementById(id).focus()", f"follow-{other}")
    person("Carol", room)
    ada.waits_for("() => document.querySelectorAll('#presence li').length", 3)
    ada.waits_for(FOCUSED, f"follow-{other}")


def test_everyone_is_in_the_list(person: Arrive, server: Server, room: str) -> None:
    ada = person("Ada", room)
    address = f"{server.url.replace('http', 'ws', 1)}/ws/editor/{room}/?since=0&client="
    with connect(f"{address}reader-1") as one, connect(f"{address}reader-2"):
        one.send(json.dumps({"type": "caret", "base": 0, "caret": ["1", 0, 0]}))
        ada.waits_for("() => document.querySelectorAll('#carets > .caret').length", 1)
        names = list(ada.seat.js(OTHERS))
        assert len(names) == 2
        ada.seat.js("() => document.querySelector('#people').showPopover()")
        ada.waits_for(LISTED, [str(ada.seat.js(OWN_NAME)).removesuffix(" (you)"), *names])
        assert complaints(ada.seat) == []
    ada.waits_for(OTHERS, [])


def test_a_name_without_a_script(unscripted: Callable[[], Seat], server: Server, room: str) -> None:
    boris, document = unscripted(), f"{server.url}/document/{room}/"
    boris.goto(f"{document}#b-1")
    boris.click("#self")
    boris.wait_until(lambda: boris.js(FOCUSED) == "own-name", lambda: "the field has no focus")
    boris.type("Boris\n")
    boris.wait_until(lambda: boris.address() == document, lambda: f"still at {boris.address()}")
    assert boris.js(OWN_NAME) == "Boris (you)"
