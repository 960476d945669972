"""One person with two tabs, and a tab in the background: each is a place to write in like any other."""

from collections.abc import Callable
from random import Random

from e2e.network import Network
from e2e.own_browser import OwnBrowserSeat
from e2e.people import Arrive, Stored, agree
from e2e.test_two_people import GREEK, LATIN
from e2e.typist import Typist, type_at_once

Ways = Callable[[], Network]
OwnBrowser = Callable[[], OwnBrowserSeat]


def test_two_tabs_of_one_person_in_one_paragraph(person: Arrive, room: str, stored: Stored, random: Random) -> None:
    ada = person("Ada", room)
    other = ada.tab()
    ada.click_block(0)
    other.click_block(0)
    latin, greek = Typist(ada, LATIN, random), Typist(other, GREEK, random)

    type_at_once(latin, greek, letters=60)

    text = "".join(agree(room, stored, ada, other)).replace("\n", "")
    assert latin.own(text) == latin.typed
    assert greek.own(text) == greek.typed


def test_a_tab_that_is_closed_leaves_the_other_one_alone(person: Arrive, room: str, stored: Stored) -> None:
    ada = person("Ada", room)
    other = ada.tab()
    other.click_block(0)
    other.write("from there")
    ada.sees("from there")
    other.settled()

    other.seat.close()
    ada.click_before("from there")
    ada.write("not ")
    assert agree(room, stored, ada) == ["not from there"]


def test_a_tab_in_the_background_follows(person: Arrive, own_browser: OwnBrowser, room: str, stored: Stored) -> None:
    seat = own_browser()
    ada, boris = person("Ada", room, at=seat), person("Boris", room)
    ada.click_block(0)
    ada.write("mine")
    boris.sees("mine")

    seat.hide()
    boris.click_before("mine")
    boris.write("not ")
    boris.settled()
    seat.show()
    ada.sees("not mine")
    ada.write(" alone")
    assert agree(room, stored, ada, boris) == ["not mine alone"]


def test_a_tab_in_the_background_loses_its_network_and_finds_it_again(
    person: Arrive, own_browser: OwnBrowser, network: Ways, room: str, stored: Stored
) -> None:
    way, seat = network(), own_browser()
    ada, boris = person("Ada", room, way, seat), person("Boris", room)
    ada.click_block(0)
    ada.write("mine")
    boris.sees("mine")

    seat.hide()
    way.cut()
    ada.is_shown("offline")
    boris.click_before("mine")
    boris.write("first\nnot ")
    boris.settled()
    way.restore()
    seat.show()
    ada.sees("first\nnot mine")
    assert agree(room, stored, ada, boris) == ["first", "not mine"]


def test_a_computer_that_was_shut_for_a_while(
    person: Arrive, own_browser: OwnBrowser, network: Ways, room: str, stored: Stored
) -> None:
    way, seat = network(), own_browser()
    ada, boris = person("Ada", room, way, seat), person("Boris", room)
    ada.click_block(0)
    ada.write("mine")
    boris.sees("mine")

    seat.sleep()
    way.cut()
    boris.click_before("mine")
    boris.write("not ")
    boris.settled()
    way.restore()
    seat.wake()
    ada.sees("not mine")
    ada.write("!")
    assert agree(room, stored, ada, boris) == ["not mine!"]
