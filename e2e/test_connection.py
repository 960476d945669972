"""A network that is cut, stalled or slow, and a server that dies: nothing typed is lost and nothing comes twice."""

from collections.abc import Callable
from random import Random

from e2e.network import Network
from e2e.people import Arrive, Stored, agree
from e2e.server import Server
from e2e.test_two_people import GREEK, LATIN
from e2e.typist import Typist, type_at_once

Ways = Callable[[], Network]


def test_what_is_typed_while_cut_off_arrives_afterwards(
    person: Arrive, network: Ways, room: str, stored: Stored
) -> None:
    way = network()
    ada, boris = person("Ada", room, way), person("Boris", room)
    ada.click_block(0)
    ada.write("before")
    boris.sees("before")

    way.cut()
    ada.is_shown("offline")
    ada.write(", during")
    boris.click_before("before")
    boris.write("long ")
    boris.settled()
    way.restore()

    assert agree(room, stored, ada, boris) == ["long before, during"]
    ada.has_caret("long before, during|")


def test_a_line_that_stalls_is_noticed_and_nothing_is_lost(
    person: Arrive, network: Ways, room: str, stored: Stored
) -> None:
    way = network()
    ada = person("Ada", room, way)
    ada.click_block(0)
    way.stall()
    ada.write("patience")
    ada.is_shown("saving")
    assert stored(room) == ""
    ada.is_told("Offline – 2 changes kept here")  # the first letter, and what waits for its answer
    ada.write("!")
    way.restore()
    assert agree(room, stored, ada) == ["patience!"]


def test_writing_far_away_from_the_server(
    person: Arrive, network: Ways, room: str, stored: Stored, random: Random
) -> None:
    way = network()
    ada, boris = person("Ada", room, way), person("Boris", room)
    way.slow_down(0.2)
    ada.click_block(0)
    boris.click_block(0)
    latin, greek = Typist(ada, LATIN, random), Typist(boris, GREEK, random)

    type_at_once(latin, greek, letters=60)

    text = "".join(agree(room, stored, ada, boris))
    assert latin.own(text) == latin.typed
    assert greek.own(text) == greek.typed


def test_a_server_that_dies_while_people_type(
    person: Arrive, server: Server, room: str, stored: Stored, random: Random
) -> None:
    ada, boris = person("Ada", room), person("Boris", room)
    ada.click_block(0)
    boris.click_block(0)
    latin, greek = Typist(ada, LATIN, random), Typist(boris, GREEK, random)

    type_at_once(latin, greek, letters=20)
    server.kill()
    type_at_once(latin, greek, letters=40)
    server.start()
    type_at_once(latin, greek, letters=60)

    text = "".join(agree(room, stored, ada, boris))
    assert latin.own(text) == latin.typed
    assert greek.own(text) == greek.typed
