"""Websockets are blocked: the page says so and goes on by requests, and nobody else can tell."""

from collections.abc import Callable
from random import Random

import pytest

from e2e.network import Network
from e2e.people import Arrive, Stored, agree
from e2e.server import Server
from e2e.test_two_people import GREEK, LATIN
from e2e.typist import Typist, type_at_once

Ways = Callable[[], Network]
BY = "() => document.querySelector('#status').dataset.by"


def test_both_write_at_once(person: Arrive, network: Ways, room: str, stored: Stored, random: Random) -> None:
    way = network()
    way.block_websockets()
    ada, boris = person("Ada", room, way), person("Boris", room)
    assert "Websockets blocked" in ada.seat.text("#status")
    assert "Websockets blocked" not in boris.seat.text("#status")
    ada.click_block(0)
    boris.click_block(0)
    latin, greek = Typist(ada, LATIN, random), Typist(boris, GREEK, random)

    type_at_once(latin, greek, letters=60)

    text = "".join(agree(room, stored, ada, boris)).replace("\n", "")
    assert latin.own(text) == latin.typed
    assert greek.own(text) == greek.typed
    assert ada.seat.js(BY) == "requests"
    ada.waits_for("() => document.querySelectorAll('#presence .person').length", 2)


@pytest.mark.parametrize("hang", [False, True], ids=["refused", "never answered"])
def test_they_are_blocked_while_one_writes(
    person: Arrive, network: Ways, room: str, stored: Stored, hang: bool
) -> None:
    way = network()
    ada, boris = person("Ada", room, way), person("Boris", room)
    ada.click_block(0)
    ada.write("one")
    boris.sees("one")
    way.block_websockets(hang)
    ada.write(" two")
    boris.sees("one two")
    boris.click_before("one")
    boris.write("zero ")
    ada.sees("zero one two")
    ada.has_caret("zero one two|")
    assert agree(room, stored, ada, boris) == ["zero one two"]
    assert ada.seat.js(BY) == "requests"


def test_the_server_is_killed_and_comes_back(
    person: Arrive, network: Ways, server: Server, room: str, stored: Stored
) -> None:
    way = network()
    way.block_websockets()
    ada = person("Ada", room, way)
    ada.click_block(0)
    ada.write("before")
    ada.settled()
    server.kill()
    ada.write(", during")
    ada.is_shown("offline")
    server.start()
    assert agree(room, stored, ada) == ["before, during"]
